"""The choice among formats: by content where the suffix lies."""

import re
from collections.abc import Sequence
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.reading.archives.entries import Container
from app.reading.archives.mailbox import MAILBOXES
from app.reading.archives.tar_entries import PACKED_FILES, TAR_FILES
from app.reading.archives.zip_entries import ZIP_FILES
from app.reading.charset.decode import decode_text
from app.reading.formats import Format
from app.reading.sealed import why_sealed

HEAD = 4096
"""Bytes that signatures are looked for in."""
ARCHIVES = (ZIP_FILES, TAR_FILES, PACKED_FILES)
"""Files that hold documents; asked where no document claims the content."""
_ARCHIVE_SUFFIXES = frozenset(suffix for archive in ARCHIVES for suffix in archive.suffixes)

# Possessive: a hostile head of comments must not be tried in every way.
_SVG_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*+<svg\b", re.IGNORECASE | re.DOTALL
)
_PICTURE = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0\0\0\0|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)"
    rb"|8BPS\0\x01|\0\0\x01\0[\x01-\x20]\0",
    re.DOTALL,
)
_COMPOUND = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""ZIP, OLE and RTF: never plain text, whatever their bytes look like."""
PROGRAMS = frozenset(
    {
        *(".jar", ".war", ".ear", ".apk", ".aab", ".ipa", ".xpi", ".crx", ".whl", ".egg", ".nupkg", ".vsix"),
        *(".appx", ".msix", ".pages", ".numbers", ".key", ".sketch", ".xps"),
    }
)
"""ZIPs that are one thing to people, whatever they hold."""
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""Name of a stream in the OLE file that Office wraps a protected document in ([MS-OFFCRYPTO], 2.3.4.4)."""


def choose(formats: Sequence[Format], head: bytes, source: BinaryIO, suffix: str) -> Format | Container:
    """How to read *source*, which opens with *head*; the last of *formats* takes all text.

    Raises:
        Unreadable: NOT_TEXT, ENCRYPTED, DAMAGED or UNKNOWN_KIND, where nothing here reads it.
    """
    if _is(MAILBOXES, head, source):
        return MAILBOXES
    for candidate in formats:
        source.seek(0)
        if candidate.signature and candidate.signature(head, source):
            return candidate
    claimed = next((candidate for candidate in formats if suffix in candidate.suffixes), formats[-1])
    _refuse_wordless(head, suffix)
    if not claimed.is_binary and suffix not in PROGRAMS:
        for archive in ARCHIVES:
            if _is(archive, head, source):
                return archive
    _refuse_compound(head, source, claimed)
    if not claimed.is_binary and suffix not in _ARCHIVE_SUFFIXES:
        return claimed
    if decode_text(head) is None:
        raise Unreadable(Reason.DAMAGED)
    return formats[-1]


def _is(container: Container, head: bytes, source: BinaryIO) -> bool:
    source.seek(0)
    return container.is_one(head, source)


def _refuse_wordless(head: bytes, suffix: str) -> None:
    """Say of pictures, and of what is encrypted, that there is nothing to read."""
    if _PICTURE.match(head) or (suffix == ".svg" and _SVG_OPENING.match(decode_text(head) or "")):
        raise Unreadable(Reason.NOT_TEXT)
    if reason := why_sealed(head, suffix):
        raise Unreadable(reason)


def _refuse_compound(head: bytes, source: BinaryIO, claimed: Format) -> None:
    """Say why a ZIP, OLE or RTF file that no reader claims by its content is not read."""
    if not head.startswith(_COMPOUND):
        return
    if not claimed.is_binary:
        raise Unreadable(Reason.UNKNOWN_KIND)
    source.seek(0)
    raise Unreadable(Reason.ENCRYPTED if _ENCRYPTED_OFFICE in source.read() else Reason.DAMAGED)
