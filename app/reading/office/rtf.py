"""Rich text documents (RTF), cut at their headings."""

from typing import BinaryIO

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.draft import GAP, Draft, Part, is_visible, one_line, rest_after
from app.reading.office.rich import RichText
from app.reading.outline import Outline
from app.reading.stated import iso_date
from app.reading.web.blocks import CELL

OPENINGS = (b"{\\rtf", b"{\\pard")
"""Of a document, and of a piece of one."""
MOST_BYTES = 256 * 1024 * 1024
"""Bytes read of one file; pictures may take most of them."""


def is_rtf(head: bytes, _: BinaryIO) -> bool:
    """Whether the content is rich text."""
    return head.lstrip(b"\xef\xbb\xbf\0\r\n\t ").startswith(OPENINGS)


def read_rtf(source: BinaryIO, characters: int) -> Draft:
    """One part for each heading; notes stand after the paragraph that refers to them.

    Raises:
        Unreadable: DAMAGED, if it is no rich text.
    """
    data = source.read(MOST_BYTES)
    if not is_rtf(data[:1024], source):
        raise Unreadable(Reason.DAMAGED)
    story = _Story(characters)
    text = RichText(story)
    is_whole = text.read(data)
    parts = story.finish()
    if not is_whole and not parts:
        raise Unreadable(Reason.DAMAGED)
    year, month, day = (*text.created, 0, 0, 0)[:3]
    return Draft(
        Kind.DOCUMENT,
        parts,
        story.outline.divided,
        title=sensible_title(text.stated.get("title", "")) or story.outline.title,
        author=text.stated.get("author", ""),
        created=iso_date(f"{year:04}-{month:02}-{day:02}"),
        left_out=rest_after(characters) if story.is_full else "" if is_whole else "the end of the document",
    )


def rtf_text(data: bytes, characters: int) -> str:
    """What the rich text *data* says, as plain text: for mail that is written so."""
    story = _Story(characters)
    RichText(story).read(data)
    return GAP.join(part.text for part in story.finish())


class _Story:
    """Gathers paragraphs and tables under headings."""

    def __init__(self, characters: int) -> None:
        self.outline = Outline(GAP)
        self._left = characters
        self._line: list[str] = []
        self._cells: list[str] = []
        self._rows: list[str] = []
        self._notes: list[str] = []
        self._outer: list[list[str]] = []
        """The paragraph that a note interrupts."""

    @property
    def is_full(self) -> bool:
        return self._left < 0

    def text(self, text: str) -> None:
        self._left -= len(text)
        self._line.append(text)

    def paragraph(self, level: int, *, in_table: bool) -> None:
        if in_table or self._outer:
            self._line.append("\n")
            return
        self._end_table()
        text = self._taken()
        if not is_visible(text):
            return
        if level:
            self.outline.heading(level, text, text)
        else:
            self.outline.block(text)
        for note in self._notes:
            self.outline.block(note)
        self._notes.clear()

    def cell(self) -> None:
        self._cells.append(one_line(self._taken()))

    def row(self) -> None:
        self._line.clear()
        row = CELL.join(filter(is_visible, self._cells))
        self._cells.clear()
        if row:
            self._rows.append(row)

    def note(self, *, begins: bool) -> None:
        if begins:
            self._outer.append(self._line)
            self._line = []
        elif self._outer:
            note = self._taken()
            self._line = self._outer.pop()
            if is_visible(note):
                self._notes.append(note)

    def finish(self) -> list[Part]:
        """All parts; nothing may be told after this."""
        while self._outer:
            self.note(begins=False)
        if self._cells:
            self.row()
        self.paragraph(0, in_table=False)
        self._end_table()
        for note in self._notes:
            self.outline.block(note)
        return self.outline.parts()

    def _end_table(self) -> None:
        if self._rows:
            self.outline.block("\n".join(self._rows))
            self._rows.clear()

    def _taken(self) -> str:
        text = "".join(self._line).strip()
        self._line.clear()
        return text
