"""Board notices are of the asked paper, and on A3 their type is large: title 36 pt, text 22 pt, list 18 pt at least.

    board_sizes.py OUTPUT a4|a3

Sizes are those of the shown characters, matrices counted. The title is what is tagged H1, the list what is tagged TH or TD.
"""
import sys
from pathlib import Path

import pikepdf

import pdf

PAPERS = {"a4": (595.276, 841.89), "a3": (841.89, 1190.551)}
LEAST = {"a4": {"title": 22, "text": 16, "list": 10.5}, "a3": {"title": 36, "text": 22, "list": 18}}


def role(marks):
    tags = [mark.tag for mark in marks]
    return "title" if "/H1" in tags else "list" if {"/TH", "/TD"} & set(tags) else "text"


def check(path, paper):
    smallest = {}
    with pikepdf.open(path) as file:
        reader = pdf.Reader()
        for number, page in enumerate(file.pages, 1):
            box = [float(v) for v in page.mediabox]
            size = (box[2] - box[0], box[3] - box[1])
            if any(abs(a - b) > 0.5 for a, b in zip(size, PAPERS[paper])):
                yield f"page {number} is {size[0]:.1f} x {size[1]:.1f} pt, not {paper}"
            for glyph in reader.page(page).glyphs:
                if not pdf.artifact(glyph.marks) and glyph.text and glyph.text.strip():
                    what = role(glyph.marks)
                    if glyph.size < smallest.get(what, (1e9,))[0]:
                        smallest[what] = (glyph.size, number, glyph.text)
    for what, least in LEAST[paper].items():
        if what not in smallest:
            yield f"has no {what}"
        elif smallest[what][0] < least - 0.01:
            size, number, text = smallest[what]
            yield f"page {number}: {what} “{text}” is {size:.1f} pt, less than {least}"


if __name__ == "__main__":
    files = pdf.pdfs([Path(sys.argv[1]) / "board"])
    pdf.done([f"{path}: {fault}" for path in files for fault in check(path, sys.argv[2])], f"{sys.argv[2]} type of {len(files)} board notices")
