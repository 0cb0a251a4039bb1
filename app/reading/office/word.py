"""The text of a Word document's stories: body, notes, headers (ECMA-376-1, part 17)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.reading.draft import GAP
from app.reading.office.package import Attributes, Enough
from app.reading.office.styles import BODY_LEVEL, Styles
from app.reading.outline import Outline

CELL = " | "
REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
"""Element that refers to a note -> kind of the note."""
Notes = Mapping[tuple[str, str], str]
"""(kind, id) -> text."""

# Deleted, moved away, as it was before, formulas of fields, readings above characters, tab stops.
_SKIPPED = frozenset(
    {
        "del",
        "moveFrom",
        "pPrChange",
        "rPrChange",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "tabs",
        "sectPr",
    }
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CONTENTS_NAME = re.compile(r"toc\s*[1-9]|table of (?:figures|authorities)", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    level: int | None = None
    is_item: bool | None = None
    is_drop_cap: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces).strip()


@dataclass(slots=True)
class _Table:
    rows: list[str] = field(default_factory=list)
    """Rows of plain cells, not yet given on."""
    cells: list[list[_Paragraph]] = field(default_factory=list)
    """Of the row at hand."""


class Story:
    """Hears of one story and gives its headings and blocks to `outline`."""

    def __init__(self, styles: Styles, notes: Notes, characters: int) -> None:
        self.outline = Outline(GAP)
        self.title = ""
        """The first paragraph in the style called Title."""
        self.is_cut = False
        """Whether there was more than the characters wanted."""
        self._styles = styles
        self._notes = notes
        self._left = characters
        self._skip = 0
        self._in_text = 0
        self._alternatives: list[bool] = []
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._items: list[str] = []
        self._drop_cap = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skip or name in _SKIPPED or self._is_second_choice(name):
            self._skip += 1
        elif name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "AlternateContent":
            self._alternatives.append(False)
        elif name == "tbl":
            self._tables.append(_Table())
        elif name == "tc" and self._tables:
            self._tables[-1].cells.append([])
        elif self._paragraphs:
            self._start_in(self._paragraphs[-1], name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skip:
            self._skip -= 1
        elif name == "t":
            self._in_text = max(0, self._in_text - 1)
        elif name == "p" and self._paragraphs:
            self._emit(self._paragraphs.pop())
        elif name == "AlternateContent" and self._alternatives:
            self._alternatives.pop()
        elif name == "tr" and self._tables:
            self._end_row(self._tables[-1])
        elif name == "tbl" and self._tables:
            self._end_rows(self._tables.pop())
        elif name in {"body", "hdr", "footnote", "endnote", "comment"}:
            self._end_items()

    def text(self, text: str) -> None:
        """Text of a run, or white space between elements."""
        if self._in_text and not self._skip and self._paragraphs:
            self._paragraphs[-1].pieces.append(text)

    def _is_second_choice(self, name: str) -> bool:
        """Whether the same content has been given in another form (ECMA-376-3, 7.6)."""
        if name not in {"Choice", "Fallback"} or not self._alternatives:
            return False
        taken, self._alternatives[-1] = self._alternatives[-1], True
        return taken

    def _start_in(self, paragraph: _Paragraph, name: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        if name == "t":
            self._in_text += 1
        elif name in _SIGNS:
            paragraph.pieces.append(_SIGNS[name])
        elif name == "pStyle":
            paragraph.style = value
        elif name == "outlineLvl" and value.isdecimal():
            paragraph.level = int(value) + 1 if int(value) < BODY_LEVEL else 0
        elif name == "numId":
            paragraph.is_item = value != "0"
        elif name == "framePr":
            paragraph.is_drop_cap = attributes.get("dropCap", "none") != "none"
        elif name in REFERENCES:
            note = self._notes.get((REFERENCES[name], attributes.get("id", "")))
            if note:
                paragraph.notes.append(note)

    def _emit(self, paragraph: _Paragraph) -> None:
        if paragraph.is_drop_cap:  # an initial in a frame of its own; the rest of its word follows
            self._drop_cap += paragraph.text
            return
        paragraph.pieces.insert(0, self._drop_cap)
        self._drop_cap = ""
        if self._tables and self._tables[-1].cells:
            self._tables[-1].cells[-1].append(paragraph)
        else:
            self._place(paragraph)

    def _place(self, paragraph: _Paragraph) -> None:
        text, style = paragraph.text, self._styles.name(paragraph.style)
        if not text or _CONTENTS_NAME.fullmatch(style):
            return
        level = self._styles.level(paragraph.style) if paragraph.level is None else paragraph.level
        is_item = self._styles.is_item(paragraph.style) if paragraph.is_item is None else paragraph.is_item
        if is_item and not level:
            self._items.append(f"- {text}")
        else:
            self._end_items()
            if level:
                self.outline.heading(level, text, text)
            else:
                self.outline.block(text)
        if style == "title" and not self.title:
            self.title = " ".join(text.split())
        for note in paragraph.notes:
            self._end_items()
            self.outline.block(note)
        self._left -= len(text)
        if self._left < 0:
            self.is_cut = True
            self._end_items()
            raise Enough

    def _end_items(self) -> None:
        if self._items:
            self.outline.block("\n".join(self._items))
            self._items.clear()

    def _end_row(self, table: _Table) -> None:
        """One line for a row of plain cells; cells that hold blocks are there for the layout."""
        cells, table.cells = table.cells, []
        filled = [[paragraph for paragraph in cell if paragraph.text] for cell in cells]
        if all(len(cell) <= 1 and "\n" not in "".join(p.text for p in cell) for cell in filled):
            row = CELL.join(" ".join(p.text for p in cell) for cell in filled)
            table.rows.append(row.strip(" |"))
            notes = [note for cell in filled for paragraph in cell for note in paragraph.notes]
            table.rows += notes
            return
        self._end_rows(table)
        for cell in filled:
            for paragraph in cell:
                self._emit_above(table, paragraph)

    def _end_rows(self, table: _Table) -> None:
        rows = [row for row in table.rows if row]
        table.rows = []
        if rows:
            self._emit_above(table, _Paragraph(["\n".join(rows)]))

    def _emit_above(self, table: _Table, paragraph: _Paragraph) -> None:
        """Give on what stands in *table* to the cell around it, or to the story."""
        above = next((other for other in reversed(self._tables) if other is not table), None)
        if above and above.cells:
            above.cells[-1].append(paragraph)
        else:
            self._place(paragraph)


class NoteStories:
    """Hears of footnotes, endnotes or comments: the text of each by (kind, id)."""

    def __init__(self, styles: Styles, characters: int) -> None:
        self.notes: dict[tuple[str, str], str] = {}
        self._styles = styles
        self._characters = characters
        self._story: Story | None = None
        self._note = ("", "")

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in REFERENCES.values():
            self._note = (name, attributes.get("id", ""))
            # Separators, and notices of continued notes, have a type.
            self._story = (
                None
                if attributes.get("type", "normal") != "normal"
                else Story(self._styles, {}, self._characters)
            )
        elif self._story:
            self._story.start(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if self._story:
            self._story.end(name)
            if name in REFERENCES.values():
                self.notes[self._note] = "\n".join(part.text for part in self._story.outline.parts())
                self._story = None

    def text(self, text: str) -> None:
        """Text, in pieces."""
        if self._story:
            self._story.text(text)
