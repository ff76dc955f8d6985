"""Every reader can fail: each is handed an output with one fault put in on purpose, and must name it.

    selftest.py PROGRAM OUTPUT FOLDER

OUTPUT is a sound build of this repository's county with `--articles`; broken copies of parts of it are made in FOLDER.
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf

import pdf

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NOTICE = "board/09/0901/0901-2017-1-publicity.pdf"
DOCUMENT = "web/site/documents/qingweiban-2017-25.pdf"
PAGE = "web/site/index.html"


def reader(name):
    if name.endswith(".py"):
        return [sys.executable, HERE / name]
    return ["bash" if name.endswith(".sh") else "node", HERE / name]


class Bench:
    def __init__(self, output, folder):
        self.output, self.folder, self.faults, self.tried = Path(output), Path(folder), [], 0
        shutil.rmtree(self.folder, ignore_errors=True)

    def broken(self, parts, change):
        """A copy of parts of the output with one change."""
        self.tried += 1
        place = self.folder / f"{self.tried:02}"
        for part in parts:
            source, target = self.output / part, place / part
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy(source, target)
        change(place)
        return place

    def must_fail(self, what, name, arguments, words):
        answer = subprocess.run([*reader(name), *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)
        said = answer.stdout + answer.stderr
        if answer.returncode == 0:
            self.faults.append(f"{name} passes with {what}")
        elif not re.search(words, said):
            self.faults.append(f"{name} fails with {what}, but says: {said[-300:]}")
        else:
            print(f"  {name} fails with {what}")

    def must_pass(self, name, arguments):
        answer = subprocess.run([*reader(name), *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)
        if answer.returncode:
            self.faults.append(f"{name} fails on the sound copy: {(answer.stdout + answer.stderr)[-300:]}")


def text(path, old, new):
    def change(place):
        before = (place / path).read_text(encoding="utf-8")
        after = before.replace(old, new, 1)
        assert before != after, f"{old} is not in {path}"
        (place / path).write_text(after, encoding="utf-8")
    return change


def document(path, edit):
    def change(place):
        with pikepdf.open(place / path, allow_overwriting_input=True) as file:
            edit(file)
            file.save(place / path, fix_metadata_version=False, static_id=False)
    return change


def content(number, old, new, count=1):
    """Replaces operators of a page's content: the first, or all with a count of 0."""
    def edit(file):
        page = file.pages[number]
        page.contents_coalesce()
        raw = page.Contents.read_bytes()
        after = re.sub(old, new, raw, count=count, flags=re.S)
        assert raw != after, f"{old} is not in the content"
        page.Contents = file.make_stream(after)
    return edit


def element(kind, edit):
    """Edits the first element of a kind."""
    def walk(file):
        todo = [file.Root.StructTreeRoot.K]
        while todo:
            node = todo.pop(0)
            if isinstance(node, pikepdf.Array):
                todo = list(node) + todo
            elif isinstance(node, pikepdf.Dictionary):
                if str(node.get("/S", "")) == kind:
                    return edit(node)
                if "/K" in node:
                    todo.insert(0, node.K)
        raise AssertionError(f"no {kind}")
    return walk


def no_scope(node):
    del node["/A"]


def heading(node):
    node.S = pikepdf.Name.H3


def parent_tree(file):
    rows = file.Root.StructTreeRoot.ParentTree.Nums[1]
    rows[0], rows[1] = rows[1], rows[0]


def font(edit):
    def change(file):
        edit(next(iter(file.pages[0].Resources.Font.values())))
    return change


def unknown(entry):
    entry.ToUnicode.write(re.sub(rb"<0001> <[0-9A-F]+>", b"<0001> <FFFD>", entry.ToUnicode.read_bytes()))


