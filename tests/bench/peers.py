"""What an office would use instead, on the same texts: Typst with one compiler for all, and WeasyPrint.

    tests/bench/peers.sh            runs cargo bench and this in one go; nothing is asserted

Reads the HTML articles that `cargo bench` wrote (notice, table, forms) and prints, for each, the median milliseconds of a
document made from text to PDF bytes in this process, with the pages that came out. Every run has another name in it, so that nothing
is remembered from the run before. A page is set as ours is: A4, 37/26/35/28 mm, 16 pt, the same fonts.
"""

import io
import pathlib
import statistics
import sys
import time

import lxml.html
import pikepdf
import typst
import weasyprint
from weasyprint.text.fonts import FontConfiguration

PAGE = "@page { size: A4; margin: 37mm 26mm 35mm 28mm } body { font: 16pt/29pt 'Noto Serif SC' } table { border-collapse: collapse; width: 100% } " \
    "th, td { border: 0.5pt solid; text-align: center } h1 { font-size: 22pt; text-align: center } p { text-indent: 2em; margin: 0 }"
HEAD = '#set page(paper: "a4", margin: (top: 37mm, right: 26mm, bottom: 35mm, left: 28mm))\n' \
    '#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")\n#set par(first-line-indent: 2em, justify: true, leading: 13pt)\n'


def escaped(text):
    return "".join("\\" + c if c in "\\#$*_`<>@[]=-+/~'\"" else c for c in " ".join(text.split()))


def table(node):
    """A table with its spans; the rows of the head repeat."""
    columns = max(sum(int(cell.get("colspan", 1)) for cell in row.iterchildren("td", "th")) for row in node.iter("tr"))
    cells, head = [], []
    for row in node.iter("tr"):
        into = head if row.getparent().tag == "thead" else cells
        for cell in row.iterchildren("td", "th"):
            span = ", ".join(f"{name}: {cell.get(name)}" for name in ("colspan", "rowspan") if cell.get(name))
            into.append(f"table.cell({span})[{escaped(cell.text_content())}]")
    repeat = f"table.header({', '.join(head)}), " if head else ""
    return f"#table(columns: {columns}, align: center, {repeat}{', '.join(cells)})\n"


def markup(html):
    """The article as Typst writes it: headings, paragraphs, tables, in their order."""
    out = [HEAD]
    for node in lxml.html.fromstring(html).iter("h1", "h2", "h3", "p", "li", "table"):
        if any(above.tag == "table" for above in node.iterancestors()):
            continue
        if node.tag == "table":
            out.append(table(node))
        elif node.tag == "h1":
            out.append(f"#align(center, text(size: 22pt)[{escaped(node.text_content())}])\n")
        elif node.text_content().strip():
            out.append(escaped(node.text_content()) + "\n")
    return "\n".join(out)


def measure(make, text, name, times):
    taken, pages = [], 0
    for index in range(times + 1):
        changed = text.replace(name, f"样{chr(0x4e00 + index)}丙")
        begun = time.perf_counter()
        made = make(changed)
        taken.append((time.perf_counter() - begun) * 1e3)
        pages = len(pikepdf.open(io.BytesIO(made)).pages)
    # The first run opens fonts.
    return statistics.median(taken[1:]), pages


def main(folder, fonts):
    compiler = typst.Compiler(font_paths=[fonts], ignore_system_fonts=True)
    faces = FontConfiguration()
    face = f"@font-face {{ font-family: 'Noto Serif SC'; src: url('{pathlib.Path(fonts).absolute().as_uri()}/NotoSerifSC-Regular.ttf') }}"
    style = weasyprint.CSS(string=face + PAGE, font_config=faces)
    for name, times in (("notice", 20), ("table", 3), ("forms", 5)):
        html = pathlib.Path(folder, f"{name}.html").read_text()
        marked = pathlib.Path(folder, f"{name}.name").read_text().strip()
        page = f"<html lang=zh><body>{html}"
        for peer, make, text in (
            ("Typst", lambda text: compiler.compile(input=text.encode(), format="pdf"), markup(html)),
            ("WeasyPrint", lambda text: weasyprint.HTML(string=text).write_pdf(stylesheets=[style], font_config=faces), page),
        ):
            took, pages = measure(make, text, marked, times)
            print(f"{name}: {peer} {took:.1f} ms, {pages} pages, {took / pages:.2f} ms a page (median of {times})")


main(*sys.argv[1:])
