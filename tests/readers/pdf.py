"""What the readers share: the glyphs and painted shapes of a page, read from its content stream with pikepdf.

No reader of its own. It knows nothing of the program that made the file: positions come from the text matrix,
the fonts' own widths and ToUnicode tables, and the structure from the marks around each operator.
"""
import io
import re
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

MM = 72 / 25.4
SHOW = {"Tj", "TJ", "'", '"'}
PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh"}


@dataclass
class Mark:
    """One level of marked content."""
    tag: str
    mcid: int | None = None
    actual: bool = False


@dataclass
class Glyph:
    """One shown character code: origin, width and size in points of the page."""
    font: "Font"
    code: int
    text: str | None
    x: float
    y: float
    width: float
    size: float
    color: tuple
    marks: tuple


@dataclass
class Shape:
    """One painting operator that shows no text; the box of its path in points."""
    operator: str
    box: tuple
    marks: tuple


@dataclass
class Page:
    glyphs: list = field(default_factory=list)
    shapes: list = field(default_factory=list)
    mcids: list = field(default_factory=list)  # one entry for each BDC with an MCID
    faults: list = field(default_factory=list)
    forms: int = 0


def artifact(marks):
    return any(mark.tag == "/Artifact" for mark in marks)


def mcid(marks):
    return next((mark.mcid for mark in reversed(marks) if mark.mcid is not None), None)


class Font:
    """A font of the page: its codes, widths, and what the codes mean."""

    def __init__(self, name, font):
        self.name, self.dict = name, font
        self.base = str(font.get("/BaseFont", "?"))
        self.composite = font.get("/Subtype") == "/Type0"
        self.encoding = str(font.get("/Encoding", "?")) if not isinstance(font.get("/Encoding"), pikepdf.Object) or \
            isinstance(font.get("/Encoding"), pikepdf.Name) else "stream"
        self.unicode = to_unicode(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
        inner = font.DescendantFonts[0] if self.composite else font
        self.inner = inner
        self.descriptor = inner.get("/FontDescriptor")
        self.widths, self.default = {}, float(inner.get("/DW", 1000)) if self.composite else 0.0
        if self.composite:
            rest = list(inner.get("/W", []))
            while rest:
                first = int(rest.pop(0))
                second = rest.pop(0)
                if isinstance(second, pikepdf.Array):
                    self.widths.update({first + i: float(w) for i, w in enumerate(second)})
                else:
                    self.widths.update(dict.fromkeys(range(first, int(second) + 1), float(rest.pop(0))))
        else:
            begin = int(inner.get("/FirstChar", 0))
            self.widths = {begin + i: float(w) for i, w in enumerate(inner.get("/Widths", []))}
        self._glyphs = self._by_cid = None

    def codes(self, raw):
        if self.composite:
            return [raw[i] << 8 | raw[i + 1] for i in range(0, len(raw) - 1, 2)]
        return list(raw)

    def width(self, code):
        return self.widths.get(code, self.default)

    def gid(self, code):
        """The glyph that a code of a composite font draws: by CIDToGIDMap for TrueType, by the charset for CID-keyed CFF."""
        table = self.inner.get("/CIDToGIDMap")
        if isinstance(table, pikepdf.Stream):
            raw = table.read_bytes()
            return raw[2 * code] << 8 | raw[2 * code + 1] if 2 * code + 1 < len(raw) else 0
        self.outlines()
        return self._by_cid.get(code, 0) if self._by_cid is not None else code

    def outlines(self):
        """What each glyph of the embedded program draws, empty for a blank; None if there is no program."""
        if self._glyphs is None and self.descriptor is not None:
            if "/FontFile2" in self.descriptor:
                self._glyphs = true_type(self.descriptor.FontFile2.read_bytes())
            elif "/FontFile3" in self.descriptor:
                self._glyphs, self._by_cid = compact(self.descriptor.FontFile3)
        return self._glyphs


def true_type(raw):
    """Outline bytes by glyph."""
    count = struct.unpack(">H", raw[4:6])[0]
    tables = {}
    for i in range(count):
        tag, _, offset, length = struct.unpack(">4sIII", raw[12 + 16 * i:28 + 16 * i])
        tables[tag] = raw[offset:offset + length]
    glyphs = struct.unpack(">H", tables[b"maxp"][4:6])[0]
    if struct.unpack(">h", tables[b"head"][50:52])[0]:
        loca = struct.unpack(f">{glyphs + 1}I", tables[b"loca"][:4 * glyphs + 4])
    else:
        loca = [2 * v for v in struct.unpack(f">{glyphs + 1}H", tables[b"loca"][:2 * glyphs + 2])]
    return [tables[b"glyf"][a:b] for a, b in zip(loca, loca[1:])]


def compact(stream):
    """Drawing commands by glyph of a CFF program, and glyphs by CID if it is keyed so."""
    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.ttLib import TTFont
    raw = stream.read_bytes()
    if raw[:4] == b"OTTO":
        font = TTFont(io.BytesIO(raw))["CFF "].cff[0]
    else:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(raw), None)
        font = fonts[0]
    drawn = []
    for name in font.charset:
        pen = RecordingPen()
        font.CharStrings[name].draw(pen)
        drawn.append(repr(pen.value).encode() if pen.value else b"")
    if not hasattr(font, "ROS"):
        return drawn, None
    return drawn, {int(name[3:]) if name.startswith("cid") else 0: gid for gid, name in enumerate(font.charset)}


