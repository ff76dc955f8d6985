"""What is private has no influence on what is public: each private field is changed, and not a public byte moves.

    non_interference.py PROGRAM CASE_SOURCES FOLDER WORKSPACE DAY [WORKSPACE DAY]...

The private fields are those that CASE_SOURCES (src/records/case) declares as Private<…>; each needs a change below, so a new
one fails this test until it has one. A change must leave the findings as they are, else it is taken back case by case; a
field of which no change is left fails, too. Each field is changed in all case files of a copy in FOLDER at once, the copy
is built, and board/ and web/ are compared byte for byte. Two controls show that the comparison sees something: cases that
are only written anew change nothing, and a public field does change the tree.

Before that, a text of its own is put into every private field of all households, and all of these texts in the foot of every page: the
build names the line of each, and leaves the last output.
"""
import copy
import datetime
import re
import shutil
import sys
from pathlib import Path

import fields
import pdf
from workspace import Copy, differences, digests, write

PUBLIC = ("board", "web")


def another_id(value, mapping, case):
    """Another number of the same day of birth, with the right check character; 9 keeps clear of the samples."""
    if len(value) != 18:
        return None
    body = value[:14] + f"{(int(value[14:17]) + 900) % 1000:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]


def text(value, mapping, case):
    return "改动后的文字𠀀" + value[::-1]


def one_of(*choices):
    def change(value, mapping, case):
        return next(c for c in choices if c != value)
    return change


def day(step):
    def change(value, mapping, case):
        return str(datetime.date.fromisoformat(value) + datetime.timedelta(days=step))
    return change


def number(step):
    """A little more; blank cents stay blank."""
    def change(value, mapping, case):
        head, dot, tail = value.partition(".")
        return f"{int(head) + step}{dot}{tail}"
    return change


def telephone(value, mapping, case):
    return re.sub(r"\d{4}$", lambda m: f"{(int(m[0]) + 7003) % 10000:04}", value)


def name(value, mapping, case):
    """The name of a member who is not the head; heads are public."""
    return None if value in heads(case) else value + "改"


def heads(case):
    return {case.get("户主"), case.get("head")}


def votes(other):
    """One vote more here, one less there: the count of those present stays right."""
    def change(value, mapping, case):
        key = next((k for k in other if k in mapping and int(mapping[k]) > 0), None)
        if key is None:
            return None
        mapping[key] = str(int(mapping[key]) - 1)
        return str(int(value) + 1)
    return change


def other_household(value, mapping, case):
    return value[:-1] + str(int(value[-1]) % 2 + 1)


def uncounted(value, mapping, case):
    """A little more of an income item that the rule set does not count; the sum of its kind is right again."""
    if mapping.get("捐赠赔偿") != value:
        return None
    case["收入"]["转移性收入"] = str(int(case["收入"]["转移性收入"]) + 3)
    return str(int(value) + 3)


def other_file(value, mapping, case):
    """Another file that lies there too: a copy beside the first, made when the folder is copied."""
    return None if value.startswith("另-") else "另-" + value


def blank(change, when_blank):
    """A change for fields that may stand empty: an open objection is closed."""
    def either(value, mapping, case):
        return change(value, mapping, case) if value else when_blank
    return either


