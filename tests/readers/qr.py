"""The QR code of every page of the PDFs, read by ZXing-C++ from a scan: 200 dpi, print noise, blur, 3 degrees of skew.

    qr.py OUTPUT_FOLDER

Each page's code must say the same as the line beside it: the document's id, the page, how many pages, the digest; a public
notice with an address opens that address. Pages of one file agree, pages of different files differ.
"""
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import zxingcpp
from PIL import Image, ImageChops, ImageFilter

import pdf

LINE = re.compile(r"(\S+)\s+第(\d+)页，共(\d+)页\s+内容摘要\s*([0-9a-f]{12})")


def scan(page):
    """What a scanner makes of a printed page."""
    page = page.rotate(3, resample=Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(0.8))
    # The same noise every time: up to 32 of 255 lighter or darker.
    grain = random.Random(page.width).randbytes(page.width * page.height)
    noise = Image.frombytes("L", page.size, grain).point(lambda level: 96 + level // 4)
    return ImageChops.add(page, noise, scale=1, offset=-128)


def pages_of(path, folder):
    stem = folder / re.sub(r"\W", "-", str(path))
    subprocess.run(["pdftoppm", "-r", "200", "-gray", path, stem], check=True)
    texts = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    for page, text in zip(sorted(folder.glob(f"{stem.name}-*.pgm")), texts):
        with Image.open(page) as image:
            image.load()
        page.unlink()
        # On a page that lies on its side each word is a line of its own.
        yield image, re.sub(r"\s+", " ", text)


def faults_of(path, folder):
    """What is wrong, and the ids that were read."""
    faults, ids, count = [], set(), 0
    for number, (image, text) in enumerate(pages_of(path, folder), 1):
        count += 1
        line = LINE.search(text)
        if not line:
            faults.append(f"{path} page {number}: no line with id, page and digest")
            continue
        name, page, pages, digest = line.groups()
        ids.add((name, digest))
        said = zxingcpp.read_barcodes(scan(image), formats=zxingcpp.BarcodeFormat.QRCode)
        wanted = {f"GONGSHI:{name}:{page}:{pages}:{digest}".upper(), f"#{page}-{pages}-{digest}"}
        if page != str(number):
            faults.append(f"{path} page {number}: the line says page {page}")
        if len(said) != 1 or not any(said[0].text == text or text.startswith("#") and said[0].text.endswith(text) for text in wanted):
            faults.append(f"{path} page {number}: the code says {[code.text for code in said]}, the line {line[0]}")
    if len(ids) > 1:
        faults.append(f"{path}: pages with different ids or digests: {sorted(ids)}")
    return faults, count, ids


def main(output):
    paths = sorted(p for p in Path(output).rglob("*.pdf") if "/web/upload/" not in p.as_posix())
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        read = list(pool.map(lambda path: faults_of(path, Path(folder)), paths))
    faults = [fault for faults, _, _ in read for fault in faults]
    names = [name for _, _, ids in read for name in ids]
    faults += [f"{name} stands on two papers" for name in sorted(set(names)) if names.count(name) > 1]
    pdf.done(faults, f"codes of {sum(count for _, count, _ in read)} pages")


if __name__ == "__main__":
    main(sys.argv[1])
