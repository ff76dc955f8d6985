"""A document depends on its own content: a new household with a new character changes no other document's bytes.

    independence.py PROGRAM FOLDER WORKSPACE DAY HOUSEHOLD.yaml

A copy of the workspace in FOLDER is built twice, the second time with one more household beside HOUSEHOLD.yaml, whose names
hold characters that stand nowhere else, on a list that is not posted yet. What appears is that household's own; what changes is what lists households by itself: the build
record, the office's papers of its list, the registers of its village and township and the county's summary, the pages of the archive.
"""
import sys
from pathlib import Path

import pdf
from non_interference import another_id
from workspace import Copy, differences, read, write

EVERYWHERE = ("board", "web", "restricted")
NEW = "龢䶮犇"


def main(program, folder, workspace, day, household):
    copy = Copy(program, workspace, day, folder)
    before, findings = copy.build(EVERYWHERE), copy.findings()
    beside = copy.folder / household
    case = read(beside)
    code = beside.stem[:-1] + "9"
    if (beside.parent / f"{code}.yaml").exists():
        raise SystemExit(f"{code} is taken")
    texts = "".join(p.read_text(encoding="utf-8", errors="replace") for p in copy.content.rglob("*") if p.is_file())
    new = [c for c in NEW if c not in texts]
    if not new:
        raise SystemExit(f"none of {NEW} is new: choose other characters")
    old_head = case["户主"]

    def renamed(value):
        return "样" + "".join(new) + value[-1]

    case["户编码"], case["户主"] = code, renamed(old_head)
    for member in case["家庭成员"]:
        member["姓名"] = renamed(member["姓名"])
        if "身份证号" in member:
            member["身份证号"] = another_id(member["身份证号"], member, case)
    for step in case.get("退出", {}).get("步骤", []):
        for signature in step.get("签字", []):
            if signature.get("姓名") == old_head:
                signature["姓名"] = case["户主"]
    write(beside.parent / f"{code}.yaml", case)
    after = copy.build(EVERYWHERE)
    faults = []
    if copy.findings() != findings:
        faults.append("the new household brings findings: the comparison says nothing")
    moved = differences(before, after)
    own = [name for name in moved if code in name and name not in before]
    township = beside.parent.parent.parent.parent.name
    lists = ("restricted/build.json", f"restricted/registers/{township}/", f"restricted/steps/{township}/", "restricted/registers/county-", "restricted/archive/")
    faults += [f"{name} changes with the new household {code}" for name in moved if name not in own and not name.startswith(lists)]
    if not any(name.endswith(".pdf") for name in own):
        faults.append(f"the new household {code} has no document of its own")
    pdf.done(faults, f"independence: {len(own)} new files, {len(before)} others")


if __name__ == "__main__":
    main(*sys.argv[1:6])
