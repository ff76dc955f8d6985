"""Every content file of the workspaces given is what its JSON Schema says, and a file with a fault is not.

    schema.py GONGSHI FOLDER WORKSPACE...

Writes the schemas into FOLDER with `gongshi schema`, reads every file below `content/` as YAML 1.2 reads it (no dates, 是 is text),
and validates it against the schema whose pattern of paths it fits. A file that fits none, or two, is a fault. Then each kind's own
files are spoilt: a key that does not exist, a list where text belongs, both names of a key: each must be found.
"""
import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator

gongshi, folder, workspaces = sys.argv[1], Path(sys.argv[2]), [Path(w) for w in sys.argv[3:]]


class Core(yaml.SafeLoader):
    """Scalars as YAML 1.2 resolves them."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [("null", r"^(?:~|null|)$", "~n"), ("bool", r"^(?:true|false)$", "tf"), ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
                            ("float", r"^[-+]?[0-9]*\.[0-9]+$", "-+.0123456789")]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first) + ([""] if tag == "null" else []))
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def read(path):
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".md":
        text = text.split("\n---", 1)[0].removeprefix("---")
    return yaml.load(text, Core)


subprocess.run([gongshi, "-q", "schema", "-o", folder], check=True)
kinds = [line.split("\t") for line in subprocess.run([gongshi, "schema"], check=True, capture_output=True, text=True).stdout.splitlines()]
validators = {}
for name, _, _ in kinds:
    schema = json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validators[name] = Draft202012Validator(schema)
    one = subprocess.run([gongshi, "schema", name], check=True, capture_output=True, text=True).stdout
    assert one == (folder / f"{name}.schema.json").read_text(encoding="utf-8"), name

faults, files, spoilt = [], 0, dict.fromkeys(validators, 0)
for workspace in workspaces:
    fits = {}
    for name, _, patterns in kinds:
        for pattern in patterns.split():
            for path in workspace.glob(pattern):
                fits.setdefault(path, []).append(name)
    for path in sorted(p for p in (workspace / "content").rglob("*") if p.suffix in (".yaml", ".md")):
        if len(fits.get(path, [])) != 1:
            faults.append(f"{path} fits {fits.get(path, 'no kind')}")
            continue
        files += 1
        kind = fits[path][0]
        data = read(path)
        for error in validators[kind].iter_errors(data):
            faults.append(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
        # The faults, in the first files of each kind.
        if spoilt[kind] > 2:
            continue
        spoilt[kind] += 1
        properties = validators[kind].schema["properties"]
        key = next(k for k in data if "$ref" in properties[k])
        other = next(k for k, v in properties.items() if k != key and v == properties[key] and v["title"] == properties[key]["title"])
        for what, spoil in [("a key that does not exist", {"户籍所在": "x"}), ("a list where text belongs", {key: ["x"]}),
                            ("both names of a key", {key: data[key], other: data[key]})]:
            twin = {**copy.deepcopy(data), **spoil}
            if validators[kind].is_valid(twin):
                faults.append(f"{path}: {what} is not found")
        if validators[kind].is_valid([data]):
            faults.append(f"{path}: a list of files is not found")
# A wrong type deep within, a date that is none, a number that is none.
for kind, twin in [("household", {"家庭成员": [{"身份证号": 110105194912310021}]}), ("household", {"退出": {"步骤": [{"日期": "2017/11/15"}]}}),
                   ("plan", {"附表": {"编号": "1"}}), ("household", {"members": [{"name": ["x"]}]}), ("batch", {"年度": "二〇一七"}),
                   ("site", {"旧网址": [{"原址": "con.html"}]}), ("site", {"网站域名": "https://www.example.invalid"})]:
    if validators[kind].is_valid(twin):
        faults.append(f"{kind}: {twin} is not found")
for name in ("household", "village", "township", "county", "site", "prefecture", "batch", "plan", "document", "calendar", "regulation"):
    if not spoilt[name]:
        faults.append(f"no file of kind {name} was read")
for fault in faults[:60]:
    print(f"  {fault}")
print(f"{files} files of {sum(1 for n in spoilt.values() if n)} kinds: {len(faults)} faults")
sys.exit(1 if faults or not files else 0)