CHANGES = {
    "AreaExit.income_per_head": [number(10)],
    "AreaExit.previous_income": [number(-10), number(10)],
    "Ballot.abstentions": [votes(("同意", "反对"))],
    "Ballot.opinion": [text],
    "Ballot.outcome": [text],
    "Ballot.votes_against": [votes(("弃权", "同意"))],
    "Ballot.votes_for": [votes(("反对", "弃权"))],
    "Meeting.attendees": [text],
    "Meeting.chair": [text],
    "Meeting.place": [text],
    "Meeting.recorder": [text],
    "Meeting.time": [text],
    "Assessment.adjustment": [text],
    "Assessment.date": [day(1), day(-1)],
    "Assessment.income": [number(7)],
    "Assessment.stable": [one_of("是", "否")],
    "Comparison.date": [day(1), day(-1)],
    "Comparison.household": [other_household],
    "Comparison.result": [text],
    "Comparison.verified": [text],
    "Evidence.date": [day(1), day(-1)],
    "Evidence.file": [other_file],
    "Exit.ground": [text, one_of("致贫人员自然减少", "户年人均纯收入达到当地农民人均纯收入水平")],
    "Exit.removal_reason": [text],
    "Exit.return_cause": [text, one_of("因病", "因灾")],
    "Exit.withheld": [text],
    "Guarantee.by": [text],
    "Guarantee.evidence": [text],
    "Guarantee.met": [one_of("是", "否")],
    "Household.account": [lambda v, m, c: re.sub(r"\d{4}$", "7777", v)],
    "Household.address": [text],
    "Household.cause": [one_of("因病", "因学"), text],
    "Household.dangerous_house": [one_of("是", "否")],
    "Household.exported_on": [day(1)],
    "Household.hamlet": [text],
    "Household.household_type": [text],
    "Household.kind": [one_of("一般贫困户", "低保贫困户")],
    "Household.monitored_as": [text],
    "Household.registered_on": [day(1)],
    "Household.risk_cleared": [text],
    "Household.risk_cleared_on": [day(1)],
    "Household.risk_found_on": [day(1)],
    "Household.safe_water": [one_of("是", "否")],
    "Household.system_income": [number(17)],
    "Household.system_number": [text],
    "Household.telephone": [telephone],
    "HelpPlan.made": [day(1), day(-1)],
    "HelpPlan.until": [day(1), day(-1)],
    "Household.expenditure": [number(9)],
    "Household.factors": [text],
    "Income.business": [number(111)],
    "Income.business_cost": [number(7)],
    "Income.from": [day(1)],
    "Income.items": [uncounted],
    "Income.per_head": [number(113)],
    "Income.previous": [number(-5), number(5)],
    "Income.property": [number(11)],
    "Income.transfers": [number(13)],
    "Income.until": [day(-1)],
    "Income.wages": [number(101)],
    "Member.at_school": [one_of("非在校生", "九年级"), text],
    "Member.basic_insurance": [one_of("是", "否")],
    "Member.ethnicity": [text],
    "Member.health": [one_of("长期慢性病", "健康"), text],
    "Member.id_number": [another_id],
    "Member.insured": [one_of("是", "否")],
    "Member.key_person_cause": [text, one_of("因病", "因残")],
    "Member.labour": [one_of("普通劳动力", "无劳动力"), text],
    "Member.medical_aid": [one_of("是", "否")],
    "Member.months_worked": [number(1)],
    "Member.name": [name],
    "Member.no_id_reason": [text, one_of("无户籍人口", "新生儿未落户")],
    "Member.registered_on": [day(1)],
    "Member.relation": [one_of("之女", "之子"), text],
    "Member.schooling": [one_of("初中", "小学"), text],
    "Member.sex": [one_of("男", "女")],
    "Member.system_number": [text],
    "Member.telephone": [telephone],
    "Member.work": [one_of("省外，5个月", "乡镇内"), text],
    "MemberChange.date": [day(1), day(-1)],
    "MemberChange.direction": [one_of("增加", "减少")],
    "MemberChange.member": [lambda v, m, c: v + "改"],
    "MemberChange.reason": [text, one_of("出生", "嫁入", "迁入"), one_of("死亡", "迁出", "嫁出")],
    "Measure.by": [text],
    "Measure.content": [text],
    "Measure.done": [day(1), day(-1)],
    "Measure.kind": [text, one_of("产业", "就业"), one_of("产业帮扶", "就业帮扶", "兜底保障")],
    "Measure.result": [text],
    "Measure.until": [day(1), day(-1)],
    "Monitoring.cleared": [day(1), day(-1)],
    "Monitoring.cleared_by": [text],
    "Monitoring.found": [day(1), day(-1)],
    "Monitoring.kind": [one_of("脱贫户", "边缘易致贫户", "突发严重困难户")],
    "Monitoring.risk": [text],
    "Objection.content": [text],
    "Objection.date": [day(1), day(-1)],
    "Objection.household": [other_household],
    "Objection.objector": [text],
    "Objection.outcome": [lambda v, m, c: None if v else "不成立"],
    "Objection.replied": [blank(day(1), "2017-11-19")],
    "Objection.verified": [blank(text, "入户重新核算，收入属实。")],
    "Posting.photographs": [other_file],
    "Posting.posted_by": [text],
    "Posting.removed_by": [text],
    "Problem.content": [text],
    "Problem.evidence": [text],
    "Problem.household": [other_household],
    "Problem.remedy": [text],
    "Sheet.found": [text],
    "Sheet.identified_rightly": [one_of("是", "否")],
    "Sheet.satisfied": [one_of("是", "否")],
    "Signature.name": [lambda v, m, c: v + "改", name],
    "Signature.proxy": [lambda v, m, c: v + "改"],
    "Situation.applies": [one_of("是", "否")],
    "Situation.evidence": [text],
    "Step.abstentions": [votes(("同意", "反对"))],
    "Step.votes_against": [votes(("弃权", "同意"))],
    "Step.votes_for": [votes(("反对", "弃权"))],
    "Visit.action": [text],
    "Visit.date": [day(1), day(-1)],
    "Visit.found": [text],
    "Visit.visitors": [text],
}


