"""Every drawn item is an artifact or in the structure tree, and the tree is whole.

    tags.py FILE_OR_FOLDER...

Of each page: every operator that shows text or paints stands within marked content that is an /Artifact or has an MCID;
each MCID stands once in the content, once in the tree, and the ParentTree leads from it to that very element.
Of the tree: standard types, header cells with a scope, regular tables, headings that begin with H1 and skip no level.
"""
import sys

import pikepdf

import pdf

TYPES = set("""Document Part Sect Div Art BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure
Formula Form""".split())
CHILDREN = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
            "TR": {"TH", "TD"}, "L": {"LI", "Caption", "L"}, "LI": {"Lbl", "LBody"}}


def kids(node):
    inner = node.get("/K")
    if inner is None:
        return []
    return list(inner) if isinstance(inner, pikepdf.Array) else [inner]


def attributes(node):
    """Attributes of all owners in one dictionary."""
    found = {}
    entries = node.get("/A")
    for entry in (list(entries) if isinstance(entries, pikepdf.Array) else [entries]):
        if isinstance(entry, pikepdf.Dictionary):
            found.update({str(k): v for k, v in entry.items()})
    return found


class Tree:
    """The elements in reading order, with what they hold."""

    def __init__(self, root):
        self.roles = {str(k)[1:]: str(v)[1:] for k, v in root.get("/RoleMap", {}).items()}
        self.faults, self.elements, self.content = [], [], {}
        for node in kids(root):
            self.walk(node, root, None, 0)

    def kind(self, node):
        name = str(node.get("/S", "/?"))[1:]
        return self.roles.get(name, name)

    def walk(self, node, parent, page, depth):
        kind = self.kind(node)
        self.elements.append((kind, node))
        if kind not in TYPES:
            self.faults.append(f"type {kind} is neither standard nor mapped")
        above = node.get("/P")
        if above is None or above.objgen != parent.objgen:
            self.faults.append(f"{kind}: /P does not lead to its parent")
        page = node.get("/Pg", page)
        for kid in kids(node):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                self.hold(kid.get("/Pg", page), int(kid.MCID), node, kind)
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                continue
            elif isinstance(kid, pikepdf.Dictionary):
                allowed = CHILDREN.get(kind)
                if allowed and self.kind(kid) not in allowed:
                    self.faults.append(f"{kind} holds {self.kind(kid)}")
                self.walk(kid, node, page, depth + 1)
            else:
                self.hold(page, int(kid), node, kind)

    def hold(self, page, number, node, kind):
        if kind in CHILDREN:
            self.faults.append(f"{kind} holds content directly")
        if page is None:
            self.faults.append(f"{kind}: MCID {number} on no page")
            return
        key = (page.objgen, number)
        if key in self.content:
            self.faults.append(f"{kind}: MCID {number} stands twice in the tree")
        self.content[key] = node


def tables(tree):
    """Each table is regular: every row covers the same columns, spans counted."""
    for kind, node in tree.elements:
        if kind == "TH" and str(attributes(node).get("/Scope", "")) not in ("/Row", "/Column", "/Both"):
            yield "TH without Scope"
        if kind != "Table":
            continue
        rows = []
        for kid in kids(node):
            rows += [kid] if tree.kind(kid) == "TR" else [row for row in kids(kid) if tree.kind(row) == "TR"]
        if not rows:
            yield "table without rows"
        taken, widths = {}, set()
        for r, row in enumerate(rows):
            column = 0
            for cell in kids(row):
                while (r, column) in taken:
                    column += 1
                spans = attributes(cell)
                across, down = int(spans.get("/ColSpan", 1)), int(spans.get("/RowSpan", 1))
                for dr in range(down):
                    for dc in range(across):
                        if (r + dr, column + dc) in taken:
                            yield f"row {r + 1}: cells overlap"
                        taken[r + dr, column + dc] = True
                column += across
            widths.add(1 + max((c for rr, c in taken if rr == r), default=-1))
            missing = [c for c in range(max(widths)) if (r, c) not in taken]
            if missing:
                yield f"row {r + 1}: no cell in columns {missing}"
        if len(widths) > 1:
            yield f"rows of different widths: {sorted(widths)}"
        if max(r for r, _ in taken) >= len(rows):
            yield "a cell reaches below the last row"


def headings(tree):
    last = 0
    for kind, _ in tree.elements:
        if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
            level = int(kind[1])
            if level > last + 1:
                yield f"heading H{level} follows {'H' + str(last) if last else 'no heading'}"
            last = level
    if last == 0:
        yield "no heading at all"


def numbers(tree):
    """The entries of a number tree."""
    found, nodes = {}, [tree]
    while nodes:
        node = nodes.pop()
        nodes += list(node.get("/Kids", []))
        pairs = list(node.get("/Nums", []))
        found.update({int(k): v for k, v in zip(pairs[::2], pairs[1::2])})
    return found


def check(path):
    with pikepdf.open(path) as file:
        root = file.Root.get("/StructTreeRoot")
        if root is None:
            yield "no structure tree"
            return
        tree = Tree(root)
        yield from tree.faults
        yield from tables(tree)
        yield from headings(tree)
        parents = numbers(root.ParentTree)
        reader, drawn = pdf.Reader(), set()
        for number, page in enumerate(file.pages, 1):
            content = reader.page(page)
            for fault in content.faults:
                yield f"page {number}: {fault}"
            own = parents.get(int(page.obj.get("/StructParents", -1)))
            seen = set()
            for mcid, tag in content.mcids:
                if mcid in seen:
                    yield f"page {number}: MCID {mcid} stands twice in the content"
                seen.add(mcid)
                drawn.add((page.obj.objgen, mcid))
                node = tree.content.get((page.obj.objgen, mcid))
                if node is None:
                    yield f"page {number}: MCID {mcid} ({tag}) is not in the tree"
                    continue
                if own is None or mcid >= len(own) or own[mcid].objgen != node.objgen:
                    yield f"page {number}: the ParentTree does not lead from MCID {mcid} to its element"
                if tag != str(node.S):
                    yield f"page {number}: MCID {mcid} is marked {tag}, its element is {node.S}"
            for glyph in content.glyphs:
                if not pdf.artifact(glyph.marks) and pdf.mcid(glyph.marks) is None:
                    yield f"page {number}: text “{glyph.text}” at {glyph.x:.0f},{glyph.y:.0f} is neither artifact nor tagged"
                if pdf.artifact(glyph.marks) and pdf.mcid(glyph.marks) is not None:
                    yield f"page {number}: text “{glyph.text}” is artifact and tagged at once"
            for shape in content.shapes:
                if not pdf.artifact(shape.marks) and pdf.mcid(shape.marks) is None:
                    yield f"page {number}: {shape.operator} at {shape.box[0]:.0f},{shape.box[1]:.0f} is neither artifact nor tagged"
        for page, mcid in sorted(set(tree.content) - drawn):
            yield f"MCID {mcid} of the tree is not in the content of page object {page[0]}"


if __name__ == "__main__":
    files = pdf.pdfs(sys.argv[1:])
    pdf.done([f"{path}: {fault}" for path in files for fault in check(path)], f"tags of {len(files)} PDFs")
