"""`gongshi verify` beside what else there is, on the same bytes in one run.

    tests/bench/archive.sh [ROUNDS]     builds the program and runs this; nothing is asserted
    archive.py GONGSHI WORK ROUNDS

The bags are made by bagit-python of bytes drawn from a seed: 20,000 files of 1 to 8 KB in 200 folders, and one file of 1 GB, each with
manifests in SHA-256 and SHA-512; a twin of each has one in SM3 besides. Every round runs each command once, one after the other, so that
what else the machine does falls on all alike. Printed are the medians of wall time and of processor time, and the load of the machine.
"""
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import bagit

SMALL, LARGE = 20_000, 1 << 30
PYTHON = sys.executable


def payload(root):
    """The bytes, the same in every run."""
    dice = random.Random(20171120)
    small, large = root / "payload-small", root / "payload-large"
    if not small.exists():
        for number in range(SMALL):
            place = small / f"{number // 100:03}" / f"{number:05}.bin"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(dice.randbytes(dice.randint(1 << 10, 8 << 10)))
    if not large.exists():
        large.mkdir()
        with open(large / "scan.tif", "wb") as out:
            for _ in range(LARGE >> 20):
                out.write(dice.randbytes(1 << 20))
    return small, large


def bags(root, kind, source):
    """The bag of a payload and its twin with SM3."""
    plain, twin = root / f"bag-{kind}", root / f"bag-{kind}-sm3"
    if not twin.exists():
        for place in (plain, twin):
            shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(source, plain, copy_function=os.link)
        bagit.make_bag(str(plain), checksums=["sha256", "sha512"])
        shutil.copytree(plain, twin, copy_function=os.link)
        names = [name.relative_to(twin).as_posix() for name in sorted((twin / "data").rglob("*")) if name.is_file()]
        with open(root / "names", "w") as out:
            out.write("\n".join(names))
        told = subprocess.run(f"xargs -n 500 openssl dgst -sm3 -r <{(root / 'names').resolve()}", shell=True, cwd=twin, capture_output=True, text=True, check=True)
        (twin / "manifest-sm3.txt").write_text("".join("{}  {}\n".format(*line.split(" *", 1)) for line in told.stdout.splitlines()))
    return plain, twin


def run(commands, at_once=False):
    """Wall and processor seconds of commands, one after the other or all at once."""
    before, begun = os.times(), time.perf_counter()
    if at_once:
        ran = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for command in commands]
        codes = [process.wait() for process in ran]
    else:
        codes = [subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode for command in commands]
    wall, after = time.perf_counter() - begun, os.times()
    assert not any(codes), commands
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def main():
    gongshi, root, rounds = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), int(sys.argv[3])
    root.mkdir(parents=True, exist_ok=True)
    small, large = payload(root)
    (small_bag, small_sm3), (large_bag, large_sm3) = bags(root, "small", small), bags(root, "large", large)
    file = large / "scan.tif"
    cores = str(os.cpu_count())
    verify = lambda bag: [[gongshi, "verify", bag]]
    validate = lambda bag, processes: [[PYTHON, "-m", "bagit", "--quiet", "--validate", "--processes", processes, bag]]
    digest = lambda *names: [["openssl", "dgst", f"-{name}", file] for name in names]
    lines = {
        "small: gongshi verify": lambda: run(verify(small_bag)),
        "small: bagit-python, 1 process": lambda: run(validate(small_bag, "1")),
        f"small: bagit-python, {cores} processes": lambda: run(validate(small_bag, cores)),
        "small: gongshi verify, SM3 besides": lambda: run(verify(small_sm3)),
        "large: gongshi verify": lambda: run(verify(large_bag)),
        "large: openssl dgst, SHA-256 then SHA-512": lambda: run(digest("sha256", "sha512")),
        "large: openssl dgst, both at once": lambda: run(digest("sha256", "sha512"), at_once=True),
        "large: openssl dgst, SHA-512 alone": lambda: run(digest("sha512")),
        "large: bagit-python": lambda: run(validate(large_bag, "1")),
        "large: gongshi verify, SM3 besides": lambda: run(verify(large_sm3)),
        "large: openssl dgst, SM3 alone": lambda: run(digest("sm3")),
        "large: openssl dgst, all three at once": lambda: run(digest("sha256", "sha512", "sm3"), at_once=True),
    }
    walls, times, load = {}, {}, []
    for _ in range(rounds):
        for name, measure in lines.items():
            wall, time_used = measure()
            walls.setdefault(name, []).append(wall)
            times.setdefault(name, []).append(time_used)
        load.append(os.getloadavg()[0])
    print(f"medians of {rounds} rounds, {cores} cores, load {min(load):.1f} to {max(load):.1f}")
    for name in lines:
        print(f"{name:44} {statistics.median(walls[name]):7.2f} s, processor {statistics.median(times[name]):7.2f} s")


if __name__ == "__main__":
    main()
