"""The choice among formats: by content where the suffix lies."""

import re
from pathlib import PurePath
from typing import BinaryIO

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.reading.charset import decode_text
from app.reading.draft import Draft, compose
from app.reading.formats import Format, formats
from app.reading.version import READER_VERSION

__all__ = ["FORMATS", "HEAD", "READER_VERSION", "TEXT_CHARACTERS", "read_document"]

TEXT_CHARACTERS = 10_000_000
"""Characters kept of one document, unless told otherwise."""
HEAD = 4096
"""Bytes that signatures are looked for in."""
NESTED = 4
"""Mails in mails in archives of mails: deeper ones are named, not read."""

# Possessive: a hostile head of comments must not be tried in every way.
_SVG_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*+<svg\b", re.IGNORECASE | re.DOTALL
)
_PICTURE = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0\0\0\0|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)"
    rb"|8BPS\0\x01|\0\0\x01\0[\x01-\x20]\0",
    re.DOTALL,
)
_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""ZIP, OLE and RTF: never plain text, whatever their bytes look like."""
_LOCKED = b"-----BEGIN PGP MESSAGE-----"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""Name of a stream in the OLE file that Office wraps a protected document in ([MS-OFFCRYPTO], 2.3.4.4)."""


def read_document(source: BinaryIO, name: str, characters: int = TEXT_CHARACTERS) -> Document:
    """Read *source*, an open regular file called *name*, up to *characters* characters of text.

    Raises:
        Unreadable: with the reason.
    """
    return compose(_draft(source, name, characters), characters)


class _Attachments:
    """Reads what comes with a mail, which may be a mail."""

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
            return _draft(source, name, characters)
        except Unreadable as error:
            if error.reason is Reason.NOT_TEXT:
                return None
            raise
        finally:
            self._depth -= 1


FORMATS = formats(_Attachments())
"""In the order in which they are asked."""


def _draft(source: BinaryIO, name: str, characters: int) -> Draft:
    head = source.read(HEAD)
    if not head:
        raise Unreadable(Reason.EMPTY)
    chosen = _choose(head, source, PurePath(name).suffix.lower())
    source.seek(0)
    return chosen.read(source, characters)


def _choose(head: bytes, source: BinaryIO, suffix: str) -> Format:
    for candidate in FORMATS:
        source.seek(0)
        if candidate.signature and candidate.signature(head, source):
            return candidate
    claimed = next((candidate for candidate in FORMATS if suffix in candidate.suffixes), FORMATS[-1])
    if _PICTURE.match(head) or (suffix == ".svg" and _SVG_OPENING.match(decode_text(head) or "")):
        raise Unreadable(Reason.NOT_TEXT)
    if head.lstrip().startswith(_LOCKED):
        raise Unreadable(Reason.ENCRYPTED)
    if head.startswith(_CONTAINERS):
        source.seek(0)
        raise Unreadable(_why_not(source.read(), claimed))
    if not claimed.is_binary:
        return claimed
    if decode_text(head) is None:
        raise Unreadable(Reason.DAMAGED)
    return FORMATS[-1]


def _why_not(data: bytes, claimed: Format) -> Reason:
    """Why a ZIP, OLE or RTF file that no reader claims by its content is not read."""
    if not claimed.is_binary:
        return Reason.UNKNOWN_KIND
    return Reason.ENCRYPTED if _ENCRYPTED_OFFICE in data else Reason.DAMAGED
