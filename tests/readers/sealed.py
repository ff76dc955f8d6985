"""A package sealed for transport is opened by others: 7-Zip opens it with the passphrase and finds the package's own bytes, with
another passphrase nothing; Python's zipfile and Info-ZIP give nothing at all. The passphrase comes from a file or a descriptor and is
said nowhere.

    sealed.py GONGSHI PACKAGE WORK
"""
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from pdf import done

PASSPHRASE = "sealed for the county's archive, 2017"


def seal(gongshi, package, target, work):
    """Folder: the passphrase is in a file. Zip: it comes through a pipe."""
    command = [gongshi, "seal", package, "-o", target]
    if package.is_dir():
        (work / "passphrase").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
        return subprocess.run([*command, "--passphrase-file", work / "passphrase"], capture_output=True, text=True)
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    ran = subprocess.run([*command, "--passphrase-fd", str(reading)], capture_output=True, text=True, pass_fds=[reading])
    os.close(reading)
    return ran


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def opened(sealed, folder, passphrase):
    """What 7-Zip finds with a passphrase: exit code, files."""
    shutil.rmtree(folder, ignore_errors=True)
    ran = subprocess.run(["7zz", "x", "-y", f"-o{folder}", f"-p{passphrase}", sealed], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return ran.returncode, {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()} if folder.is_dir() else {}


def check(gongshi, folder, work):
    archive = folder.with_name(f"{folder.name}.zip")
    inner = f"{folder.name}.zip"
    held = members(archive.read_bytes())
    for package in (folder, archive):
        name = f"sealed {'folder' if package.is_dir() else 'zip'}"
        sealed = work / f"{package.name}-{name.split()[1]}-sealed.zip"
        sealed.unlink(missing_ok=True)
        ran = seal(gongshi, package, sealed, work)
        if ran.returncode:
            yield f"{name}: {ran.returncode} {ran.stderr}"
            continue
        if PASSPHRASE in ran.stdout + ran.stderr or PASSPHRASE.encode() in sealed.read_bytes():
            yield f"{name}: the passphrase is said"
        listed = subprocess.run(["7zz", "l", "-slt", sealed], capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
        entries = [line.removeprefix("Path = ") for line in listed.split("----------")[-1].splitlines() if line.startswith("Path = ")]
        if entries != [inner] or "Encrypted = +" not in listed or "AES-256" not in listed:
            yield f"{name}: 7-Zip lists {listed[-800:]}"
        code, files = opened(sealed, work / "opened", PASSPHRASE)
        if code or list(files) != [inner]:
            yield f"{name}: 7-Zip does not open it: {code} {sorted(files)}"
        elif members(files[inner]) != held or not package.is_dir() and files[inner] != archive.read_bytes():
            yield f"{name}: what 7-Zip finds is not the package"
        for wrong in (f"{PASSPHRASE} ", PASSPHRASE.upper(), ""):
            code, files = opened(sealed, work / "refused", wrong)
            if code == 0 or any(files.values()):
                yield f"{name}: 7-Zip opens it with {wrong!r}: {code} {sorted(files)}"
        with zipfile.ZipFile(sealed) as zipped:
            try:
                zipped.read(inner)
                yield f"{name}: Python reads it without a passphrase"
            except (RuntimeError, NotImplementedError):
                pass
        test = subprocess.run(["unzip", "-p", sealed], capture_output=True, stdin=subprocess.DEVNULL)
        if test.returncode == 0 or test.stdout:
            yield f"{name}: Info-ZIP reads it"
    # The salt is random: the same package is never the same file twice.
    first, second = (work / f"twice-{count}.zip" for count in (1, 2))
    for target in (first, second):
        target.unlink(missing_ok=True)
        seal(gongshi, archive, target, work)
    if first.read_bytes() == second.read_bytes():
        yield "sealed twice, it is the same file: there is no salt"


if __name__ == "__main__":
    own, package, work = Path(sys.argv[1]).resolve(), Path(sys.argv[2]), Path(sys.argv[3])
    work.mkdir(parents=True, exist_ok=True)
    done(list(check(own, package, work)), f"{package.name} sealed")
