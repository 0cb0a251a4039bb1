"""Entries of archives and mailboxes -> documents; archives within them are opened, too."""

import hashlib
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from app.domain.contents import Member
from app.domain.errors import Reason, Unreadable
from app.reading.archives.entries import Entry
from app.reading.draft import Draft, compose, one_line
from app.reading.process.opening import MEGABYTE
from app.reading.titles import titled

NESTED = 4
"""Archives in archives, mails in mails: deeper ones are named, not read."""
NESTED_BYTES = 256 * MEGABYTE
"""Bytes that one entry may unpack to, with all that lies within."""
NESTED_MEMBERS = 10_000
"""Documents within one entry."""
LONGEST_NAME = 400
"""Characters kept of a name, from its end."""

OpenFile = Callable[[BinaryIO, str, int], Draft | Iterator[Entry]]
"""(content, name, characters wanted) -> what it says, or the files that it holds; raises Unreadable."""


def members(
    entries: Iterator[Entry], open_file: OpenFile, characters: int, place: str, *, skip: bool
) -> Iterator[tuple[Member | None, str]]:
    """Yield (member, place to go on at after it); None for a member behind each entry that holds several.

    As long as an entry may give more, the place is the one before it. With *skip* the first entry is called
    crashed, and not read.

    Raises:
        Unreadable: where no more entries can be had.
    """
    for entry in entries:
        if skip:
            skip = False
            yield Member(shown_name(entry.name), b"", Unreadable(Reason.CRASHED)), entry.after
        else:
            within = _Within(open_file, characters)
            for member in within.members(entry):
                yield member, entry.after if member.name == shown_name(entry.name) else place
            if within.holds_several:
                yield None, entry.after
        place = entry.after


class _Within:
    """One entry of the file, with all that lies within."""

    def __init__(self, open_file: OpenFile, characters: int) -> None:
        self._open = open_file
        self._characters = characters
        self._bytes = self._members = 0

    @property
    def holds_several(self) -> bool:
        """Whether the entry is an archive itself."""
        return self._members > 0

    def members(self, entry: Entry, above: str = "", depth: int = 1) -> Iterator[Member]:
        """What becomes of *entry*; generators within one another, `NESTED` at most."""
        name = above + shown_name(entry.name)
        content_hash = b""
        try:
            data = entry.content()
            content_hash = hashlib.blake2b(data, digest_size=16).digest()
            self._bytes += len(data)
            found = self._open(io.BytesIO(data), entry.name, self._characters)
            if isinstance(found, Draft):
                yield Member(name, content_hash, titled(compose(found, self._characters), entry.name))
                return
        except Unreadable as error:
            yield Member(name, content_hash, error)
        except MemoryError:
            yield Member(name, content_hash, Unreadable(Reason.OUT_OF_MEMORY))
        else:
            yield from self._inside(found, name, depth)

    def _inside(self, entries: Iterator[Entry], name: str, depth: int) -> Iterator[Member]:
        if depth > NESTED:
            yield _too_much(name, f"{NESTED} archives within one another")
            return
        try:
            for entry in entries:
                self._members += 1
                if self._members > NESTED_MEMBERS or self._bytes > NESTED_BYTES:
                    yield _too_much(
                        name, f"{NESTED_MEMBERS:,} files or {NESTED_BYTES // MEGABYTE} MB inside it"
                    )
                    return
                yield from self.members(entry, f"{name}/", depth + 1)
        except Unreadable as error:
            yield Member(name, b"", error)


def _too_much(name: str, limit: str) -> Member:
    return Member(name, b"", Unreadable(Reason.TOO_LARGE, limit))


def shown_name(name: str) -> str:
    """*name* as it can be stored and shown: no way out of its archive, nothing that cannot be seen."""
    names = (one_line(piece) for piece in name.replace("\\", "/").split("/"))
    return "/".join(piece for piece in names if piece not in {"", ".", ".."})[-LONGEST_NAME:] or "unnamed"
