"""What PDF/A-2a and PDF/UA-1 ask of the file as a whole, and of its fonts; read with pikepdf, not with a validator.

    conformance.py FILE_OR_FOLDER...

Language, MarkInfo, title shown, XMP that claims both and agrees with the Info dictionary, an output intent, no encryption,
no script, one identifier. Fonts embedded, each with ToUnicode; each shown code maps to a character, no character is
U+FFFD, no glyph is number 0 or drawn like it, and whatever is no blank has an outline.
"""
import re
import sys

import pikepdf
from lxml import etree

import pdf

NAMES = {"pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
         "dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
         "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/"}
FORBIDDEN = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/EmbeddedFiles", "/AcroForm", "/XFA"}
ACTIONS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Rendition", "/SubmitForm"}


def xmp_value(xmp, name):
    """Element or attribute form of a simple property, or the first item of a list."""
    prefix, local = name.split(":")
    attribute = f"{{{NAMES[prefix]}}}{local}"
    for description in xmp.iter(f"{{{NAMES['rdf']}}}Description"):
        if attribute in description.attrib:
            return description.attrib[attribute]
    found = xmp.find(f".//{name}", NAMES)
    if found is None:
        return None
    item = found.find(".//rdf:li", NAMES)
    return (item if item is not None else found).text


def whole(file):
    root = file.Root
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(root.get("/Lang", ""))):
        yield "no /Lang"
    marks = root.get("/MarkInfo", {})
    if marks.get("/Marked") is not True or marks.get("/Suspects") is True:
        yield "MarkInfo is not Marked, or Suspects"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "DisplayDocTitle is not true"
    for key in ("/PageMode", "/PageLayout"):
        if key in root and not isinstance(root[key], pikepdf.Name):
            yield f"{key} is no name"
    title = str(file.docinfo.get("/Title", ""))
    if not title.strip():
        yield "no /Title"
    xmp = etree.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", root.Metadata.read_bytes()).strip())
    if "/Filter" in root.Metadata:
        yield "XMP is compressed"
    for name, value in (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1"), ("dc:title", title)):
        if xmp_value(xmp, name) != value:
            yield f"XMP {name} is {xmp_value(xmp, name)!r}, not {value!r}"
    for name, key in (("dc:creator", "/Author"), ("dc:description", "/Subject"), ("pdf:Keywords", "/Keywords"),
                      ("xmp:CreatorTool", "/Creator"), ("pdf:Producer", "/Producer")):
        if key in file.docinfo and xmp_value(xmp, name) != str(file.docinfo[key]):
            yield f"XMP {name} {xmp_value(xmp, name)!r} differs from Info {key} {str(file.docinfo[key])!r}"
    for name, key in (("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate")):
        digits = [re.sub(r"\D", "", v or "")[:14] for v in (xmp_value(xmp, name), str(file.docinfo.get(key, "")))]
        if digits[0] != digits[1]:
            yield f"XMP {name} differs from Info {key}"
    intents = list(root.get("/OutputIntents", []))
    if [str(i.get("/S")) for i in intents] != ["/GTS_PDFA1"] or "/DestOutputProfile" not in intents[0]:
        yield "not one OutputIntent GTS_PDFA1 with a profile"
    if file.is_encrypted or "/Encrypt" in file.trailer:
        yield "encrypted"
    ids = [bytes(v) for v in file.trailer.get("/ID", [])]
    if len(ids) != 2 or ids[0] != ids[1] or not ids[0]:
        yield f"/ID is not one identifier twice: {[v.hex() for v in ids]}"
    for thing in file.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in FORBIDDEN & set(thing.keys()):
                yield f"object {thing.objgen[0]} has {key}"
            if str(thing.get("/S", "")) in ACTIONS and "/P" not in thing:
                yield f"object {thing.objgen[0]} is an action {thing.S}"
            if "/LZWDecode" in str(thing.get("/Filter", "")):
                yield f"object {thing.objgen[0]} uses LZW"


def fonts(file):
    reader, shown = pdf.Reader(), {}
    for number, page in enumerate(file.pages, 1):
        for glyph in reader.page(page).glyphs:
            shown.setdefault((id(glyph.font), glyph.code), (glyph.font, number, glyph.marks))
    if not shown:
        yield "shows no text"
    for font in {id(f): f for f, _, _ in shown.values()}.values():
        descriptor = font.descriptor
        if descriptor is None or not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"{font.base} is not embedded"
        if not re.match(r"/[A-Z]{6}\+", font.base):
            yield f"{font.base} is no subset"
        if "/ToUnicode" not in font.dict:
            yield f"{font.base} has no ToUnicode"
        if font.composite and font.encoding != "/Identity-H":
            yield f"{font.base}: encoding {font.encoding}"
        if font.inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in font.inner:
            yield f"{font.base}: no CIDToGIDMap"
    for (_, code), (font, number, _) in shown.items():
        where = f"page {number}: {font.base} code {code:04X}"
        text = font.unicode.get(code)
        if not text:
            yield f"{where} maps to no character"
            continue
        if "\ufffd" in text or "\0" in text or "\ufeff" in text:
            yield f"{where} maps to U+{ord(text[0]):04X}"
        if not font.composite:
            continue
        gid, outlines = font.gid(code), font.outlines()
        if gid == 0:
            yield f"{where} “{text}” is glyph 0"
        elif outlines is not None:
            if gid >= len(outlines):
                yield f"{where} “{text}” is glyph {gid} of {len(outlines)}"
            elif not outlines[gid] and text.strip() and text not in "\u200b\u2060\u00ad":
                yield f"{where} “{text}” has no outline"
            elif outlines[gid] and outlines[gid] == outlines[0]:
                yield f"{where} “{text}” is drawn like .notdef"


def check(path):
    with pikepdf.open(path) as file:
        yield from whole(file)
        yield from fonts(file)


if __name__ == "__main__":
    files = pdf.pdfs(sys.argv[1:])
    pdf.done([f"{path}: {fault}" for path in files for fault in check(path)], f"PDF/A and PDF/UA marks of {len(files)} PDFs")
