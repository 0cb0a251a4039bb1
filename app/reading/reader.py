"""Files -> documents: a file is one, or holds some."""

import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from app.domain.contents import Member
from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.archives.entries import Container, Entry
from app.reading.archives.members import NESTED, members, shown_name
from app.reading.choice import HEAD, choose
from app.reading.draft import Draft, Part, compose
from app.reading.formats import Format, formats
from app.reading.outline import SEPARATOR
from app.reading.titles import titled
from app.reading.version import READER_VERSION

__all__ = ["FORMATS", "READER_VERSION", "TEXT_CHARACTERS", "read_document", "read_file"]

TEXT_CHARACTERS = 10_000_000
"""Characters kept of one document, unless told otherwise."""


def read_document(source: BinaryIO, name: str, characters: int = TEXT_CHARACTERS) -> Document:
    """Read *source*, an open regular file called *name*, up to *characters* characters of text.

    Raises:
        Unreadable: with the reason; UNKNOWN_KIND for a file that holds documents.
    """
    found = read_file(source, name, characters)
    if isinstance(found, Document):
        return found
    raise Unreadable(Reason.UNKNOWN_KIND)


def read_file(
    source: BinaryIO, name: str, characters: int = TEXT_CHARACTERS, place: str = "", *, skip: bool = False
) -> Document | Iterator[tuple[Member | None, str]]:
    """Read *source* as `read_document` does, or the documents that it holds, as `members` gives them.

    *place* is where to begin in a file that holds documents. With *skip* the first entry from there is named,
    and not read; nor is a file that is a document itself.

    Raises:
        Unreadable: with the reason; the iterator does, too, where no more documents can be had.
    """
    chosen = _chosen(source, name)
    if isinstance(chosen, Container):
        return members(chosen.entries(source, name, place), _opened, characters, place, skip=skip)
    if skip:
        raise Unreadable(Reason.CRASHED)
    return titled(compose(chosen.read(source, characters), characters), name)


class _Attachments:
    """Reads what comes with a mail, which may be a mail or an archive."""

    def __init__(self) -> None:
        self._depth = 0

    def __call__(self, source: BinaryIO, name: str, characters: int) -> Draft | None:
        """The draft of an attachment; None for a picture, and for what lies too deep.

        Raises:
            Unreadable: with the reason.
        """
        if self._depth >= NESTED:
            return None
        self._depth += 1
        try:
            found = _opened(source, name, characters)
            return found if isinstance(found, Draft) else self._gathered(found, characters)
        except Unreadable as error:
            if error.reason is Reason.NOT_TEXT:
                return None
            raise
        finally:
            self._depth -= 1

    def _gathered(self, entries: Iterator[Entry], characters: int) -> Draft:
        """The texts of an archive one after the other."""
        parts: list[Part] = []
        left_out: list[str] = []
        for entry in entries:
            try:
                draft = self(io.BytesIO(entry.content()), entry.name, characters)
            except Unreadable:
                left_out.append(entry.name)
                continue
            for part in draft.parts if draft else ():
                label = SEPARATOR.join(filter(None, (shown_name(entry.name), part.label)))
                parts.append(Part(part.text, label, label))
                characters -= len(part.text)
            if characters <= 0:
                break
        return Draft(Kind.TEXT, parts, SegmentKind.PART, left_out=", ".join(left_out))


FORMATS = formats(_Attachments())
"""In the order in which they are asked."""


def _opened(source: BinaryIO, name: str, characters: int) -> Draft | Iterator[Entry]:
    """What a file says, or the files that it holds."""
    chosen = _chosen(source, name)
    if isinstance(chosen, Container):
        return chosen.entries(source, name, "")
    return chosen.read(source, characters)


def _chosen(source: BinaryIO, name: str) -> Format | Container:
    """How to read *source*, which is back at its start."""
    head = source.read(HEAD)
    if not head:
        raise Unreadable(Reason.EMPTY)
    chosen = choose(FORMATS, head, source, PurePath(name).suffix.lower())
    source.seek(0)
    return chosen
