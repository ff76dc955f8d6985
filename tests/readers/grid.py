"""The grid of GB/T 9704-2012 on the full pages of a real official document, from positions and from a 300 dpi picture.

    grid.py DOCUMENT.pdf

A full page holds 22 baselines at one pitch of 29.6 pt; a line of full-width characters holds 28 and
fills 156 mm, no line is wider; on the picture the ink lies in the type area (left 28 mm, top 37 mm, 156 x 225 mm) within
1 mm, and the dashes of the page number stand 7 mm below it, at its outer edge. Marks outside the area and page numbers are
artifacts; the ink of every other item is measured.
"""
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from pathlib import Path

import pikepdf
from PIL import Image

import pdf
from pdf import MM

LEFT, TOP, WIDTH, HEIGHT, PAPER = 28.0, 37.0, 156.0, 225.0, (210.0, 297.0)
LINES, COLUMNS, PITCH = 22, 28, 29.6
DPI = 300
DARK = 128  # darker than this is ink
HALF = "，。、；：？！）》」』】〕〉”’（《「『【〔〈“‘"


def wide(text):
    """A character of full width: Han or a Chinese mark."""
    return bool(text) and (unicodedata.east_asian_width(text[0]) in "WF" or text in "“”‘’—…·")


def lines(page):
    """The lines of the text proper, top first: baseline and glyphs from left to right, blanks left out."""
    glyphs = [g for g in page.glyphs if not pdf.artifact(g.marks) and g.text and g.text.strip()]
    rows = []
    for glyph in sorted(glyphs, key=lambda g: -g.y):
        if rows and abs(rows[-1][0] - glyph.y) < 0.25:
            rows[-1][1].append(glyph)
        else:
            rows.append((glyph.y, [glyph]))
    return [(y, sorted(row, key=lambda g: g.x)) for y, row in rows]


def extent(glyph):
    """How far a character reaches. The grid gives one of full width a cell of 156/28 mm, which is a little less than the em
    of 16 pt; a closing mark's blank half may hang over. What is drawn may do neither, and the picture shows it."""
    cell = min(glyph.width, WIDTH * MM / COLUMNS) if wide(glyph.text) and round(glyph.size) == 16 else glyph.width
    return glyph.x + (cell / 2 if glyph.text in HALF else cell)


def positions(number, rows):
    """Faults of pitch and width on one page."""
    top, bottom = (PAPER[1] - TOP) * MM, (PAPER[1] - TOP - HEIGHT) * MM
    first = rows[0][0]
    for (above, _), (below, glyphs) in zip(rows, rows[1:]):
        pitch = above - below
        if abs(pitch - PITCH) > 0.1:
            yield f"page {number}: “{text(glyphs)}” stands {pitch:.2f} pt below the line above it, not {PITCH}"
    if not bottom < rows[-1][0] < first < top:
        yield f"page {number}: baselines {first / MM:.1f} to {rows[-1][0] / MM:.1f} mm from the bottom edge leave the type area"
    if abs((first - rows[-1][0]) - (LINES - 1) * PITCH) > 1.0:
        yield f"page {number}: first and last baseline are {first - rows[-1][0]:.2f} pt apart"
    for _, glyphs in rows:
        end = extent(glyphs[-1])
        if (end - glyphs[0].x) / MM > WIDTH + 0.05 or end / MM > LEFT + WIDTH + 0.05 or glyphs[0].x / MM < LEFT - 0.05 - 2.9 * (glyphs[0].text in HALF):
            yield f"page {number}: line “{text(glyphs)}” reaches from {glyphs[0].x / MM:.2f} to {end / MM:.2f} mm"


def text(glyphs):
    whole = "".join(g.text for g in glyphs)
    return whole if len(whole) < 14 else whole[:6] + "…" + whole[-6:]


def full_width(rows):
    """Lines of full-width characters only that begin at the left edge and fill the line: their counts and texts."""
    for _, glyphs in rows:
        last = glyphs[-1]
        if abs(glyphs[0].x / MM - LEFT) < 0.3 and all(wide(g.text) for g in glyphs) and (last.x + last.width) / MM > LEFT + WIDTH - 1.5:
            steps = [b.x - a.x for a, b in zip(glyphs, glyphs[1:])]
            yield len(glyphs), max(steps) - min(steps), glyphs


