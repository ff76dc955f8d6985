"""Every workbook opens with openpyxl, holds what its PDF's structure says, has numbers as numbers and totals that agree.

    workbooks.py OUTPUT
"""
import re
import subprocess
import sys
from pathlib import Path

import openpyxl

from pdf import done


def squeezed(text):
    return re.sub(r"\s+", "", text)


def check(path):
    reckoned, plain = (openpyxl.load_workbook(path, data_only=only) for only in (True, False))
    said = ""
    for sheet, formulas in zip(reckoned.worksheets, plain.worksheets):
        where = f"{path.name} {sheet.title}"
        if not sheet.freeze_panes or not sheet.print_title_rows:
            yield f"{where}: the head is not kept in sight and in print"
        if sheet.page_setup.paperSize != 9 or not sheet.sheet_properties.pageSetUpPr.fitToPage:
            yield f"{where}: not set up for A4"
        numbers = 0
        for row in formulas.iter_rows():
            for cell in row:
                value = cell.value
                numbers += isinstance(value, (int, float))
                if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,14}", value):
                    yield f"{where} {cell.coordinate}: the number {value} is text"
                found = re.fullmatch(r"=SUM\(([A-Z]+)(\d+):\1(\d+)\)", value) if isinstance(value, str) else None
                if isinstance(value, str) and value.startswith("=") and not found:
                    yield f"{where} {cell.coordinate}: an unknown formula {value}"
                if found:
                    column, first, last = found[1], int(found[2]), int(found[3])
                    parts = [sheet[f"{column}{line}"].value for line in range(first, last + 1)]
                    total = sum(part for part in parts if isinstance(part, (int, float)))
                    if total != sheet[cell.coordinate].value:
                        yield f"{where} {cell.coordinate}: the rows make {total}, the workbook says {sheet[cell.coordinate].value}"
        said += "".join(squeezed(str(cell.value)) for row in formulas.iter_rows() for cell in row if isinstance(cell.value, str) and not cell.value.startswith("="))
    # A paper of several tables has a sheet for each.
    paper = subprocess.run(["pdfinfo", "-struct-text", path.with_suffix(".pdf")], capture_output=True, text=True, check=True).stdout
    for text in re.findall(r'^\s*"(.*)"$', paper, re.M):
        text = squeezed(text)
        if text and not re.fullmatch(r"[\d.%-]+", text) and text not in said:
            yield f"{path.name}: the paper's text {text!r} is not there"


def main(output):
    paths = sorted(p for p in Path(output).rglob("*.xlsx") if "/web/upload/" not in p.as_posix())
    faults = [fault for path in paths for fault in check(path)]
    if not paths:
        faults.append("no workbook")
    done(faults, f"{len(paths)} workbooks")


if __name__ == "__main__":
    main(sys.argv[1])
