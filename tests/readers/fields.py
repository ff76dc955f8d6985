"""What the readers of privacy share: the program's field table, read from its declarations, and a walk over case files.

No reader of its own. `src/records/case/*.rs` declares each record once as `record! { pub struct Name { alias: Type = "键", } }`;
a scalar of type `Private<…>` is private. A field that is declared there is known here, whoever adds it.
"""
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOTS = {"households": "Household", "batches": "Batch", "problems": "ProblemList", "evaluations": "Evaluation", "village.yaml": "Village", "township.yaml": "Township", "county.yaml": "County"}


@dataclass(frozen=True)
class Field:
    record: str
    alias: str
    key: str
    shape: str  # "private", "open" or the name of the inner record
    value: str  # type of the value of a scalar

    @property
    def name(self):
        return f"{self.record}.{self.alias}"


def table(source):
    """Fields by record, keys and aliases alike."""
    records, declared, blocks, begun = {}, 0, 0, 0
    for path in sorted(Path(source).glob("*.rs")):
        text = re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
        begun += len(re.findall(r"^record!", text, re.M))
        for block in re.findall(r"^record!\s*\{(.*?)\n\}", text, re.S | re.M):
            declared += len(re.findall(r"\bPrivate<", block))
            found = re.search(r"pub struct (\w+)\s*\{(.*)\}", block, re.S)
            if not found:
                continue
            blocks += 1
            for alias, kind, key in re.findall(r"(\w+)\s*:\s*([\w<>:, ]+?)\s*=\s*\"([^\"]+)\"", found[2]):
                inner = re.sub(r"^(?:Vec|BTreeMap)<(?:String,\s*)?(.*)>$", r"\1", kind)
                inner = re.sub(r"^(?:Vec|BTreeMap)<(?:String,\s*)?(.*)>$", r"\1", inner)
                scalar = re.fullmatch(r"(Field|Private)<(?:[\w:]*::)?(\w+)>", inner)
                shape = {"Private": "private", "Field": "open"}[scalar[1]] if scalar else inner
                field = Field(found[1], alias, key, shape, scalar[2] if scalar else "")
                records.setdefault(found[1], {}).update({alias: field, key: field})
    known = len(privates(records))
    if declared != known or not known or blocks != begun:
        raise SystemExit(f"{blocks} of {begun} records of {source} and {known} of their {declared} private fields were read: mend fields.py")
    return records


def privates(records):
    """The private fields, each once."""
    return sorted({f for fields in records.values() for f in fields.values() if f.shape == "private"}, key=lambda f: f.name)


def root_of(path):
    """The record that a case file holds, None for other files."""
    return ROOTS.get(path.parent.name) or ROOTS.get(path.name)


def cases(content):
    """Case files with their record and their text values."""
    for path in sorted(Path(content).rglob("*.yaml")):
        record = root_of(path)
        if record:
            yield path, record, yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)


def walk(records, record, node):
    """Every scalar with a known key: its field, its mapping, the key, and the value."""
    for key, value in (node or {}).items():
        field = records.get(record, {}).get(key)
        if field is None:
            continue
        if field.shape in ("private", "open"):
            inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
            if inner is None:
                yield field, node, key, value
            else:  # a list of scalars, or scalars under keys of the user's choice
                yield from ((field, value, name, item) for name, item in inner if isinstance(item, str))
            continue
        inner = [value]
        if isinstance(value, list):
            inner = value
        elif isinstance(value, dict) and not any(k in records[field.shape] for k in value):
            inner = list(value.values())  # a mapping with keys of the user's choice
        for item in inner:
            if isinstance(item, dict):
                yield from walk(records, field.shape, item)
