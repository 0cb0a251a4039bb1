"""The table of formats, and the choice among them: by content where the suffix lies.

A new format is one file beside this one and one row in `FORMATS`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from app.domain.document import Document, Kind
from app.domain.errors import Reason, Unreadable
from app.reading.charset import decode_text
from app.reading.docx import is_docx, read_docx
from app.reading.draft import Draft, compose
from app.reading.markdown import read_markdown
from app.reading.pdf import read_pdf
from app.reading.plain import read_plain
from app.reading.version import READER_VERSION
from app.reading.web import read_html

__all__ = ["FORMATS", "HEAD", "READER_VERSION", "TEXT_CHARACTERS", "Format", "read_document"]

TEXT_CHARACTERS = 10_000_000
"""Characters kept of one document, unless told otherwise."""
HEAD = 4096
"""Bytes that signatures are looked for in."""

_HTML_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_SVG_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg\b", re.IGNORECASE | re.DOTALL
)
_PICTURE = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0\0\0\0|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)"
    rb"|8BPS\0\x01|\0\0\x01\0[\x01-\x20]\0",
    re.DOTALL,
)
_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""ZIP, OLE and RTF: never plain text, whatever their bytes look like."""
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""Name of a stream in the OLE file that Office wraps a protected document in ([MS-OFFCRYPTO], 2.3.4.4)."""


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of document is told and read."""

    kind: Kind
    suffixes: frozenset[str]
    """In lower case, with the dot."""
    read: Callable[[BinaryIO, int], Draft]
    """(source, characters wanted; more will be cut off) -> draft; raises Unreadable."""
    signature: Callable[[bytes, BinaryIO], bool] | None = None
    """(head, source at its start) -> whether the content is of this kind; None if its suffix alone tells."""
    is_binary: bool = False


def _is_pdf(head: bytes, _: BinaryIO) -> bool:
    return b"%PDF-" in head[:1024]


def _is_html(head: bytes, _: BinaryIO) -> bool:
    return _HTML_OPENING.match(decode_text(head) or "") is not None


FORMATS = (
    Format(
        Kind.DOCUMENT, frozenset({".docx", ".docm", ".dotx", ".dotm"}), read_docx, is_docx, is_binary=True
    ),
    Format(Kind.PDF, frozenset({".pdf"}), read_pdf, _is_pdf, is_binary=True),
    Format(Kind.HTML, frozenset({".html", ".htm", ".xhtml"}), read_html, _is_html),
    Format(Kind.MARKDOWN, frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"}), read_markdown),
    Format(Kind.TEXT, frozenset({".txt"}), read_plain),
)
"""Asked in this order, by signature and then by suffix; the last one takes all other text."""


def read_document(source: BinaryIO, name: str, characters: int = TEXT_CHARACTERS) -> Document:
    """Read *source*, an open regular file called *name*, up to *characters* characters of text.

    Raises:
        Unreadable: with the reason.
    """
    head = source.read(HEAD)
    if not head:
        raise Unreadable(Reason.EMPTY)
    chosen = _choose(head, source, PurePath(name).suffix.lower())
    source.seek(0)
    return compose(chosen.read(source, characters), characters)


def _choose(head: bytes, source: BinaryIO, suffix: str) -> Format:
    for candidate in FORMATS:
        source.seek(0)
        if candidate.signature and candidate.signature(head, source):
            return candidate
    claimed = next((candidate for candidate in FORMATS if suffix in candidate.suffixes), FORMATS[-1])
    if _PICTURE.match(head) or (suffix == ".svg" and _SVG_OPENING.match(decode_text(head) or "")):
        raise Unreadable(Reason.NOT_TEXT)
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
