"""What the readers that change a workspace share: a copy of it, builds of the copy, and trees to compare. No reader of its own."""
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import yaml


class Copy:
    """A copy of a workspace in a folder of its own; only what the test writes there changes."""

    def __init__(self, program, workspace, day, folder):
        self.program, self.day, self.folder = Path(program).resolve(), day, Path(folder)
        if self.folder.exists():
            shutil.rmtree(self.folder)
        for part in ("content", "templates", "fonts"):
            if (Path(workspace) / part).is_dir():
                # Links would do for fonts, but the program may refuse what leaves the workspace.
                shutil.copytree(Path(workspace) / part, self.folder / part)
        self.content = self.folder / "content"

    def run(self, *arguments):
        return self._answer(*arguments).stdout

    def told(self, *arguments):
        """What is told of the findings."""
        return self._answer(*arguments).stderr

    def _answer(self, *arguments):
        answer = subprocess.run([self.program, "-C", self.folder, "-q", *arguments], capture_output=True, text=True)
        if answer.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(map(str, arguments))}: exit {answer.returncode}\n{answer.stderr}")
        return answer

    def findings(self):
        """Which findings there are, without places in files, which move when a file is written anew."""
        found = json.loads(self.run("check", "--as-of", self.day, "--format", "json"))["findings"]
        # Which of two papers is named is no matter here, only that none is missing.
        found = [f for f in found if f["rule"] != "evidence-not-named"]
        return sorted((f["rule"], f["level"], f["subject"], f["file"], f.get("path") or "", bool(f.get("acknowledged"))) for f in found)

    def build(self, parts):
        """The digests of the output's files in these parts, by path."""
        output = self.folder / "output"
        if output.exists():
            shutil.rmtree(output)
        self.run("build", "--as-of", self.day, "-o", output)
        return digests(output, parts)


def digests(output, parts):
    return {str(p.relative_to(output)): hashlib.sha256(p.read_bytes()).hexdigest()
            for part in parts for p in sorted((Path(output) / part).rglob("*")) if p.is_file()}


def differences(before, after):
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def write(path, case):
    """Writes a case file anew; every scalar is text, as it was read."""
    path.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=10000), encoding="utf-8")


def read(path):
    return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
