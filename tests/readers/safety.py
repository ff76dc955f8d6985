"""The last good output outlives whatever happens to a build: `build` and `pack` are killed at instants drawn from a seed, two run at once,
the disk is full, the target can be read only. After each the output is the one before or the one after, byte for byte, and where the
journal stands the next command, `verify` or a build, ends what was begun.

    safety.py GONGSHI WORKSPACE DAY WORK [--kills COUNT] [--seed SEED]

Every other kill waits for the journal, so that it falls into the swap itself. The full disk and the read-only target are a small file system
in memory: where mounting is not allowed, they are left out and the reason is printed.
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from pdf import done

FOLDERS = ("board", "web", "restricted")
PACKAGES = "restricted/packages/"
TEMPLATE = "templates/documents/household-exit-publicity.md"


def tree(output):
    """What a build made: files by path."""
    return {p.relative_to(output).as_posix(): p.read_bytes() for folder in FOLDERS for p in sorted((output / folder).rglob("*")) if p.is_file()}


def parted(files):
    """What a build makes, and the packages."""
    return tuple({name: data for name, data in files.items() if name.startswith(PACKAGES) == packages} for packages in (False, True))


def differing(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))[:5]


class Bench:
    def __init__(self, gongshi, workspace, day, work):
        self.gongshi, self.day = gongshi, day
        self.root, self.output = work / "workspace", work / "output"
        for place in (self.root, self.output):
            shutil.rmtree(place, ignore_errors=True)
        for name in ("content", "templates", "fonts"):
            shutil.copytree(workspace / name, self.root / name)
        self.text = (self.root / TEMPLATE).read_text(encoding="utf-8")

    def turn(self, state):
        """The workspace in one of two states: every publicity differs between them."""
        more = "\n本公示由县精准扶贫领导小组办公室解释。\n" if state else ""
        (self.root / TEMPLATE).write_text(self.text + more, encoding="utf-8")

    def command(self, verb, output=None):
        return [self.gongshi, "-q", "-C", self.root, verb, "--as-of", self.day, "-o", output or self.output]

    def run(self, verb, output=None):
        return subprocess.run(self.command(verb, output), capture_output=True, text=True)

    def verify(self, output=None):
        return subprocess.run([self.gongshi, "verify", output or self.output], capture_output=True, text=True)

    def settle(self):
        """Both states by both verbs, undisturbed: what is right, and how long it takes."""
        self.right, self.takes = {}, {}
        self.turn(0)
        first = self.run("pack")
        assert first.returncode < 2, first.stderr
        for state in (1, 0):
            self.turn(state)
            for verb in ("build", "pack"):
                begun = time.monotonic()
                ran = self.run(verb)
                assert ran.returncode < 2, ran.stderr
                self.takes[verb] = time.monotonic() - begun
                self.right[verb, state] = parted(tree(self.output))
        made, packages = zip(self.right["pack", 0], self.right["pack", 1])
        assert made[0] != made[1] and packages[0] and packages[0] != packages[1], "the two states are one"


def killed(bench, verb, instant, aimed):
    """Starts a command and kills it after so many seconds, or so many after its journal has appeared; says whether it was still at work."""
    process = subprocess.Popen(bench.command(verb), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    journal = bench.output / ".swap"
    if aimed:
        while process.poll() is None and not os.path.lexists(journal):
            pass
    try:
        process.wait(instant)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() < 0


def kills(bench, count, dice):
    bench.settle()
    now, state = tree(bench.output), 0
    told = {"hit": 0, "journal": 0, "after": 0}
    for number in range(count):
        verb, aimed, ender = ("build", "pack")[number % 2], number % 4 > 1, ("verify", "build")[number // 4 % 2]
        state = 1 - state
        bench.turn(state)
        instant = dice.uniform(0, 0.004) if aimed else dice.uniform(0, bench.takes[verb])
        what = f"kill {number} ({verb}, {'in the swap' if aimed else f'{instant:.2f} s'}, then {ender})"
        told["hit"] += killed(bench, verb, instant, aimed)
        made, packages = bench.right[verb, state]
        after = {**made, **(packages if verb == "pack" else parted(now)[1])}
        journal = (bench.output / ".swap").exists()
        told["journal"] += journal
        found = tree(bench.output)
        if not journal and found not in (now, after):
            yield f"{what}: neither the output before ({differing(found, now)}) nor the one after ({differing(found, after)})"
        if ender == "verify":
            ran = bench.verify()
            if ran.returncode:
                yield f"{what}: verify ends with {ran.returncode}: {ran.stdout[-300:]}{ran.stderr[-300:]}"
            found = tree(bench.output)
            if found != after and (journal or found != now):
                yield f"{what}: verify leaves {differing(found, after)}"
            if (bench.output / ".swap").exists():
                yield f"{what}: verify leaves the journal"
            told["after"] += found == after
            now = found
        else:
            told["after"] += found == after
            # What was begun is ended first, so that the packages are those of the killed command if it had got so far.
            packages = parted(after if journal else found)[1]
            ran = bench.run("build")
            now = tree(bench.output)
            if ran.returncode > 1 or now != {**made, **packages}:
                yield f"{what}: the next build ends with {ran.returncode} and leaves {differing(now, {**made, **packages})} {ran.stderr[-300:]}"
        # Verify ends a swap whole; what a build broke off before it has left behind, the next build drops.
        for left in (".swap", ".old", ".staging") if ender == "build" or journal else (".swap", ".old"):
            if (bench.output / left).exists():
                yield f"{what}: {left} is left"
        if (bench.output / "set-aside").exists():
            yield f"{what}: files were set aside: {sorted(p.name for p in (bench.output / 'set-aside').rglob('*'))[:5]}"
            shutil.rmtree(bench.output / "set-aside")
    print(f"{count} kills: {told['hit']} while at work, {told['journal']} left a journal, {told['after']} ended in the new output")


def at_once(bench):
    """Of two builds at once one says that the other is at work, and stops."""
    before = tree(bench.output)
    bench.turn(1)
    first = subprocess.Popen(bench.command("build"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while first.poll() is None and not (bench.output / ".staging").exists():
        time.sleep(0.001)
    second = bench.run("build")
    if first.wait() > 1:
        yield f"two at once: the first ends with {first.returncode}"
    if second.returncode != 2 or not second.stderr.strip():
        yield f"two at once: the second ends with {second.returncode}: {second.stderr}"
    if tree(bench.output) != {**bench.right["build", 1][0], **parted(before)[1]}:
        yield "two at once: the output is not that of the first"


class Mounted:
    """A file system in memory."""

    def __init__(self, place, size):
        self.place, self.why = place, ""
        place.mkdir(parents=True, exist_ok=True)
        ran = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "gongshi-safety", place], capture_output=True, text=True)
        if ran.returncode:
            self.why = ran.stderr.strip() or f"mount ends with {ran.returncode}"

    def again(self, options):
        subprocess.run(["mount", "-o", f"remount,{options}", self.place], check=True, capture_output=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self.why:
            subprocess.run(["umount", self.place], check=True, capture_output=True)


def narrow(bench, work):
    """The disk is full, or can be read only."""
    bench.turn(0)
    whole = sum(len(data) for part in bench.right["pack", 0] for data in part.values())
    with Mounted(work / "narrow", 4 * whole) as disk:
        if disk.why:
            print(f"left out, full disk and read-only target: {disk.why}")
            return
        output = disk.place / "output"
        if bench.run("pack", output).returncode > 1:
            yield "narrow: nothing could be packed while there was room"
            return
        before = tree(output)
        used = sum(p.stat().st_blocks * 512 for p in disk.place.rglob("*"))
        bench.turn(1)
        tried = 0
        for room in (0, 1 << 12, 1 << 16, 1 << 19, whole // 4, whole // 2):
            for verb in ("build", "pack"):
                disk.again(f"size={used + room}")
                ran = bench.run(verb, output)
                if ran.returncode < 2:
                    # There was room enough for a build: what was in its way is room that was too large.
                    if room < whole // 4:
                        yield f"full disk, {room} bytes left: {verb} ends with {ran.returncode}"
                    disk.again(f"size={4 * whole}")
                    bench.turn(0)
                    bench.run("pack", output)
                    bench.turn(1)
                    before = tree(output)
                    continue
                tried += 1
                if "os error 28" not in ran.stderr or "panicked" in ran.stderr:
                    yield f"full disk, {room} bytes left: {verb} says {ran.stderr[-300:]}"
                if tree(output) != before:
                    yield f"full disk, {room} bytes left: {verb} changed {differing(tree(output), before)}"
                if bench.verify(output).returncode:
                    yield f"full disk, {room} bytes left: the last output does not pass after {verb}"
        disk.again(f"size={4 * whole}")
        if bench.run("pack", output).returncode > 1 or parted(tree(output)) != bench.right["pack", 1]:
            yield "full disk: with room again, packing does not come to the right end"
        before = tree(output)
        bench.turn(0)
        disk.again("ro")
        for verb in ("build", "pack"):
            ran = bench.run(verb, output)
            if ran.returncode != 2 or "os error 30" not in ran.stderr or "panicked" in ran.stderr:
                yield f"read-only target: {verb} ends with {ran.returncode}: {ran.stderr[-300:]}"
        ran = bench.verify(output)
        if ran.returncode:
            yield f"read-only target: verify ends with {ran.returncode}: {ran.stderr[-300:]}"
        if tree(output) != before:
            yield f"read-only target: {differing(tree(output), before)} changed"
        disk.again("rw")
        print(f"full disk: {tried} times, read-only target: 2 times; the last output stood")


def check(bench, work, count, dice):
    yield from kills(bench, count, dice)
    yield from at_once(bench)
    yield from narrow(bench, work)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("gongshi", type=lambda name: Path(name).resolve())
    options.add_argument("workspace", type=Path)
    options.add_argument("day")
    options.add_argument("work", type=lambda name: Path(name).resolve())
    options.add_argument("--kills", type=int, default=10)
    options.add_argument("--seed", type=int, default=20171120)
    asked = options.parse_args(sys.argv[1:])
    asked.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(asked.gongshi, asked.workspace, asked.day, asked.work)
    done(list(check(bench, asked.work, asked.kills, random.Random(asked.seed))), f"build and pack, {asked.kills} times killed (seed {asked.seed})")
