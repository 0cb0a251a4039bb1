"""Plain text: anything whose content is text and that no other reader claims."""

from typing import BinaryIO

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.reading.charset import decode_text
from app.reading.draft import Draft, Part

LONGEST_CHARACTER = 4
"""Bytes that a character takes at most, in any encoding."""


def read_text(source: BinaryIO, characters: int) -> str:
    """Decode the file, a little more than *characters* of it at most.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text = decode_text(source.read((characters + 1) * LONGEST_CHARACTER))
    if text is None:
        raise Unreadable(Reason.UNKNOWN_KIND)
    return text[: characters + 1]


def read_plain(source: BinaryIO, characters: int) -> Draft:
    """One part, whatever the text holds."""
    return Draft(Kind.TEXT, (Part(read_text(source, characters)),))
