"""Files inside a file, as archives and mailboxes give them: one after the other, each under limits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.process.opening import MEGABYTE

ENTRIES = 100_000
"""Entries of one file that are looked at."""
ENTRY_BYTES = 64 * MEGABYTE
"""A larger entry is named and not read: it would have to lie in memory as a whole."""
RATIO = 200
"""Bytes unpacked for one packed; beyond `SMALL`, more is a bomb."""
SMALL = 10 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside a file."""

    name: str
    """`/` between names; what stands in the archive, whatever it says: it is shown, never opened."""
    after: str
    """The place behind it, where reading can be taken up again; ASCII."""
    content: Callable[[], bytes]
    """Its bytes, at most `ENTRY_BYTES`; raises Unreadable. To be called before the next entry is asked for."""


@dataclass(frozen=True, slots=True)
class Container:
    """How one kind of file that holds files is told and opened."""

    suffixes: frozenset[str]
    is_one: Callable[[bytes, BinaryIO], bool]
    """(head, source at its start) -> whether the content is of this kind."""
    entries: Callable[[BinaryIO, str, str], Iterator[Entry]]
    """(source, file name, place to begin at, or empty) -> entries; raises Unreadable where no more can be had."""


def refuse(reason: Reason, detail: str = "") -> Callable[[], bytes]:
    """The content of an entry that cannot be had."""

    def content() -> bytes:
        raise Unreadable(reason, detail)

    return content


def too_large() -> Callable[[], bytes]:
    """The content of an entry above the limit."""
    return refuse(Reason.TOO_LARGE, f"{ENTRY_BYTES // MEGABYTE} MB inside a file")


def too_many() -> Unreadable:
    """What is raised behind the last entry that is looked at."""
    return Unreadable(Reason.TOO_LARGE, f"{ENTRIES:,} files inside it")


def bomb() -> Unreadable:
    """What is raised of a file that unpacks beyond measure."""
    return Unreadable(Reason.TOO_LARGE, f"packed more than {RATIO} times")


def ordinal(place: str) -> int:
    """The number that *place* stands for, where places are counted; 0 for the start."""
    return int(place) if place.isdecimal() else 0