def xmp(file):
    file.Root.Metadata.write(file.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"))


def info(file):
    file.docinfo["/Subject"] = "99999919 6803120010"


def main(program, output, folder):
    bench = Bench(output, folder)

    def case(what, name, parts, change, words, arguments=lambda place: [place]):
        place = bench.broken(parts, change)
        bench.must_fail(what, name, arguments(place), words)

    # A copy that pikepdf wrote anew without a change still passes: what is found below is the fault, not the writing.
    place = bench.broken([NOTICE], document(NOTICE, lambda file: None))
    bench.must_pass("tags.py", [place])

    def cut(place):
        (place / NOTICE).write_bytes((place / NOTICE).read_bytes()[:-200])
    case("a file cut short", "qpdf.sh", [NOTICE], cut, "damaged|startxref|xref")

    article = f"restricted/articles/{NOTICE}.html"
    case("one character of the article changed", "struct_text.py", [NOTICE, article], text(article, "样甲一", "样甲二"), "at character")
    case("no article", "struct_text.py", [NOTICE], lambda place: None, "no article")

    case("an artifact that is none", "tags.py", [NOTICE], document(NOTICE, content(0, rb"/Artifact <<.*?>> BDC", b"/Span <<>> BDC")), "neither artifact nor tagged")
    case("an MCID that stands twice", "tags.py", [NOTICE], document(NOTICE, content(0, rb"/MCID 2>>", b"/MCID 1>>")), "twice in the content")
    case("an unknown MCID", "tags.py", [NOTICE], document(NOTICE, content(0, rb"/MCID 2>>", b"/MCID 999>>")), "not in the tree")
    case("a header cell without scope", "tags.py", [NOTICE], document(NOTICE, element("/TH", no_scope)), "TH without Scope")
    case("a heading that skips levels", "tags.py", [NOTICE], document(NOTICE, element("/H1", heading)), "heading H3 follows")
    case("a cell taken out of a row", "tags.py", [NOTICE], document(NOTICE, element("/TR", lambda node: node.K.__delitem__(0))), "no cell|different widths")
    case("a ParentTree that leads astray", "tags.py", [NOTICE], document(NOTICE, parent_tree), "ParentTree does not lead")

    case("no language", "conformance.py", [NOTICE], document(NOTICE, lambda file: file.Root.__delitem__("/Lang")), "no /Lang")
    case("a character U+FFFD", "conformance.py", [NOTICE], document(NOTICE, font(unknown)), r"U\+FFFD")
    case("a font without ToUnicode", "conformance.py", [NOTICE], document(NOTICE, font(lambda f: f.__delitem__("/ToUnicode"))), "no ToUnicode")
    case("glyph 0 shown", "conformance.py", [NOTICE], document(NOTICE, content(0, rb"Tf\n\(.*?\) Tj", b"Tf\n<0000> Tj")), "code 0000")
    case("a font that is not embedded", "conformance.py", [NOTICE],
         document(NOTICE, font(lambda f: f.DescendantFonts[0].FontDescriptor.__delitem__("/FontFile2"))), "not embedded")
    case("a script", "conformance.py", [NOTICE],
         document(NOTICE, lambda file: file.Root.__setitem__("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1"))), "/OpenAction|/JS")
    case("XMP that claims PDF/UA-2", "conformance.py", [NOTICE], document(NOTICE, xmp), "pdfuaid:part")
    case("no output intent", "conformance.py", [NOTICE], document(NOTICE, lambda file: file.Root.__delitem__("/OutputIntents")), "OutputIntent")

    only = [DOCUMENT]
    at = lambda place: [place / DOCUMENT]  # noqa: E731
    case("a line half a point too low", "grid.py", only, document(DOCUMENT, content(4, rb"0 -29\.6\d* Td", b"0 -30.12 Td")), "below the line above", at)
    case("a page moved by 2 mm", "grid.py", only, document(DOCUMENT, content(4, rb"^", b"1 0 0 1 5.67 0 cm\n")), "ink ends|reaches", at)
    case("characters set too wide", "grid.py", only, document(DOCUMENT, content(4, rb"-0\.207 Tc", b"0.3 Tc", 0)), "reaches from", at)
    case("pages that are all smaller", "grid.py", only,
         document(DOCUMENT, lambda file: [content(n, rb"^", b"0.95 0 0 0.95 0 0 cm\n")(file) for n in range(len(file.pages))]), "no page with 22 lines", at)

    case("A4 notices for A3", "board_sizes.py", ["board"], lambda place: None, "not a3", lambda place: [place, "a3"])
    case("a list in small type", "board_sizes.py", [NOTICE], document(NOTICE, content(1, rb"(/TD <<.*?/F\d+ )\d+(\.\d+)? Tf", rb"\g<1>9 Tf")),
         "list .* is 9.0 pt", lambda place: [place, "a4"])

    case("a blank page", "pictures.py", ["board", "web/site/documents", "web/site/plans", "restricted"], document(DOCUMENT.replace("qingweiban-2017-25", "changwei-2017-54"),
         lambda file: file.pages[1].__setitem__("/Contents", file.make_stream(b""))), "blank", lambda place: [place, place / "pictures"])

    def other_bytes(place):
        with next((place / "web/site/plans/2018").glob("*.pdf")).open("ab") as file:
            file.write(b"\n")
    case("a PDF that differs from the archive's", "zips.py", ["web/site/plans"], other_bytes, "of other bytes")
    case("a PDF that the archive lacks", "zips.py", ["web/site/plans"],
         lambda place: (place / "web/site/plans/2018/new.pdf").write_bytes(b"%PDF-1.7"), "holds")

    case("a link to nothing", "links.py", ["web"], text(PAGE, 'href="notices/', 'href="notice/'), "leads to no file")
    case("a link to an unknown id", "links.py", ["web"], text(PAGE, 'href="#publicity"', 'href="#publicities"'), "leads to no id")
    case("an address of the network", "links.py", ["web"], text(PAGE, "</main>", '<img src="https://example.invalid/a.png" alt="">\n</main>'), "not relative")
    case("a page without a link to it", "links.py", ["web"], lambda place: shutil.copy(place / PAGE, place / "web/site/lost.html"), "not reached")
    case("a div in a p", "html.sh", ["web/site"], text(PAGE, "</main>", "<p><div></div></p><img src=a.png>\n</main>"), "error:")
    case("a wide block, a picture without alt, a script of the network", "browser.mjs", ["web/site/index.html", "web/site/assets"],
         text(PAGE, "</main>", '<svg width="1400" height="9"></svg><img src="https://example.invalid/a.png">\n</main>'),
         r"(?s)(?=.*wider than the window)(?=.*image-alt)(?=.*asks for https)")

    secret = lambda place: ["src/records/case", "content", place]  # noqa: E731
    case("an ID number in a page, with blanks", "privacy.py", ["web/site", "board"], text(PAGE, "</main>", "<p>９９９９９９<b>1968</b> 0312 0010</p>\n</main>"), "身份证号", secret)
    case("an ID number in the PDF's properties", "privacy.py", [NOTICE], document(NOTICE, info), "身份证号", secret)
    case("a member's name in a page", "privacy.py", ["web/site"], text(PAGE, "</main>", "<p>样甲&#20108;</p>\n</main>"), "姓名", secret)

    def one_more(place):
        shutil.copytree(ROOT / "src/records/case", place / "case")
        file = place / "case/household.rs"
        file.write_text(file.read_text(encoding="utf-8").replace('group: Field<Text> = "村民小组"', 'group: Private<Text> = "村民小组"'), encoding="utf-8")
    place = bench.broken([], lambda place: (place.mkdir(parents=True), one_more(place)))
    bench.must_fail("a private field that nobody changes", "non_interference.py", [program, place / "case", place / "copies"], "has no change in this test")
    place = bench.broken([], lambda place: place.mkdir(parents=True))
    bench.must_fail("a household put on a posted list", "independence.py",
                    [program, place / "copy", ".", "2017-11-20", "content/townships/09/villages/0901/households/0901-001.yaml"], "changes with the new household|brings findings")
    pdf.done(bench.faults, f"{bench.tried} broken outputs")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve())
