"""The structure text of each PDF, read by poppler, equals the text of the same view's HTML article.

    struct_text.py OUTPUT

OUTPUT was built with `--articles`: for OUTPUT/p.pdf the article is OUTPUT/restricted/articles/p.pdf.html.
White space is removed on both sides; nothing else is.
"""
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

from pdf import done, pdfs

BEFORE_AND_AFTER = 24


def structure(path):
    """The quoted strings of `pdfinfo -struct-text`. A string stands alone on its line, behind blanks; quotes inside
    are not escaped, so a string ends with the first line that ends with a quote. Answers the text and a fault."""
    answer = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True)
    if answer.returncode or answer.stderr.strip():
        return "", f"pdfinfo: {answer.stderr.strip() or answer.returncode}"
    parts, open_string = [], None
    for line in answer.stdout.split("\n"):
        if open_string is None:
            found = re.match(r'\s*"(.*)$', line, re.S)
            if not found:
                continue
            open_string = found[1]
        else:
            open_string += "\n" + line
        if open_string.endswith('"'):
            parts.append(open_string[:-1])
            open_string = None
    if open_string is not None:
        return "", "a string of the structure text has no end"
    return "".join(parts), None


class Text(HTMLParser):
    """The character data of an article."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)


def article(path):
    parser = Text()
    parser.feed(path.read_text(encoding="utf-8"))
    parser.close()
    return "".join(parser.parts)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def main(root):
    faults, articles = [], root / "restricted" / "articles"
    files = pdfs([root])
    with ThreadPoolExecutor(2) as pool:
        structures = list(pool.map(structure, files))
    for path, (printed, fault) in zip(files, structures):
        name = path.relative_to(root)
        beside = articles / f"{name}.html"
        if fault:
            faults.append(f"{name}: {fault}")
            continue
        if not beside.is_file():
            faults.append(f"{name}: no article beside it")
            continue
        printed, written = squeezed(printed), squeezed(article(beside))
        if not printed:
            faults.append(f"{name}: no structure text at all")
        if printed != written:
            at = next((i for i, (a, b) in enumerate(zip(printed, written)) if a != b), min(len(printed), len(written)))
            cut = slice(max(0, at - BEFORE_AND_AFTER), at + BEFORE_AND_AFTER)
            faults.append(f"{name}: at character {at}: PDF “{printed[cut]}”, HTML “{written[cut]}”")
    orphans = {str(p.relative_to(articles))[:-5] for p in articles.rglob("*.html")} - {str(p.relative_to(root)) for p in files}
    faults += [f"{name}: an article without a PDF" for name in sorted(orphans)]
    done(faults, f"structure text of {len(files)} PDFs")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
