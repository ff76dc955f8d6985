"""Every kind of document draws: no page is blank, two renderers agree, and neither has a word of warning.

    pictures.py OUTPUT PICTURES

The kinds are those of OUTPUT/restricted/build.json. mutool draws every page of every PDF; of one PDF of each kind, the
longest, poppler draws the pages into PICTURES (to be looked at) and they are held against mutool's.
"""
import json
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageStat

import pdf

DPI = 60


def ink(image):
    """The share of the picture that is not paper."""
    return 1 - image.histogram()[255] / (image.width * image.height)


def run(*command):
    answer = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    # Debian builds mutool without ICC and says so each time.
    words = "\n".join(line for line in answer.stderr.splitlines() if line.strip() and line != "warning: ICC support is not available")
    return f"{command[0]}: exit {answer.returncode} {words[:300]}" if answer.returncode or words else None


def main(output, pictures):
    faults = []
    record = json.loads((output / "restricted" / "build.json").read_text(encoding="utf-8"))["documents"]
    ready = [d for d in record if d["state"] == "Ready" and (d["path"] or "").endswith(".pdf")]
    for document in ready:
        if not (output / document["path"]).is_file():
            faults.append(f"{document['path']}: in the build record, not in the folder")
    files = pdf.pdfs([output])
    known = {d["path"] for d in ready}
    faults += [f"{p.relative_to(output)}: in the folder, not in the build record" for p in files if str(p.relative_to(output)) not in known]
    for path in files:
        words = run("mutool", "draw", "-q", "-r", "36", "-F", "pgm", "-o", "/dev/null", path)
        if words:
            faults.append(f"{path.relative_to(output)}: {words}")
    longest = {}
    for document in ready:
        if (document["pages"] or 0) > (longest.get(document["kind"], {}).get("pages") or 0):
            longest[document["kind"]] = document
    pictures.mkdir(parents=True, exist_ok=True)
    for kind, document in sorted(longest.items()):
        path = output / document["path"]
        for words in (run("pdftoppm", "-r", DPI, "-gray", "-png", path, pictures / kind),
                      run("mutool", "draw", "-q", "-r", DPI, "-c", "gray", "-o", pictures / f"{kind}-%02d.mupdf.png", path)):
            if words:
                faults.append(f"{document['path']}: {words}")
        pages = sorted(p for p in pictures.glob(f"{kind}-*.png") if p.stem.removeprefix(f"{kind}-").isdigit())
        if len(pages) != document["pages"]:
            faults.append(f"{document['path']}: {document['pages']} pages in the build record, {len(pages)} drawn")
        for number, page in enumerate(pages, 1):
            other = pictures / f"{kind}-{number:02d}.mupdf.png"
            ours, theirs = (Image.open(p).convert("L") for p in (page, other))
            if ink(ours) < 0.002:
                faults.append(f"{document['path']} page {number}: blank ({ink(ours):.4%} ink)")
            if abs(ours.width - theirs.width) > 1 or abs(ours.height - theirs.height) > 1:
                faults.append(f"{document['path']} page {number}: {ours.size} by one renderer, {theirs.size} by the other")
                continue
            size = min(ours.width, theirs.width), min(ours.height, theirs.height)
            soft = [i.crop((0, 0, *size)).filter(ImageFilter.GaussianBlur(3)) for i in (ours, theirs)]
            apart = ImageStat.Stat(ImageChops.difference(*soft)).extrema[0][1]
            if apart > 60:
                faults.append(f"{document['path']} page {number}: the two renderers differ by {apart} of 255")
            other.unlink()
        print(f"  {kind}: {document['path']}, {len(pages)} pages, ink {min(map(ink, (Image.open(p).convert('L') for p in pages)), default=0):.2%} at least")
    if not longest:
        faults.append("no kind of document at all")
    pdf.done(faults, f"{len(files)} PDFs drawn, {len(longest)} kinds in {pictures}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
