"""What a binary Word file says of its paragraphs and runs: styles, headings, items, tables, hidden text.

Exceptions to a style lie in pages of 512 bytes ([MS-DOC], 2.9.23 and 2.9.175) as lists of modifiers.
"""

import itertools
import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.reading.office.binary import u16
from app.reading.office.word_binary import Table, WordFile, positioned
from app.reading.office.word_modifiers import (
    DELETED,
    DROP_CAP,
    ENDS_ROW,
    HIDDEN,
    IN_TABLE,
    LEVEL,
    LIST,
    STYLE,
    SYMBOL,
    modifiers,
    old_modifiers,
)

PAGE = 512
MOST_PAGES = 50_000
"""Of either kind that are looked at; a page tells of some ten paragraphs."""
BODY_LEVEL = 9

_NO_LIST = frozenset({0, 0xF801})
_HEADINGS = range(1, 10)
_CONTENTS = frozenset({*range(19, 28), 35, 44})
_TITLE = 62
"""Numbers of Word's own styles ([MS-DOC], 2.9.271); contents are also lists of figures and of authorities."""
_NO_STYLE = 0xFFF
_PARAGRAPH_STYLE = 1


@dataclass(slots=True)
class Format:
    """What a paragraph is, or what its style makes it."""

    style: int = 0
    level: int | None = None
    """Of a heading, from 1; 0 for none, None for unsaid."""
    is_item: bool | None = None
    in_table: bool = False
    ends_row: bool = False
    is_drop_cap: bool = False
    is_title: bool = False
    is_contents: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the stream, and what modifies it."""

    start: int
    end: int
    exceptions: bytes


class Formats:
    """The formats of a file's paragraphs, by where their ends stand in the text."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        self._styles = _styles(word.table(Table.STYLES), is_old=word.is_old)
        self._runs = _ascending(_runs(word, Table.PARAGRAPH_PAGES))
        self.knows_tables = bool(self._runs)

    def paragraph(self, position: int) -> Format:
        """What the paragraph with the character at *position* is."""
        at = self._word.byte_at(position)
        number = bisect_right(self._runs, at, key=lambda run: run.start) - 1
        if number < 0 or at >= self._runs[number].end:
            return self._of_style(Format())
        data = self._runs[number].exceptions
        found = Format(u16(data, 0))
        _apply(old_modifiers(data[2:]) if self._word.is_old else modifiers(data[2:]), found)
        return self._of_style(found)

    def hidden(self) -> Iterator[tuple[int, int]]:
        """The stretches of the text that are deleted or hidden."""
        if self._word.is_old:
            return
        runs = _ascending(run for run in _runs(self._word, Table.RUN_PAGES) if _is_hidden(run.exceptions))
        for piece in self._word.pieces:
            length = (piece.end - piece.start) * piece.width
            number = max(0, bisect_right(runs, piece.at, key=lambda run: run.start) - 1)
            while number < len(runs) and runs[number].start < piece.at + length:
                start = max(runs[number].start - piece.at, 0) // piece.width
                end = min(runs[number].end - piece.at, length) // piece.width
                yield piece.start + start, piece.start + max(start, end)
                number += 1

    def _of_style(self, found: Format) -> Format:
        """*found* with what its style says where it says nothing itself."""
        number, seen = found.style, set[int]()
        while (style := self._styles.get(number)) and number not in seen:
            seen.add(number)
            found.level = style.format.level if found.level is None else found.level
            found.is_item = style.format.is_item if found.is_item is None else found.is_item
            found.is_title |= style.format.is_title
            found.is_contents |= style.format.is_contents
            number = style.based_on
        return found


@dataclass(frozen=True, slots=True)
class _Style:
    format: Format
    based_on: int


def _styles(data: bytes, *, is_old: bool) -> dict[int, _Style]:
    """The styles by their numbers ([MS-DOC], 2.9.271)."""
    styles: dict[int, _Style] = {}
    at = 2 + u16(data, 0)
    fixed = u16(data, 4)
    for number in range(u16(data, 2)):
        length = u16(data, at)
        if length:
            styles[number] = _style(data[at + 2 : at + 2 + length], 0 if is_old else fixed)
        at += 2 + length + length % 2
    return styles


def _style(data: bytes, fixed: int) -> _Style:
    """One style, whose head is of *fixed* bytes, or 0 where nothing beyond the head can be read."""
    own, kind, based_on = u16(data, 0) & 0xFFF, u16(data, 2) & 0xF, u16(data, 2) >> 4
    found = Format(is_title=own == _TITLE, is_contents=own in _CONTENTS)
    if own in _HEADINGS:
        found.level = own
    if fixed and kind == _PARAGRAPH_STYLE:
        at = fixed + 2 + 2 * u16(data, fixed) + 2  # after the name
        _apply(modifiers(data[at + 4 : at + 2 + u16(data, at)]), found)
    return _Style(found, based_on)


def _apply(exceptions: Iterable[tuple[int, int]], found: Format) -> None:
    for modifier, operand in exceptions:
        if modifier == STYLE:
            found.style = operand
        elif modifier == LEVEL:
            found.level = operand + 1 if operand < BODY_LEVEL else 0
        elif modifier == LIST:
            found.is_item = operand not in _NO_LIST
        elif modifier == IN_TABLE:
            found.in_table = bool(operand)
        elif modifier == ENDS_ROW:
            found.ends_row = bool(operand)
        elif modifier == DROP_CAP:
            found.is_drop_cap = bool(operand & 7)


def _is_hidden(exceptions: bytes) -> bool:
    """Whether a run is deleted or hidden, or a sign of another font with a bracket in its place."""
    return any(
        number == SYMBOL or (number in {DELETED, HIDDEN} and operand == 1)
        for number, operand in modifiers(exceptions)
    )


def _runs(word: WordFile, table: Table) -> Iterator[_Run]:
    """What the pages that *table* lists say of stretches of the stream; each page once."""
    is_paragraphs = table is Table.PARAGRAPH_PAGES
    width = (7 if word.is_old else 13) if is_paragraphs else 1
    seen = set[int]()
    pages = positioned(word.table(table), 2 if word.is_old else 4)
    for _, _, entry in itertools.islice(pages, MOST_PAGES):
        number = int.from_bytes(entry, "little") & 0x3FFFFF
        page = word.stream[number * PAGE : (number + 1) * PAGE]
        if number in seen or len(page) < PAGE:
            continue
        seen.add(number)
        count = page[-1]
        head = 4 * (count + 1)
        if head + count * width >= PAGE:
            continue
        edges = struct.unpack_from(f"<{count + 1}I", page)
        for run in range(count):
            at = 2 * page[head + run * width]
            data = _exceptions(page, at, is_paragraphs=is_paragraphs, is_old=word.is_old) if at else b""
            yield _Run(edges[run], edges[run + 1], data)


def _ascending(runs: Iterable[_Run]) -> list[_Run]:
    """Those of *runs* that lie one after the other, as all do in a sound file."""
    found: list[_Run] = []
    for run in sorted(runs, key=lambda run: run.start):
        if run.start < run.end and (not found or run.start >= found[-1].end):
            found.append(run)
    return found


def _exceptions(page: bytes, at: int, *, is_paragraphs: bool, is_old: bool) -> bytes:
    """The bytes at *at*, after their number ([MS-DOC], 2.9.32 and 2.9.176)."""
    count = page[at]
    if not is_paragraphs:
        return page[at + 1 : at + 1 + count]
    if is_old:
        return page[at + 1 : at + 1 + 2 * count]
    if count:
        return page[at + 1 : at + 2 * count]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]
