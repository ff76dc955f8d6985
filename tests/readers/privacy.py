"""No private value of the case files stands in anything public.

    privacy.py CASE_SOURCES CONTENT OUTPUT

Private is what src/records/case declares so. Looked through: path, bytes, text and metadata of every file under
OUTPUT/board and OUTPUT/web, members of zip archives too, after NFKC and without white space, hyphens and entities.
Values shorter than six characters (a relation, a sex) would be found by chance and are left to non-interference; names of
persons are looked for from two characters on, unless a head of a household has the same name.
"""
import html
import io
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import pikepdf

import fields
import pdf

PERSONS = {"name", "proxy", "objector"}


def squeezed(text):
    return re.sub(r"[\s\-\u2010-\u2015\u00ad\u200b-\u200f\u2060\ufeff]+", "", unicodedata.normalize("NFKC", text)).upper()


def values(records, content):
    """What must not be found: value to a place where it stands."""
    found, heads, official = {}, set(), set()
    for path, record, case in fields.cases(content):
        for field, _, _, value in fields.walk(records, record, case):
            if not isinstance(value, str):
                continue
            text = squeezed(value)
            if field.name == "Household.head":
                heads.add(text)
            if field.record == "Channel":
                official.add(text)
            if field.shape != "private" or field.value == "Date":
                continue  # a day may be public on its own account
            person = field.alias in PERSONS and len(text) >= 2
            if person or len(text) >= 6 or (field.value == "IdNumber" and text):
                found.setdefault(text, f"{path.name} {field.key}")
    private_ids = len(found)
    for text in heads | official:
        found.pop(text, None)
    if not private_ids:
        raise SystemExit(f"no private value under {content}")
    return found


def texts(name, data):
    """The texts of a public file, by how they were read."""
    yield "path", name
    if name.endswith((".zip", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "comments", archive.comment.decode("utf-8", "replace") + "".join(i.comment.decode("utf-8", "replace") for i in archive.infolist())
            for member in archive.namelist():
                for how, text in texts(member, archive.read(member)):
                    yield f"{member}, {how}", text
    elif name.endswith(".pdf"):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            for command in (["pdftotext", "-raw", file.name, "-"], ["pdftotext", "-layout", file.name, "-"], ["pdfinfo", file.name]):
                yield command[0], subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
            with pikepdf.open(file.name) as document:
                reader = pdf.Reader()
                yield "content", "\n".join("".join(g.text or "" for g in reader.page(page).glyphs) for page in document.pages)
                for thing in document.objects:
                    if isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/Metadata":
                        yield "XMP", html.unescape(thing.read_bytes().decode("utf-8", "replace"))
                    for key, value in strings(thing, 0):
                        yield f"string {key}", value
    else:
        text = data.decode("utf-8", "replace")
        yield "source", html.unescape(text)
        yield "text", html.unescape(re.sub(r"<[^>]*>", "", text))


def strings(thing, depth):
    """Text strings of a PDF object, not of the objects that it refers to."""
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in thing.items():
            if isinstance(value, pikepdf.String):
                yield key, str(value)
            elif isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect and depth < 8:
                yield from strings(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if isinstance(value, pikepdf.String):
                yield "[]", str(value)
            elif isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect and depth < 8:
                yield from strings(value, depth + 1)


def main(sources, content, output):
    secret = values(fields.table(sources), content)
    files = [p for part in ("board", "web") for p in sorted((output / part).rglob("*")) if p.is_file()]
    if not files:
        raise SystemExit(f"nothing public under {output}")
    faults = []
    for path in files:
        name = str(path.relative_to(output))
        for how, text in texts(name, path.read_bytes()):
            text = squeezed(text)
            faults += [f"{name} ({how}): the value of {place}" for value, place in secret.items() if value in text]
            for run in re.findall(r"(?<!\d)[1-9]\d{16}[\dX](?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)", text):
                if how not in ("source", "XMP") and not how.startswith("string /ID"):
                    faults.append(f"{name} ({how}): digits like an ID number or a mobile telephone")
    pdf.done(sorted(set(faults)), f"privacy: {len(secret)} private values in {len(files)} public files")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
