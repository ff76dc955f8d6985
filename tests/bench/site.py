"""The two sites of a large county beside Hugo on as many pages: seconds, pages a second, memory, files, bytes, index, the largest page.

    site.py GONGSHI FOLDER HOUSEHOLDS

`check` and a build without the papers that stand on no page (`--pages-only`) are timed; what the build takes beyond the check is making and
writing pages, and the prints of web notices. Hugo gets the same pages: the inside of each
as content, one layout with the same head, its menu and foot.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

DAY = "2017-11-20"
CLUSTER = 32768


def timed(*command):
    """Seconds and peak memory in MB of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f"{' '.join(command)}: {code}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def told(name, folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    sizes = [path.stat().st_size for path in files]
    pages = [path for path in files if path.suffix == ".html"]
    index = sum(path.stat().st_size for path in files if path.parent.name == "search")
    clusters = sum(-(-size // CLUSTER) * CLUSTER for size in sizes)
    largest = max((path.stat().st_size for path in pages), default=0)
    print(f"{name}: {len(pages)} pages, {len(files)} files, {sum(sizes) / 1e6:.0f} MB, in clusters of 32 KB {clusters / 1e6:.0f} MB, "
          f"search index {index / 1e6:.1f} MB, largest page {largest / 1e3:.0f} KB")
    return pages


def hugo(pages, root, folder):
    """A site of the same pages for Hugo."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "/"\nlanguageCode = "zh-CN"\ntitle = "site"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home"]\n[markup.goldmark.renderer]\nunsafe = true\n')
    layout = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><header><p>{{ site.Title }}</p></header>{{ .Content }}<footer></footer></body></html>\n'
    (folder / "layouts/_default/single.html").write_text(layout)
    for page in pages:
        text = page.read_text()
        title = re.search(r"<title>(.*?)</title>", text, re.S)[1].replace('"', "'")
        inside = re.search(r"<main[^>]*>(.*)</main>", text, re.S)
        target = folder / "content" / page.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_name("p-" + target.name).write_text(f'---\ntitle: "{title}"\n---\n{inside[1] if inside else ""}')


def main(gongshi, folder, households):
    folder = pathlib.Path(folder)
    county, output = folder / "county", folder / "output"
    if not (county / "content").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([gongshi, "-q", "demo", "--households", households, "--seed", "1", county], check=True)
    check, _, _ = timed(gongshi, "-q", "-C", str(county), "check", "--as-of", DAY)
    shutil.rmtree(output, ignore_errors=True)
    build, memory, processor = timed(gongshi, "-q", "-C", str(county), "build", "--pages-only", "--as-of", DAY, "-o", str(output))
    made = told("public site", output / "web/site") + told("archive", output / "restricted/archive")
    size = sum(page.stat().st_size for page in made) / 1e6
    print(f"gongshi: check {check:.1f} s, build {build:.1f} s (processor {processor:.1f} s), {len(made)} pages, {size:.0f} MB of pages; "
          f"beyond the check {len(made) / (build - check):.0f} pages/s, {size / (build - check):.0f} MB/s; peak memory {memory:.0f} MB")
    hugo(made, output, folder / "hugo")
    took, memory, processor = timed("hugo", "--quiet", "-s", str(folder / "hugo"))
    count = sum(1 for _ in (folder / "hugo/public").rglob("*.html"))
    print(f"Hugo: {took:.1f} s (processor {processor:.1f} s), {count} pages; {count / took:.0f} pages/s, {size / took:.0f} MB/s; peak memory {memory:.0f} MB")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


main(*sys.argv[1:])
