"""The text of OpenDocument content, in the order of reading (OASIS ODF 1.3, part 3, 5 to 9)."""

import re

from app.reading.office.odf_blocks import Block, Cell, Paragraph, Place, Table
from app.reading.office.package import Attributes, Enough

DEEPEST = 64
"""Paragraphs and cells inside one another; what is deeper is not read."""
MOST_REPEATED = 64
"""Cells or spaces that one element may stand for."""
GENERATIONS = 10
"""Styles that are derived from one another."""
LEVELS = 10
PREFORMATTED = -1
"""The group of lines of code."""

# Deleted text, tables of contents, numbers of notes and headings, readings above characters, formulas.
_SKIPPED = frozenset(
    [
        "tracked-changes",
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "note-citation",
        "number",
        "ruby-text",
        "script",
        "math",
        "binary-data",
    ]
)
_RUNNING = frozenset({"header", "footer", "date-time", "page-number"})
"""Classes of frames that repeat on every slide."""
_ASIDES = frozenset(
    [
        "note",
        "annotation",
        "frame",
        "g",
        "custom-shape",
        "rect",
        "ellipse",
        "circle",
        "line",
        "polyline",
        "polygon",
        "path",
        "connector",
        "measure",
    ]
)
"""What is anchored in a paragraph and is none of its text."""
_SPACES = re.compile("[ \t\r\n]+")


class Flow:
    """Hears of content.xml or a part of it, and gives blocks."""

    def __init__(self, characters: int) -> None:
        self.title = ""
        """The first paragraph in the style called Title."""
        self._characters = self._left = characters
        self._places: list[Place] = [Place()]
        self._tables: list[Table] = []
        self._parents: dict[str, str] = {}
        self._skip = 0
        self._groups = 0

    @property
    def is_cut(self) -> bool:
        """Whether there was more than the characters wanted."""
        return self._left < 0

    @property
    def blocks(self) -> list[Block]:
        """What has been read to its end."""
        return self._places[0].blocks

    def take(self) -> list[Block]:
        """All blocks since the last time, after ending what is still open."""
        while len(self._places) > 1 or self._tables:
            if self._tables and self._tables[-1].depth == len(self._places):
                self._end_table()
            else:
                self._end_place()
        blocks, self._places = self.blocks, [Place()]
        return blocks

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        place = self._places[-1]
        if self._skip or name in _SKIPPED or self._is_beyond(attributes):
            self._skip += 1
        elif name in {"p", "h"}:
            self._start_paragraph(name, attributes)
        elif name in {"list", "list-item"}:
            self._start_list(name)
        elif name.startswith(("table", "covered-table")):
            self._start_table(name, attributes)
        elif name == "style":
            self._parents[attributes.get("name", "")] = attributes.get("parent-style-name", "")
        elif isinstance(place, Paragraph):
            if name in _ASIDES:
                place.asides += 1
            elif not place.asides and (sign := _sign(name, attributes)):
                place.pieces.append(sign)

    def end(self, name: str) -> None:
        """An element ends."""
        place = self._places[-1]
        if self._skip:
            self._skip -= 1
        elif isinstance(place, Paragraph) and name in {"p", "h"}:
            self._end_place()
            if self.is_cut:
                raise Enough
        elif isinstance(place, Cell) and name.endswith("table-cell"):
            self._end_place()
        elif name == "list":
            place.lists = max(0, place.lists - 1)
        elif name == "table-header-rows" and self._tables:
            self._tables[-1].in_header = False
        elif name == "table" and self._tables:
            self._end_table()
        elif isinstance(place, Paragraph) and name in _ASIDES:
            place.asides = max(0, place.asides - 1)

    def text(self, text: str) -> None:
        """Text, in pieces; any white space is one space (6.1.2)."""
        place = self._places[-1]
        if self._skip or not isinstance(place, Paragraph) or place.asides:
            return
        follows_space = place.pieces and place.pieces[-1].endswith((" ", "\n"))
        text = _SPACES.sub(" ", text)
        place.pieces.append(text.lstrip(" ") if follows_space else text)

    def _is_beyond(self, attributes: Attributes) -> bool:
        return len(self._places) > DEEPEST or attributes.get("class") in _RUNNING

    def _start_paragraph(self, name: str, attributes: Attributes) -> None:
        place = self._places[-1]
        paragraph = Paragraph(style=attributes.get("style-name", ""))
        if name == "h":
            paragraph.level = _number(attributes.get("outline-level", ""), LEVELS)
        elif place.lists:
            paragraph.bullet = "- " if place.is_new_item else ""
            paragraph.in_group = place.group
        elif self._is_styled(paragraph, "Preformatted_20_Text"):
            paragraph.in_group = PREFORMATTED
        place.is_new_item = False
        self._places.append(paragraph)

    def _start_list(self, name: str) -> None:
        place = self._places[-1]
        if name == "list-item":
            place.is_new_item = True
            return
        if not place.lists:
            self._groups += 1
            place.group = self._groups
        place.lists += 1

    def _start_table(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self._groups += 1
            self._tables.append(Table(len(self._places), self._groups))
        if not self._tables:
            return
        table = self._tables[-1]
        if name == "table-header-rows":
            table.in_header = True
        elif name == "table-row":
            table.rows.append([])
            table.header_rows += table.in_header
        elif name.endswith("table-cell"):
            cell = Cell(repeated=_number(attributes.get("number-columns-repeated", ""), MOST_REPEATED))
            self._places.append(cell)
            if table.rows:
                table.rows[-1].append(cell)

    def _end_place(self) -> None:
        place = self._places.pop()
        if not isinstance(place, Paragraph):
            return
        blocks, above = place.read(), self._places[-1]
        above.blocks += blocks
        if isinstance(above, Cell) and self._is_styled(place, "Table_20_Heading"):
            above.is_name = True
        length = sum(map(len, place.pieces))
        if length and not self.title and self._is_styled(place, "Title"):
            self.title = blocks[0].text if blocks else ""
        self._left -= length

    def _end_table(self) -> None:
        table = self._tables.pop()
        blocks = table.read(self._characters)
        self._left -= sum(len(block.text) for block in blocks) - table.size
        self._places[-1].blocks += blocks

    def _is_styled(self, paragraph: Paragraph, name: str) -> bool:
        """Whether its style, or one that this is derived from, is the one called *name*."""
        style = paragraph.style
        for _ in range(GENERATIONS):
            if not style or style == name:
                break
            style = self._parents.get(style, "")
        return style == name


def _sign(name: str, attributes: Attributes) -> str:
    """The characters that an element stands for (6.1.3 to 6.1.5)."""
    if name == "s":
        return " " * _number(attributes.get("c", ""), MOST_REPEATED)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _number(stated: str, most: int) -> int:
    """*stated*, between 1 and *most*; 1 if it is no number."""
    return max(1, min(most, int(stated))) if re.fullmatch("[0-9]{1,9}", stated) else 1