class County:
    """A copy of a workspace with its cases as they stand."""

    def __init__(self, program, workspace, day, folder, records):
        self.copy = Copy(program, workspace, day, folder)
        self.records = records
        for paper in [p for p in self.copy.content.rglob("evidence/*") if p.is_file()]:
            shutil.copy(paper, paper.with_name("另-" + paper.name))
        self.cases = {path: (record, case) for path, record, case in fields.cases(self.copy.content)}
        self.texts = {path: path.read_bytes() for path in self.cases}
        self.findings, self.public = self.copy.findings(), self.copy.build(PUBLIC)
        if not self.public:
            raise SystemExit(f"{workspace}: nothing public is built")

    def changed(self, field, change):
        """The case files with the field changed wherever the change applies, by path."""
        found = {}
        for path, (record, case) in self.cases.items():
            case, hits = copy.deepcopy(case), 0
            for hit, mapping, key, value in list(fields.walk(self.records, record, case)):
                if hit != field or not isinstance(value, str):
                    continue
                new = change(value, mapping, case) if value or field.record == "Objection" else None
                if new is not None and new != value:
                    mapping[key], hits = new, hits + 1
            if hits:
                found[path] = (case, hits)
        return found

    def keep(self, found):
        """The changes that leave the findings as they are."""
        for path, (case, _) in found.items():
            write(path, case)
        if self.copy.findings() == self.findings:
            return found
        kept = {}
        self.restore(found)
        for path, (case, hits) in found.items():
            write(path, case)
            if self.copy.findings() == self.findings:
                kept[path] = (case, hits)
            else:
                self.restore([path])
        return kept if not kept or self.copy.findings() == self.findings else {}

    def restore(self, paths):
        for path in paths:
            path.write_bytes(self.texts[path])

    def moved(self):
        """Public files that differ from the first build."""
        return differences(self.public, self.copy.build(PUBLIC))


def controls(county, where, faults):
    for path, (_, case) in county.cases.items():
        write(path, case)
    moved = county.moved()
    if moved:
        faults.append(f"{where}: case files that are only written anew change {moved}: the comparison below says nothing")
    county.restore(county.cases)
    field = next(f for f in county.records["Household"].values() if f.alias == "head")
    for path, (case, _) in county.changed(field, lambda v, m, c: v + "改").items():
        for member in case.get("家庭成员", []):
            if member.get("姓名") == case["户主"][:-1]:
                member["姓名"] = case["户主"]
        write(path, case)
    if not county.moved():
        faults.append(f"{where}: other names of heads change no public byte: the comparison sees nothing")
    county.restore(county.cases)


