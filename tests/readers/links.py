"""Every reference of the site is relative, stays in the web folder, and leads to a file and an id that exist.

    links.py OUTPUT [--archive]

With --archive the pages of OUTPUT/restricted/archive are read, which may lead anywhere within OUTPUT. Else pages are read from OUTPUT/web/site; mailto: and tel: are the only addresses besides. Every page is reached from
index.html, and every PDF and archive of OUTPUT/web is reached from some page. Style sheets name no address at all.
"""
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pdf import done

ATTRIBUTES = {"href", "src", "poster", "action", "formaction", "data", "cite", "background", "manifest", "xlink:href"}


class Page(HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.references, self.ids, self.labels, self.base = [], [], [], False
        self.domain, self.moved = "", False
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.base |= tag == "base"
        for name, value in attributes:
            if name in ATTRIBUTES:
                self.references.append(value or "")
            elif name == "srcset":
                self.references += [part.split()[0] for part in (value or "").split(",")]
            elif name == "style":
                self.references += css(value or "")
            elif name == "id":
                self.ids.append(value)
            elif name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"):
                self.labels += (value or "").split()
            elif name.startswith("on"):
                self.references.append(f"javascript:{name}")
        self.moved |= dict(attributes).get("class") == "moved"
        if tag == "meta" and dict(attributes).get("name") == "SiteDomain":
            self.domain = dict(attributes)["content"]
        if tag == "meta" and dict(attributes).get("http-equiv", "").lower() == "refresh":
            self.references.append("meta refresh")


def css(text):
    return re.findall(r"url\(\s*['\"]?([^'\")]+)", text) + re.findall(r"@import\s+['\"]([^'\"]+)", text)


def check(web, site):
    pages = {path.resolve(): Page(path) for path in sorted(site.rglob("*.html"))}
    if (site / "index.html").resolve() not in pages:
        yield "no index.html"
        return
    edges = {}
    for path, page in pages.items():
        name = path.relative_to(site.resolve())
        if page.base:
            yield f"{name}: a base element"
        for twice in {i for i in page.ids if page.ids.count(i) > 1}:
            yield f"{name}: id {twice} stands twice"
        for label in set(page.labels) - set(page.ids):
            yield f"{name}: refers to the id {label}, which is not there"
        for reference in page.references:
            if path.name == "404.html":
                # It is shown at any address: its references begin at the site's folder on the server.
                folder = "/" + "/".join(page.domain.split("/")[1:] + [""]) if page.domain else ""
                reference = reference.removeprefix(folder)
            parts = urlsplit(reference)
            if parts.scheme in ("mailto", "tel"):
                continue
            if parts.scheme or parts.netloc or parts.path.startswith("/") or parts.query:
                yield f"{name}: {reference} is not relative"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if web.resolve() not in target.parents:
                yield f"{name}: {reference} leads out of the web folder"
            elif not target.is_file():
                yield f"{name}: {reference} leads to no file"
            else:
                edges.setdefault(path, set()).add(target)
                if parts.fragment and (target not in pages or unquote(parts.fragment) not in pages[target].ids):
                    yield f"{name}: {reference} leads to no id"
            if re.fullmatch(r"\s*", reference):
                yield f"{name}: an empty reference"
    for sheet in sorted(site.rglob("*.css")):
        for reference in css(sheet.read_text(encoding="utf-8")):
            # The fonts of rare characters lie beside their sheet; a sheet leads to nothing else.
            target = (sheet.parent / reference).resolve()
            if re.fullmatch(r"rare-[0-9a-f]+-\w[\w-]*\.woff2", reference) and target.is_file():
                edges.setdefault(sheet.resolve(), set()).add(target)
            else:
                yield f"{sheet.relative_to(site)}: refers to {reference}"
    reached, todo = set(), [(site / "index.html").resolve()]
    while todo:
        page = todo.pop()
        if page not in reached:
            reached.add(page)
            todo += edges.get(page, set())
    inside = site if site.name == "archive" else web
    for path in sorted(p.resolve() for p in inside.rglob("*") if p.is_file()):
        # What machines ask for, what a server shows, what stands at old addresses, and what is taken to a portal.
        name = path.relative_to(web.resolve()).as_posix()
        aside = name in ("site/404.html", "site/robots.txt", "site/sitemap.xml", "nginx-sample.conf") or name.startswith("upload/") or (path in pages and pages[path].moved)
        # The search box leads to its page, and its script to the index; both are read by search.mjs and browser.mjs.
        below = path.relative_to(site.resolve()).as_posix() if site.resolve() in path.parents else ""
        aside |= below == "search.html" or bool(re.fullmatch(r"search/(meta|grams-\d+|records-.+-\d+)\.js", below))
        if path not in reached and not aside:
            yield f"{path.relative_to(web.resolve())} is not reached from index.html"
    print(f"  {len(pages)} pages, {sum(len(p.references) for p in pages.values())} references, {len(reached)} files reached")


if __name__ == "__main__":
    output = Path(sys.argv[1])
    archive = "--archive" in sys.argv[2:]
    root = output if archive else output / "web"
    site = output / "restricted/archive" if archive else root / "site"
    done(list(check(root, site)), f"links of {site}")
