"""Each year's archive opens with two readers and holds exactly the PDFs and workbooks of the year's folder, byte for byte.

    zips.py OUTPUT
"""
import subprocess
import sys
import zipfile
from pathlib import Path

from pdf import done


def check(plans):
    years = sorted({p.stem for p in plans.glob("*.zip")} | {p.name for p in plans.iterdir() if p.is_dir()})
    if not years:
        yield "no plan"
    for year in years:
        archive, folder = plans / f"{year}.zip", plans / year
        if not archive.is_file() or not folder.is_dir():
            yield f"{year}: folder or archive is missing"
            continue
        test = subprocess.run(["unzip", "-tqq", archive], capture_output=True, text=True)
        if test.returncode or test.stdout.strip() or test.stderr.strip():
            yield f"{year}.zip: unzip: {test.stdout}{test.stderr}"
        with zipfile.ZipFile(archive) as opened:
            if opened.testzip():
                yield f"{year}.zip: {opened.testzip()} is damaged"
            names = opened.namelist()
            if len(names) != len(set(names)):
                yield f"{year}.zip: a name stands twice"
            held = {name: opened.read(name) for name in names}
            for entry in opened.infolist():
                if entry.filename.startswith("/") or ".." in entry.filename.split("/") or "\\" in entry.filename:
                    yield f"{year}.zip: unsafe name {entry.filename}"
                if entry.flag_bits & 1:
                    yield f"{year}.zip: {entry.filename} is encrypted"
        files = {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".html"}
        by_name = {name.rsplit("/", 1)[-1]: data for name, data in held.items()}
        if len(by_name) != len(held) or by_name != files:
            yield f"{year}.zip holds {sorted(held)}, the folder {sorted(files)}" + (", of other bytes" if sorted(by_name) == sorted(files) else "")
        kinds = {".pdf": b"%PDF-", ".xlsx": b"PK"}
        if not all(data.startswith(kinds.get(Path(name).suffix, b"?")) for name, data in files.items()):
            yield f"{year}: something else than PDFs and workbooks"
        if {Path(name).stem for name in files if name.endswith(".pdf")} != {Path(name).stem for name in files if name.endswith(".xlsx")}:
            yield f"{year}: a sheet without its workbook"


if __name__ == "__main__":
    root = Path(sys.argv[1]) / "web" / "site" / "plans"
    done(list(check(root)), f"archives of {root}")
