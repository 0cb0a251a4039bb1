"""Plain text: anything whose content is text and that no other reader claims."""

from typing import BinaryIO

from app.domain.document import Kind
from app.domain.errors import Reason, Unreadable
from app.reading.charset.decode import decode_text
from app.reading.draft import Draft, Part, rest_after

LONGEST_CHARACTER = 4
"""Bytes that a character takes at most, in any encoding."""


def read_text(source: BinaryIO, characters: int) -> tuple[str, str]:
    """Decode the file, at most *characters* of it; return the text, and what was left out.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text = decode_text(source.read((characters + 1) * LONGEST_CHARACTER))
    if text is None:
        raise Unreadable(Reason.UNKNOWN_KIND)
    return text[:characters], rest_after(characters) if len(text) > characters else ""


def read_plain(source: BinaryIO, characters: int) -> Draft:
    """One part, whatever the text holds."""
    text, left_out = read_text(source, characters)
    return Draft(Kind.TEXT, (Part(text),), left_out=left_out)