def picture(path, number, artifacts):
    """Faults of the ink on the picture of one page."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-f", str(number), "-l", str(number), "-singlefile", path, f"{folder}/p"], check=True)
        image = Image.open(f"{folder}/p.pgm")
        image.load()
    scale = DPI / 25.4
    ink = image.point(lambda v: 255 if v < DARK else 0)
    if abs(image.width / scale - PAPER[0]) > 0.2 or abs(image.height / scale - PAPER[1]) > 0.2:
        yield f"page {number}: the picture is {image.width / scale:.1f} x {image.height / scale:.1f} mm"
    for left, bottom, right, top in artifacts:
        inside = (PAPER[1] - TOP - HEIGHT) * MM < top and bottom < (PAPER[1] - TOP) * MM
        if inside:
            yield f"page {number}: an artifact stands in the type area, at {left / MM:.1f},{bottom / MM:.1f} mm"
        grow = 2
        ink.paste(0, (max(0, int(left / 72 * DPI) - grow), max(0, int(image.height - top / 72 * DPI) - grow),
                      int(right / 72 * DPI) + 1 + grow, int(image.height - bottom / 72 * DPI) + 1 + grow))
    area = ink.getbbox()
    if area is None:
        yield f"page {number}: no ink"
        return
    left, top, right, bottom = (v / scale for v in area)
    print(f"  page {number}: ink from {left:.2f} to {right:.2f} mm, {top:.2f} to {bottom:.2f} mm")
    for what, value, low, high in (("left", left, LEFT - 1, LEFT + 1), ("right", right, LEFT + WIDTH - 1, LEFT + WIDTH + 1),
                                   ("top", top, TOP - 1, TOP + 29.6 / MM), ("bottom", bottom, TOP + HEIGHT - 29.6 / MM, TOP + HEIGHT + 1)):
        if not low <= value <= high:
            yield f"page {number}: ink ends {what} at {value:.2f} mm, not within {low:.1f} and {high:.1f}"
    # The page number: dashes are the long dark runs below the type area.
    # The QR code with its line stands in the other half of the foot, lower down.
    foot = (0, int((TOP + HEIGHT + 1.2) * scale), image.width, int((TOP + HEIGHT + 14) * scale))
    below = image.crop(foot).point(lambda v: 255 if v < DARK else 0)
    half = below.width // 2
    below.paste(0, (0, 0, half, below.height) if number % 2 else (half, 0, below.width, below.height))
    rows = {}
    for y in range(below.height):
        runs = longest(below.crop((0, y, below.width, y + 1)).tobytes())
        if len([r for r in runs if r > 3 * scale]) == 2:
            rows[y] = runs
    if not rows:
        yield f"page {number}: no two dashes of a page number below the type area"
        return
    upper, lower = (min(rows) + int((TOP + HEIGHT + 1.2) * scale)) / scale, (max(rows) + 1 + int((TOP + HEIGHT + 1.2) * scale)) / scale
    middle = (upper + lower) / 2 - TOP - HEIGHT
    print(f"  page {number}: dashes of the page number {middle:.2f} mm below the type area")
    if abs(middle - 7) > 0.5:
        yield f"page {number}: the dashes of the page number stand {middle:.2f} mm below the type area, not 7"
    box = below.getbbox()
    # One character of blank towards the outer edge: right on odd pages, left on even ones.
    if number % 2:
        blank = LEFT + WIDTH - box[2] / scale
    else:
        blank = box[0] / scale - LEFT
    if not 3.5 < blank < 7.5:
        yield f"page {number}: the page number stands {blank:.2f} mm from the outer edge of the type area, not one character"


def longest(row):
    """Lengths of the dark runs of a row of pixels."""
    return [len(run) for run in row.split(b"\0") if run]


def main(path):
    faults, full, counts = [], [], Counter()
    with pikepdf.open(path) as file:
        reader = pdf.Reader()
        for number, page in enumerate(file.pages, 1):
            content = reader.page(page)
            rows = lines(content)
            sizes = Counter(round(g.size) for _, glyphs in rows for g in glyphs)
            if not sizes or sizes.most_common(1)[0][0] != 16:
                continue  # a page of a table
            if len(rows) > LINES:
                faults.append(f"page {number}: {len(rows)} baselines")
            if len(rows) != LINES:
                continue
            full.append(number)
            faults += positions(number, rows)
            for count, spread, glyphs in full_width(rows):
                counts[count] += 1
                hanging = glyphs[-1].text in HALF
                if count > COLUMNS + hanging:
                    faults.append(f"page {number}: line “{text(glyphs)}” holds {count}")
                if count == COLUMNS and not any(g.text in HALF for g in glyphs) and spread > 0.1:
                    faults.append(f"page {number}: steps in “{text(glyphs)}” differ by {spread:.2f} pt")
            boxes = [shape.box for shape in content.shapes if pdf.artifact(shape.marks)]
            boxes += [(g.x, g.y - 0.3 * g.size, g.x + g.width, g.y + g.size) for g in content.glyphs if pdf.artifact(g.marks)]
            faults += picture(path, number, boxes)
    print(f"  full pages: {full}; characters in filled lines of full width: {dict(sorted(counts.items()))}")
    if not full:
        faults.append(f"no page with {LINES} lines")
    if not counts[COLUMNS]:
        faults.append(f"no line of full-width characters holds {COLUMNS}")
    pdf.done([f"{Path(path).name}: {fault}" for fault in faults], "grid")


if __name__ == "__main__":
    main(sys.argv[1])
