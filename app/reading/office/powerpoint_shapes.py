"""The texts in the shapes of a binary PowerPoint slide ([MS-PPT], 2.5 and 2.9; [MS-ODRAW] for shapes).

A table is a group of shapes that says so; its cells are told by where they stand.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.reading.draft import is_visible, one_line
from app.reading.office.binary import u16, u32
from app.reading.office.grid import written_out
from app.reading.office.powerpoint_records import Kind, Record

TITLES = frozenset({0, 6})
NOTES = 2
OTHER = 4
"""Kinds of text ([MS-PPT], 2.13.33)."""
TEXTS = frozenset({Kind.WIDE_TEXT, Kind.NARROW_TEXT})
MOST_CELLS = 10_000
"""Of the grid that a table's cells stand on; beyond it they are lines."""

_RUNNING = frozenset({0x07, 0x08, 0x09, 0x0A})
"""Placeholders for date, number, footer and header ([MS-PPT], 2.13.21)."""
_NO_PLACEHOLDER = 0
_TABLE_PROPERTIES = 0x039F
_PROPERTY = 6
"""Bytes of one property of a shape."""


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in one shape."""

    kind: int
    text: str


def text_of(data: bytes, record: Record) -> str:
    """The characters in a record of one of the kinds `TEXTS`."""
    encoding = "utf-16-le" if record.kind == Kind.WIDE_TEXT else "latin-1"
    return data[record.start : record.end].decode(encoding, "replace").strip()


def shape_texts(
    data: bytes, records: Iterable[Record], listed: Sequence[Text], characters: int
) -> list[Text]:
    """The texts of the shapes in *records*, then those of *listed* to which no shape refers.

    Args:
        data: The stream.
        records: Those of a slide or of notes.
        listed: Texts of placeholders, which stand apart from the slide.
        characters: After how many written ones a table is cut.
    """
    shapes = _Shapes(data, listed, characters)
    for record in records:
        shapes.take(record)
    return [text for text in shapes.finish() if is_visible(text.text)]


class _Shapes:
    """Takes the records of a slide in their order."""

    def __init__(self, data: bytes, listed: Sequence[Text], characters: int) -> None:
        self._data = data
        self._listed = dict(enumerate(listed))
        self._characters = characters
        self._texts: list[Text] = []
        self._kind = OTHER
        self._placeholder = _NO_PLACEHOLDER
        self._place = (0, 0)
        self._group_end = 0
        self._table_end = 0
        self._cells: list[tuple[tuple[int, int], str]] = []

    def take(self, record: Record) -> None:
        """Note what *record* says."""
        at = record.start
        if self._cells and at > self._table_end:
            self._end_table()
        if record.kind == Kind.GROUP:
            self._group_end = record.end
        elif record.kind == Kind.SHAPE:
            self._kind, self._placeholder = OTHER, _NO_PLACEHOLDER
        elif record.kind == Kind.MORE_PROPERTIES and self._begins_table(record):
            self._table_end = self._group_end
        elif record.kind == Kind.PLACE_IN_GROUP:
            left, top = struct.unpack_from("<ii", self._data, at)
            self._place = top, left
        elif record.kind == Kind.PLACEHOLDER:
            self._placeholder = self._data[at + 4]
        else:
            self._take_text(record)

    def finish(self) -> Iterator[Text]:
        """All texts; nothing may be taken after this."""
        self._end_table()
        yield from self._texts
        yield from self._listed.values()

    def _take_text(self, record: Record) -> None:
        if record.kind == Kind.TEXT_HEADER:
            self._kind = u32(self._data, record.start)
        elif record.kind == Kind.OUTLINE_TEXT:
            if text := self._listed.pop(u32(self._data, record.start), None):
                self._texts.append(text)
        elif record.kind in TEXTS and self._placeholder not in _RUNNING:
            text_here = text_of(self._data, record)
            if record.start < self._table_end:
                self._cells.append((self._place, one_line(text_here)))
            else:
                self._texts.append(Text(self._kind, text_here))

    def _begins_table(self, record: Record) -> bool:
        """Whether the properties of the shape at hand, which stands for its group, make that a table."""
        last = min(record.start + _PROPERTY * record.instance, record.end)
        return any(
            u16(self._data, at) & 0x3FFF == _TABLE_PROPERTIES and u32(self._data, at + 2) & 1
            for at in range(record.start, last, _PROPERTY)
        )

    def _end_table(self) -> None:
        columns = sorted({left for (_, left), _ in self._cells})
        rows: dict[int, dict[int, str]] = {}
        for (top, left), text in self._cells:
            rows.setdefault(top, {})[left] = text
        if len(rows) * len(columns) > MOST_CELLS:
            lines = [text for _, text in self._cells]
        else:
            written = [[rows[top].get(left, "") for left in columns] for top in sorted(rows)]
            lines = written_out(written, 0, self._characters)
        self._cells = []
        if lines:
            self._texts.append(Text(OTHER, "\n".join(lines)))
