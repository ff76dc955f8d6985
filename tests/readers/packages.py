"""Every package of an output is read by others: bagit-python validates each folder; 7-Zip, Info-ZIP and Python open each
zip, and find in it what lies in the folder, byte for byte.

    packages.py OUTPUT
"""
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import bagit

from pdf import done


def check(packages):
    folders = sorted(p for p in packages.iterdir() if p.is_dir())
    if not folders:
        yield "no package"
    for stray in sorted({p.stem for p in packages.glob("*.zip")} ^ {p.name for p in folders}):
        yield f"{stray}: folder or zip is missing"
    for folder in folders:
        try:
            bagit.Bag(str(folder)).validate()
        except bagit.BagError as error:
            yield f"{folder.name}: bagit-python: {error}"
        files = {f"{folder.name}/{p.relative_to(folder)}": p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        for name in files:
            if name != unicodedata.normalize("NFC", name):
                yield f"{name}: not NFC"
        # SM3 is no digest of bagit-python's: OpenSSL reads that manifest.
        for line in (folder / "manifest-sm3.txt").read_text(encoding="utf-8").splitlines():
            digest, name = line.split("  ", 1)
            told = subprocess.run(["openssl", "dgst", "-sm3", "-r", folder / name], capture_output=True, text=True).stdout.split(" ")[0]
            if told != digest:
                yield f"{folder.name}/{name}: openssl has another SM3"
        archive = packages / f"{folder.name}.zip"
        if not archive.is_file():
            continue
        for command in (["unzip", "-tqq", archive], ["7zz", "t", archive]):
            test = subprocess.run(command, capture_output=True, text=True)
            if test.returncode or test.stderr.strip():
                yield f"{archive.name}: {command[0]}: {test.stdout[-500:]}{test.stderr}"
        with zipfile.ZipFile(archive) as opened:
            if opened.testzip():
                yield f"{archive.name}: {opened.testzip()} is damaged"
            if {name: opened.read(name) for name in opened.namelist()} != files or len(opened.namelist()) != len(files):
                yield f"{archive.name} does not hold what the folder holds"
            for entry in opened.infolist():
                if not entry.filename.isascii() and not entry.flag_bits & 0x800:
                    yield f"{archive.name}: {entry.filename} is not marked as UTF-8"


if __name__ == "__main__":
    root = Path(sys.argv[1]) / "restricted" / "packages"
    done(list(check(root)), f"packages of {root}")
