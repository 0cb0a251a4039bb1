"""The text of a binary Word file, made readable and cut at its headings."""

import re
from collections.abc import Iterable, Iterator, Mapping

from app.reading.draft import GAP, is_visible, one_line
from app.reading.office.grid import written_out
from app.reading.office.word_binary import WordFile
from app.reading.office.word_formats import Format, Formats
from app.reading.outline import Outline

LONGEST_CELL = 600
"""Characters of a cell; a table with a longer one is there for the layout."""

_END_OF_CELL = "\x07"
_PARAGRAPH = re.compile("([^\r\x07\x0c]*)([\r\x07\x0c]?)")
_FIELD_MARK = re.compile("[\x13\x14\x15]")
_HIDEABLE = re.compile("[^\r\x07\x0c]")
# Line and column breaks, and hyphens and spaces at which no line is broken; all other signs stand for pictures.
_SIGNS = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\xa0": " "})
_PLACEHOLDERS = re.compile("[\x00-\x08\x0f-\x1d]")


def visible_text(text: str, hidden: Iterable[tuple[int, int]]) -> str:
    """*text* with what nobody sees blanked out: the stretches *hidden*, and the instructions of fields."""
    pieces = []
    end = 0
    for start, stop in sorted([*hidden, *_instructions(text)]):
        if stop > end:
            pieces += [text[end:start], _HIDEABLE.sub("\0", text[max(start, end) : stop])]
            end = stop
    return "".join([*pieces, text[end:]])


def _instructions(text: str) -> Iterator[tuple[int, int]]:
    """The stretches from the beginning of each field to its result ([MS-DOC], 2.8.25)."""
    fields: list[tuple[int, int]] = []
    for mark in _FIELD_MARK.finditer(text):
        at = mark.start()
        if mark[0] == "\x13":
            fields.append((at, 0))
        elif mark[0] == "\x14" and fields:
            fields[-1] = (fields[-1][0], at)
        elif mark[0] == "\x15" and fields:
            start, separator = fields.pop()
            yield start, (separator or at) + 1


def plain(word: WordFile, text: str) -> str:
    """A stretch of the visible text as a person reads it; cells and paragraphs are lines."""
    text = word.plain(_PLACEHOLDERS.sub("", text.replace(_END_OF_CELL, "\r")))
    return text.translate(_SIGNS).replace("\r", "\n").replace("\x0c", "\n").strip()


class StoryReader:
    """Reads a story and gives its headings and blocks to `outline`."""

    def __init__(self, word: WordFile, formats: Formats, characters: int) -> None:
        self.outline = Outline(GAP)
        self.title = ""
        """The first paragraph in the style called Title."""
        self.is_cut = False
        """Whether there was more than the characters wanted."""
        self._word = word
        self._formats = formats
        self._characters = self._left = characters
        self._items: list[str] = []
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._cell: list[str] = []
        self._drop_cap = ""
        self._notes: list[str] = []

    def read(self, text: str, start: int, end: int, notes: Mapping[int, str]) -> None:
        """Read *text* from *start* to *end*; *notes* follow the paragraph in which they are referred to."""
        waiting = sorted(at for at in notes if start <= at < end)[::-1]
        for match in _PARAGRAPH.finditer(text, start, end):
            if self._left < 0:
                self.is_cut = True
                break
            while waiting and waiting[-1] < match.end():
                self._notes.append(notes[waiting.pop()])
            self._paragraph(plain(self._word, match[1]), match[2], max(match.start(), match.end() - 1))
        self._end_table()
        self._end_items()
        self._end_notes()

    def _paragraph(self, text: str, mark: str, position: int) -> None:
        self._left -= len(text)
        if not text and mark != _END_OF_CELL:
            return
        found = self._formats.paragraph(position)
        if mark == _END_OF_CELL:
            self._end_cell(text, found)
        elif found.in_table:
            self._cell.append(text)
        elif found.is_drop_cap:  # an initial in a frame of its own; the rest of its word follows
            self._drop_cap += text
        else:
            self._end_table()
            self._place(self._drop_cap + text, found)
            self._drop_cap = ""

    def _place(self, text: str, found: Format) -> None:
        if found.is_contents or not is_visible(text):
            return
        if found.is_item and not found.level:
            self._items.append(f"- {text}")
        else:
            self._end_items()
            if found.level:
                self.outline.heading(found.level, text, text)
            else:
                self.outline.block(text)
        if found.is_title and not self.title:
            self.title = one_line(text)
        self._end_notes()

    def _end_cell(self, text: str, found: Format) -> None:
        """Without formats, an end of a cell right after another ends the row."""
        if found.ends_row or not (self._formats.knows_tables or text or self._cell or not self._row):
            self._rows.append(self._row)
            self._row = []
        else:
            self._row.append("\n".join(filter(None, [*self._cell, text])))
        self._cell = []

    def _end_table(self) -> None:
        if self._cell or self._row:
            self._rows.append([*self._row, "\n".join(self._cell)])
            self._cell, self._row = [], []
        rows, self._rows = self._rows, []
        if not rows:
            return
        self._end_items()
        if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
            for cell in (cell for row in rows for cell in row):
                self.outline.block(cell)
        elif lines := written_out([[one_line(cell) for cell in row] for row in rows], 0, self._characters):
            self.outline.block("\n".join(lines))
        self._end_notes()

    def _end_items(self) -> None:
        if self._items:
            self.outline.block("\n".join(self._items))
            self._items = []

    def _end_notes(self) -> None:
        if self._notes:
            self._end_items()
        for note in self._notes:
            self.outline.block(note)
        self._notes = []
