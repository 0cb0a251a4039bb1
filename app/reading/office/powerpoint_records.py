"""Records of a binary PowerPoint file ([MS-PPT], 2.3.1), and where it keeps what it has saved.

Each save appends changed objects and a directory from their numbers to their places; the latest counts.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from app.domain.errors import Reason, Unreadable
from app.reading.office.binary import u16, u32

MAIN_STREAM = "PowerPoint Document"
USER_STREAM = "Current User"

HEAD = 8
DEEPEST = 40
"""Containers within each other that are opened."""
MOST_SAVES = 10_000
"""Saves that are looked at, the latest first."""
_ENCRYPTED_TOKEN = 0xF3D1C4DF
_CONTAINER = 0xF
_WITH_ENCRYPTION = 0x20
"""Length of a record of a save that names a session of encryption."""


class Kind(IntEnum):
    """Kinds of records, of [MS-PPT] 2.13.24 and of drawings ([MS-ODRAW])."""

    DOCUMENT = 0x03E8
    SLIDE = 0x03EE
    SLIDE_FACTS = 0x03EF
    NOTES = 0x03F0
    NOTES_FACTS = 0x03F1
    PERSISTED = 0x03F3
    PLACEHOLDER = 0x0BC3
    OUTLINE_TEXT = 0x0F9E
    TEXT_HEADER = 0x0F9F
    WIDE_TEXT = 0x0FA0
    NARROW_TEXT = 0x0FA8
    SLIDE_LIST = 0x0FF0
    SAVE = 0x0FF5
    DIRECTORY = 0x1772
    GROUP = 0xF003
    SHAPE = 0xF004
    PLACE_IN_GROUP = 0xF00F
    MORE_PROPERTIES = 0xF122


@dataclass(frozen=True, slots=True)
class Record:
    """One record, whose content lies from *start* to *end*."""

    kind: int
    instance: int
    start: int
    end: int
    is_container: bool


def record_at(data: bytes, at: int, end: int) -> Record | None:
    """The record that begins at *at*, cut off at *end*; None if its head is not whole."""
    if at < 0 or at + HEAD > end:
        return None
    head, kind, length = struct.unpack_from("<HHI", data, at)
    return Record(kind, head >> 4, at + HEAD, min(at + HEAD + length, end), head & 0xF == _CONTAINER)


def walk(data: bytes, outer: Record) -> Iterator[Record]:
    """All records within *outer* in their order, a container before what it holds; not recursive."""
    at, ends = outer.start, [outer.end]
    while ends:
        record = record_at(data, at, ends[-1])
        if record is None:
            at = ends.pop()
            continue
        yield record
        if record.is_container and len(ends) < DEEPEST:
            ends.append(record.end)
            at = record.start
        else:
            at = record.end


def children(data: bytes, outer: Record) -> Iterator[Record]:
    """The records right within *outer*."""
    at = outer.start
    while record := record_at(data, at, outer.end):
        yield record
        at = record.end


class Saved:
    """The objects of a presentation by their numbers, as last saved.

    Raises:
        Unreadable: ENCRYPTED.
    """

    def __init__(self, data: bytes, user: bytes) -> None:
        if u32(user, 12) == _ENCRYPTED_TOKEN:
            raise Unreadable(Reason.ENCRYPTED)
        self._data = data
        self._places: dict[int, int] = {}
        self._number = 0
        self._read(u32(user, 16))
        self.document = self.object(self._number, Kind.DOCUMENT)
        """The container of the whole; None if the file does not tell where it is."""

    def object(self, number: int, kind: Kind) -> Record | None:
        """The object with this number if it is of *kind*."""
        record = record_at(self._data, self._places.get(number, -1), len(self._data))
        return record if record and record.kind == kind else None

    def _read(self, at: int) -> None:
        """The directories of all saves, each of which names the one before."""
        seen = set[int]()
        while at not in seen and len(seen) < MOST_SAVES:
            seen.add(at)
            save = record_at(self._data, at, len(self._data))
            if save is None or save.kind != Kind.SAVE:
                return
            if save.end - save.start >= _WITH_ENCRYPTION and u32(self._data, save.start + 28):
                raise Unreadable(Reason.ENCRYPTED)
            self._number = self._number or u32(self._data, save.start + 16)
            directory = record_at(self._data, u32(self._data, save.start + 12), len(self._data))
            if directory and directory.kind == Kind.DIRECTORY:
                for number, place in _places(self._data, directory).items():
                    self._places.setdefault(number, place)
            at = u32(self._data, save.start + 8)


def _places(data: bytes, directory: Record) -> Mapping[int, int]:
    """Runs of numbers, each with the places of its objects ([MS-PPT], 2.3.4)."""
    places: dict[int, int] = {}
    at = directory.start
    while at + 4 <= directory.end:
        first, count = u32(data, at) & 0xFFFFF, u16(data, at + 2) >> 4
        for offset in range(min(count, (directory.end - at) // 4 - 1)):
            places[first + offset] = u32(data, at + 4 + 4 * offset)
        at += 4 + 4 * count
    return places