def to_unicode(raw):
    """The bfchar and bfrange entries of a ToUnicode table."""
    text = raw.decode("latin-1")
    table = {}

    def chars(hexadecimal):
        return bytes.fromhex(hexadecimal).decode("utf-16-be", "replace")

    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = chars(value)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, value, many in re.findall(
                r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])", block):
            low, high = int(low, 16), int(high, 16)
            if many:
                for i, item in enumerate(re.findall(r"<([0-9A-Fa-f]+)>", many)):
                    table[low + i] = chars(item)
            else:
                start = chars(value)
                for i in range(high - low + 1):
                    table[low + i] = start[:-1] + chr(ord(start[-1]) + i)
    return table


def multiply(a, b):
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def place(point, matrix):
    x, y = point
    return x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5]


class Reader:
    """Reads pages; keeps each font dictionary once."""

    def __init__(self):
        self.fonts = {}

    def font(self, name, font):
        key = font.objgen if font.objgen != (0, 0) else id(font)
        if key not in self.fonts:
            self.fonts[key] = Font(name, font)
        return self.fonts[key]

    def page(self, page):
        result = Page()
        self.stream(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), (1, 0, 0, 1, 0, 0), (), result, 0)
        return result

    def stream(self, content, resources, matrix, marks, out, depth):
        marks = list(marks)
        outer = len(marks)
        state = dict(ctm=matrix, font=None, size=0.0, tc=0.0, tw=0.0, tz=1.0, tl=0.0, ts=0.0, fill=(0,), stroke=(0,), tr=0, lw=1.0)
        saved, path, current = [], [], (0, 0)
        tm = tlm = (1, 0, 0, 1, 0, 0)
        for operands, operator in pikepdf.parse_content_stream(content):
            op = str(operator)
            if op == "q":
                saved.append(dict(state))
            elif op == "Q":
                if saved:
                    state = saved.pop()
                else:
                    out.faults.append("Q without q")
            elif op == "cm":
                state["ctm"] = multiply(tuple(float(v) for v in operands), state["ctm"])
            elif op in ("BDC", "BMC"):
                mark = Mark(str(operands[0]))
                if op == "BDC":
                    properties = operands[1]
                    if isinstance(properties, pikepdf.Name):
                        properties = resources.Properties[properties]
                    mark.actual = "/ActualText" in properties
                    if "/MCID" in properties:
                        mark.mcid = int(properties["/MCID"])
                        out.mcids.append((mark.mcid, mark.tag))
                marks.append(mark)
            elif op == "EMC":
                if len(marks) > outer:
                    marks.pop()
                else:
                    out.faults.append("EMC without BDC")
            elif op == "BT":
                tm = tlm = (1, 0, 0, 1, 0, 0)
            elif op == "Tf":
                state["font"] = self.font(str(operands[0]), resources.Font[operands[0]])
                state["size"] = float(operands[1])
            elif op == "Tc":
                state["tc"] = float(operands[0])
            elif op == "Tw":
                state["tw"] = float(operands[0])
            elif op == "Tz":
                state["tz"] = float(operands[0]) / 100
            elif op == "TL":
                state["tl"] = float(operands[0])
            elif op == "Ts":
                state["ts"] = float(operands[0])
            elif op == "Tr":
                state["tr"] = int(operands[0])
            elif op in ("Td", "TD"):
                if op == "TD":
                    state["tl"] = -float(operands[1])
                tm = tlm = multiply((1, 0, 0, 1, float(operands[0]), float(operands[1])), tlm)
            elif op == "Tm":
                tm = tlm = tuple(float(v) for v in operands)
            elif op == "T*":
                tm = tlm = multiply((1, 0, 0, 1, 0, -state["tl"]), tlm)
            elif op in SHOW:
                if op in ("'", '"'):
                    if op == '"':
                        state["tw"], state["tc"] = float(operands[0]), float(operands[1])
                    tm = tlm = multiply((1, 0, 0, 1, 0, -state["tl"]), tlm)
                items = operands[0] if op == "TJ" else [operands[-1]]
                tm = self.show(items, state, tm, marks, out)
            elif op in ("g", "rg", "k", "sc", "scn"):
                state["fill"] = tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name))
            elif op in ("G", "RG", "K", "SC", "SCN"):
                state["stroke"] = tuple(float(v) for v in operands if not isinstance(v, pikepdf.Name))
            elif op == "w":
                state["lw"] = float(operands[0])
            elif op in ("m", "l"):
                current = tuple(float(v) for v in operands)
                path.append(place(current, state["ctm"]))
            elif op in ("c", "v", "y"):
                numbers = [float(v) for v in operands]
                path.extend(place(pair, state["ctm"]) for pair in zip(numbers[::2], numbers[1::2]))
            elif op == "re":
                x, y, w, h = (float(v) for v in operands)
                path.extend(place(point, state["ctm"]) for point in ((x, y), (x + w, y), (x + w, y + h), (x, y + h)))
            elif op in PAINT:
                grow = state["lw"] / 2 if op in ("S", "s", "B", "B*", "b", "b*") else 0
                out.shapes.append(Shape(op, box(path, grow), tuple(marks)))
                path = []
            elif op == "n":
                path = []
            elif op == "INLINE IMAGE":
                corners = [place(p, state["ctm"]) for p in ((0, 0), (1, 0), (1, 1), (0, 1))]
                out.shapes.append(Shape("BI", box(corners, 0), tuple(marks)))
            elif op == "Do":
                target = resources.XObject[operands[0]]
                if target.get("/Subtype") == "/Form":
                    out.forms += 1
                    inner = tuple(float(v) for v in target.get("/Matrix", [1, 0, 0, 1, 0, 0]))
                    if depth < 8:
                        self.stream(target, target.get("/Resources", resources), multiply(inner, state["ctm"]), marks, out, depth + 1)
                else:
                    corners = [place(p, state["ctm"]) for p in ((0, 0), (1, 0), (1, 1), (0, 1))]
                    out.shapes.append(Shape("Do", box(corners, 0), tuple(marks)))
        if len(marks) != outer:
            out.faults.append("BDC without EMC")

    def show(self, items, state, tm, marks, out):
        font, size = state["font"], state["size"]
        for item in items:
            if not isinstance(item, (pikepdf.String, bytes, str)):
                tm = multiply((1, 0, 0, 1, -float(item) / 1000 * size * state["tz"], 0), tm)
                continue
            for code in font.codes(bytes(item)):
                where = multiply((1, 0, 0, 1, 0, state["ts"]), multiply(tm, state["ctm"]))
                width = font.width(code) / 1000 * size
                advance = width + state["tc"] + (state["tw"] if not font.composite and code == 32 else 0)
                scale = (where[2] ** 2 + where[3] ** 2) ** 0.5
                out.glyphs.append(Glyph(font, code, font.unicode.get(code), where[4], where[5],
                                        width * state["tz"] * scale, size * scale, state["fill"], tuple(marks)))
                tm = multiply((1, 0, 0, 1, advance * state["tz"], 0), tm)
        return tm


def box(points, grow):
    if not points:
        return (0, 0, 0, 0)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs) - grow, min(ys) - grow, max(xs) + grow, max(ys) + grow)


def pdfs(arguments):
    """The PDF files that the arguments name, folders searched; nothing found is a failure."""
    found = []
    for argument in arguments:
        path = Path(argument)
        # What is taken to a portal are copies of what the site has.
        found += sorted(p for p in path.rglob("*.pdf") if "/web/upload/" not in p.as_posix()) if path.is_dir() else [path]
    if not found:
        sys.exit(f"no PDF under {' '.join(map(str, arguments))}")
    return found


def done(faults, what):
    """Prints what was found and ends with 1 if there is anything."""
    for fault in faults[:60]:
        print(f"  {fault}")
    if len(faults) > 60:
        print(f"  ... and {len(faults) - 60} more")
    print(f"{what}: {len(faults)} faults")
    sys.exit(1 if faults else 0)