def planted(county, where, faults):
    """The fields of households with a value that was found when all were planted."""
    files, values, known = [], [], {}
    for path, (record, case) in county.cases.items():
        if record != "Household":
            continue
        case = copy.deepcopy(case)
        for field, mapping, key, value in list(fields.walk(county.records, record, case)):
            if field.shape == "private" and isinstance(value, str) and value:
                values.append(f"栽在这里的私密值第{len(values)}号")
                mapping[key], known[values[-1]] = values[-1], field.name
        write(path, case)
        files.append(path)
    # A template of the county's own, which every page is made with.
    base = county.copy.folder / "templates/site/base.html"
    before = base.read_text(encoding="utf-8") if base.exists() else None
    base.parent.mkdir(parents=True, exist_ok=True)
    own = before or Path("templates/site/base.html").read_text(encoding="utf-8")
    base.write_text(own.replace("</body>", f"<p>{'。'.join(values)}</p></body>"), encoding="utf-8")
    output = county.copy.folder / "output"
    last = digests(output, PUBLIC)
    told = county.copy.told("build", "--as-of", county.copy.day, "-o", output)
    base.write_text(before, encoding="utf-8") if before else base.unlink()
    places = set(re.findall(r"^(\S+\.yaml):(\d+):\d+: \S*\[private-value-in-public-file\]", told, re.M))
    found = set()
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            held = re.search(r"栽在这里的私密值第\d+号", line)
            is_told = (str(path.relative_to(county.copy.folder)), str(number)) in places
            if held and is_told:
                found.add(known[held[0]])
            elif held:
                faults.append(f"{where}: the value of {known[held[0]]} in {path.name} stands on every page and is not told")
            elif is_told:
                faults.append(f"{where}: line {number} of {path.name} is told and holds no private value")
    if not last or digests(output, PUBLIC) != last:
        faults.append(f"{where}: private values stand on its pages, and the last output does not stay")
    county.restore(files)
    return found


def main(program, sources, folder, counties):
    records = fields.table(sources)
    private, faults = fields.privates(records), []
    known = {f.name for f in private}
    faults += [f"{name} is private and has no change in this test: add one" for name in sorted(known - CHANGES.keys())]
    faults += [f"{name} has a change in this test and is not private" for name in sorted(CHANGES.keys() - known)]
    open_counties = []
    for number, (workspace, day) in enumerate(counties):
        county = County(program, workspace, day, Path(folder) / f"county-{number}", records)
        controls(county, workspace, faults)
        open_counties.append((workspace, county))
    found = set().union(*(planted(county, workspace, faults) for workspace, county in open_counties))
    print(f"  planted in the foot of every page and found: values of {len(found)} fields of households")
    if len(found) < 80:
        faults.append(f"values of {len(found)} fields only could be planted")
    for field in private:
        proved, lost = 0, 0
        for workspace, county in open_counties:
            for change in CHANGES.get(field.name, []):
                found = county.changed(field, change)
                kept = county.keep(found) if found else {}
                if kept:
                    moved = county.moved()
                    if moved:
                        faults.append(f"{field.name} ({field.key}) changed in {len(kept)} files of {workspace} moves {', '.join(moved[:6])}"
                                      + (f" and {len(moved) - 6} more" if len(moved) > 6 else ""))
                    proved += sum(hits for _, hits in kept.values())
                lost += sum(hits for path, (_, hits) in found.items() if path not in kept)
                county.restore(found)
        print(f"  {field.name} {field.key}: {proved} values changed" + (f", {lost} taken back for their findings" if lost else ""))
        if not proved and field.name in CHANGES:
            faults.append(f"{field.name} ({field.key}): no value could be changed without other findings")
    pdf.done(faults, f"non-interference of {len(private)} private fields")


if __name__ == "__main__":
    rest = sys.argv[4:]
    main(sys.argv[1], sys.argv[2], sys.argv[3], list(zip(rest[::2], rest[1::2])))
