"""Writes a text as PDF 1.4 with standard fonts, outline, page labels and properties.

Section numbers in docstrings are those of ISO 32000-1.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notation import Block, Row, Source

WIDTH, HEIGHT, MARGIN = 595, 842, 72
STYLES = {  # font, size, distance of lines, space above; all in points
    "title": ("Bold", 17, 22, 0),
    "heading": ("Bold", 13, 17, 14),
    "subheading": ("Bold", 11, 15, 9),
    "text": ("Roman", 11, 14.5, 5),
    "item": ("Roman", 11, 14.5, 3),
    "head": ("Bold", 9.5, 14, 5),
    "row": ("Roman", 10, 14, 1),
}
FONTS = {"Roman": "Times-Roman", "Bold": "Helvetica-Bold"}  # objects 3 and 4
FIRST_PAGE = 6
"""Object of the first page; before it stand catalogue, page tree, two fonts and properties."""


@dataclass(frozen=True, slots=True)
class Line:
    """Text set at a point, from the lower left corner of the page."""

    x: float
    y: float
    style: str
    text: str


class Pages:
    """Lines on pages, set from the top down, and where the headings came to stand."""

    def __init__(self) -> None:
        self.pages: list[list[Line]] = [[]]
        self.headings: list[tuple[int, float, Block]] = []
        self.y: float = HEIGHT - MARGIN

    def start_page(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append([])
        self.y = HEIGHT - MARGIN

    def add(self, block: Block) -> None:
        """Set one block, on a new page where it does not fit."""
        if block.kind == "page":
            self.start_page()
        elif block.kind == "table":
            self._table(block.rows)
        else:
            indent = 14 if block.kind == "item" else 0
            text = f"\u2022 {block.text}" if indent else block.text
            for number, line in enumerate(_wrapped(text, block.kind, WIDTH - 2 * MARGIN - indent)):
                self._room(block.kind, first=number == 0)
                if number == 0 and block.kind in ("heading", "subheading"):
                    self.headings.append((len(self.pages) - 1, self.y + STYLES[block.kind][2], block))
                self.pages[-1].append(Line(MARGIN + indent, self.y, block.kind, line))

    def _table(self, rows: Sequence[Row]) -> None:
        columns = [max(_width(cell, "head") for cell in column) + 14 for column in zip(*rows, strict=True)]
        for number, row in enumerate(rows):
            style = "row" if number else "head"
            self._room(style, first=True)
            for column, cell in enumerate(row):
                self.pages[-1].append(Line(MARGIN + sum(columns[:column]), self.y, style, cell))

    def _room(self, kind: str, *, first: bool) -> None:
        """Move down by one line; a heading takes two lines of its text along."""
        _, _, leading, above = STYLES[kind]
        self.y -= leading + (above if first else 0)
        if self.y < MARGIN + (30 if kind.endswith("heading") else 0):
            self.start_page()
            self.y -= leading


def pdf(source: Source) -> bytes:
    """A PDF with outline (12.3.3), page labels (12.4.2) and properties (14.3.3)."""
    layout = Pages()
    for block in source.blocks:
        layout.add(block)
    pages = [FIRST_PAGE + 2 * number for number in range(len(layout.pages))]
    outline = FIRST_PAGE + 2 * len(pages)
    roman = "first-page" in source.properties
    labels = [*(["i"] if roman else []), *map(str, range(1, len(pages) + 1))]
    created = re.sub(r"[^0-9]", "", source.properties["created"])
    objects = [
        _dictionary(
            "/Type /Catalog /Pages 2 0 R /PageMode /UseOutlines /Lang (en)",
            f"/Outlines {outline} 0 R",
            f"/PageLabels << /Nums [{'0 << /S /r >> 1 << /S /D >>' if roman else '0 << /S /D >>'}] >>",
        ),
        _dictionary(f"/Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{page} 0 R' for page in pages)}]"),
        *(
            _dictionary("/Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding", f"/BaseFont /{font}")
            for font in FONTS.values()
        ),
        _dictionary(
            f"/Title {_string(source.title)} /Author {_string(source.properties['author'])}",
            f"/CreationDate (D:{created}Z)",
        ),
    ]
    for number, label, lines in zip(pages, labels, layout.pages, strict=False):
        objects += _page(number, [*lines, Line(WIDTH / 2, MARGIN / 2, "row", label)])
    return _file([*objects, *_outline(outline, layout.headings, pages)])


def _page(number: int, lines: Sequence[Line]) -> Iterator[str]:
    """The page, object *number*, and its content, the object after it."""
    content = "\n".join(map(_show, lines))
    yield _dictionary(
        f"/Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {number + 1} 0 R",
        "/Resources << /Font << /Roman 3 0 R /Bold 4 0 R >> >>",
    )
    yield f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _outline(root: int, headings: Sequence[tuple[int, float, Block]], pages: Sequence[int]) -> Iterator[str]:
    """The outline dictionary, object *root*, and one item per heading in the objects after it."""
    parents: list[int] = []  # for each heading, the object that it hangs below
    top = root
    for number, (_, _, block) in enumerate(headings, root + 1):
        top = number if block.kind == "heading" else top
        parents.append(root if block.kind == "heading" else top)
    children = {
        parent: [root + 1 + i for i, p in enumerate(parents) if p == parent] for parent in (root, *parents)
    }
    yield _dictionary("/Type /Outlines", _ends(children.get(root, [])))
    for number, (parent, (page, y, block)) in enumerate(zip(parents, headings, strict=True), root + 1):
        siblings = children[parent]
        at = siblings.index(number)
        yield _dictionary(
            f"/Title {_string(block.text)} /Parent {parent} 0 R /Dest [{pages[page]} 0 R /XYZ {MARGIN} {y:g} 0]",
            f"/Prev {siblings[at - 1]} 0 R" if at else "",
            f"/Next {siblings[at + 1]} 0 R" if at + 1 < len(siblings) else "",
            _ends(children.get(number, [])),
        )


def _dictionary(*entries: str) -> str:
    return f"<< {' '.join(filter(None, entries))} >>"


def _ends(children: Sequence[int]) -> str:
    return f"/First {children[0]} 0 R /Last {children[-1]} 0 R /Count {len(children)}" if children else ""


def _file(objects: Sequence[str]) -> bytes:
    """Header, numbered objects, cross-reference table and trailer (7.5)."""
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252"))
    start = out.tell()
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}".encode())
    out.write(
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return out.getvalue()


def _show(line: Line) -> str:
    font, size, *_ = STYLES[line.style]
    return f"BT /{font} {size} Tf 1 0 0 1 {line.x:g} {line.y:g} Tm {_string(line.text)} Tj ET"


def _string(text: str) -> str:
    return "(" + re.sub(r"([\\()])", r"\\\1", text) + ")"


def _wrapped(text: str, style: str, width: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and _width(f"{line} {word}", style) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    yield line


def _width(text: str, style: str) -> float:
    """About how wide *text* is set, in points: near enough for lines with a ragged edge."""
    widths = (
        0.3 if c in "fijlrt.,;:' |()[]-" else 0.85 if c in "mwMW" else 0.7 if c.isupper() else 0.5
        for c in text
    )
    return STYLES[style][1] * sum(widths)
