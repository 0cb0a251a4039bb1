"""Where a binary Word file keeps its text and what describes it ([MS-DOC]; Word 6 and 2 lie likewise).

A place in the text is a character position, counted in UTF-16 units through all stories; a place in
the file is a byte of the stream. Pieces lead from one to the other.
"""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from app.domain.errors import Reason, Unreadable
from app.reading.charset.legacy import guess_encoding
from app.reading.office.binary import u16, u32

MAIN_STREAM = "WordDocument"
TABLE_STREAMS = ("0Table", "1Table")
WORD_2 = b"\xdb\xa5\x2d\x00"
"""The opening of a file of Word 2, which is a stream without an OLE file around it."""
MOST_CHARACTERS = 50_000_000
"""Of all stories together."""
FIRST_97 = 0xC1
"""Number of the format from which on Word has a stream for its tables, and Unicode."""

_COMPLEX, _ENCRYPTED, _OTHER_TABLE = 0x4, 0x100, 0x200
_MACINTOSH = 256
_COMPRESSED = 0x40000000
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Story(IntEnum):
    """The stories, in the order in which they lie in the text."""

    MAIN = 0
    FOOTNOTES = 1
    HEADERS = 2
    MACROS = 3
    COMMENTS = 4
    ENDNOTES = 5
    BOXES = 6
    HEADER_BOXES = 7


class Table(IntEnum):
    """Structures, by where the file's head names them."""

    STYLES = 1
    FOOTNOTE_MARKS = 2
    FOOTNOTES = 3
    COMMENT_MARKS = 4
    COMMENTS = 5
    HEADERS = 11
    RUN_PAGES = 12
    PARAGRAPH_PAGES = 13
    PIECES = 33
    ENDNOTE_MARKS = 46
    ENDNOTES = 47


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that lies in one stretch of the stream."""

    start: int
    """Character position."""
    end: int
    at: int
    """Byte of the stream."""
    width: int
    """Bytes for one character."""


class WordFile:
    """The text of all stories, and the tables that describe it.

    Raises:
        Unreadable: DAMAGED or ENCRYPTED.
    """

    def __init__(self, streams: Mapping[str, bytes]) -> None:
        self.stream = streams.get(MAIN_STREAM, b"")
        number, flags = u16(self.stream, 2), u16(self.stream, 0x0A)
        if flags & _ENCRYPTED:
            raise Unreadable(Reason.ENCRYPTED)
        if len(self.stream) < 0x60:
            raise Unreadable(Reason.DAMAGED)
        self.is_old = number < FIRST_97
        """Before Word 97."""
        self._is_oldest = self.stream.startswith(WORD_2)
        self._table = (
            self.stream if self.is_old else streams.get(TABLE_STREAMS[bool(flags & _OTHER_TABLE)], b"")
        )
        counts, self._tables = (0x34, 0x58) if self.is_old else (0x4C, 0x9A)
        self._counts = [u32(self.stream, counts + 4 * story) for story in Story]
        pieces = list(self._pieces(is_complex=bool(flags & _COMPLEX)))
        self._encoding = self._guess(pieces) if self.is_old else ""
        self.text, self.pieces = self._gathered(pieces)
        """The text, one character for each position; `plain` makes it readable."""
        self.is_whole = len(self.text) >= sum(self._counts)

    def story(self, story: Story) -> tuple[int, int]:
        """Where *story* begins and ends in the text."""
        start = sum(self._counts[:story])
        return min(start, len(self.text)), min(start + self._counts[story], len(self.text))

    def table(self, table: Table) -> bytes:
        """The structure *table*, empty where the file has none."""
        if self._is_oldest or (self.is_old and table >= Table.ENDNOTE_MARKS):
            return b""
        at = self._tables + 8 * table
        start, length = u32(self.stream, at), u32(self.stream, at + 4)
        return self._table[start : start + length]

    def byte_at(self, position: int) -> int:
        """Where in the stream the character at *position* lies."""
        number = max(0, bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1)
        piece = self.pieces[number]
        return piece.at + (position - piece.start) * piece.width

    def plain(self, text: str) -> str:
        """A stretch of `text` with its characters in full."""
        if self._encoding:
            return text.encode("latin-1", "replace").decode(self._encoding, "replace")
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _pieces(self, *, is_complex: bool) -> Iterator[Piece]:
        plan = _plan(self.table(Table.PIECES)) if is_complex or not self.is_old else b""
        if not plan and self.is_old:
            start = u32(self.stream, 0x18)
            yield Piece(0, max(0, u32(self.stream, 0x1C) - start), start, 1)
        for start, end, entry in positioned(plan, 8):
            at = u32(entry, 2)
            if self.is_old:
                yield Piece(start, end, at, 1)
            elif at & _COMPRESSED:
                yield Piece(start, end, (at & ~_COMPRESSED) // 2, 1)
            else:
                yield Piece(start, end, at, 2)

    def _guess(self, pieces: list[Piece]) -> str:
        if u16(self.stream, 0x14) == _MACINTOSH:
            return "mac_roman"
        data = b"".join(self.stream[piece.at : piece.at + piece.end - piece.start] for piece in pieces[:100])
        return guess_encoding(data)

    def _gathered(self, pieces: list[Piece]) -> tuple[str, list[Piece]]:
        """The text up to where a piece lies outside the stream, and the pieces it is of."""
        gathered, found = [], []
        left = min(len(self.stream), MOST_CHARACTERS)  # no stretch of the stream stands in the text twice
        for piece in pieces:
            length = piece.end - piece.start
            data = self.stream[piece.at : piece.at + length * piece.width]
            text = self._decoded(data, piece.width)[:left]
            if text:
                gathered.append(text)
                found.append(piece)
            left -= len(text)
            if len(text) < length:
                break
        if not found:
            raise Unreadable(Reason.DAMAGED)
        return "".join(gathered), found

    def _decoded(self, data: bytes, width: int) -> str:
        if width == 1:
            return data.decode("latin-1" if self.is_old else "cp1252", "replace")
        text = data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")
        return _ASTRAL.sub(_halves, text)


def positioned(data: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """The stretches of a PLC ([MS-DOC], 2.2.2), each with its *size* bytes, up to one that goes back."""
    count = max(0, (len(data) - 4) // (4 + size))
    edges = struct.unpack_from(f"<{count + 1}I", data) if count else ()
    for number in range(count):
        if edges[number] > edges[number + 1]:
            return
        at = 4 * (count + 1) + size * number
        yield edges[number], edges[number + 1], data[at : at + size]


def _plan(data: bytes) -> bytes:
    """The plan of pieces within a Clx ([MS-DOC], 2.9.38), after what modifies them."""
    at = 0
    while data[at : at + 1] == b"\1":
        at += 3 + u16(data, at + 1)
    return data[at + 5 : at + 5 + u32(data, at + 1)] if data[at : at + 1] == b"\2" else b""


def _halves(match: re.Match[str]) -> str:
    code = ord(match[0]) - 0x10000
    return chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF))
