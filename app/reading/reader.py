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
from app.reading.draft import Draft, compose
from app.reading.markdown import read_markdown
from app.reading.pdf import read_pdf
from app.reading.plain import read_plain
from app.reading.web import read_html

READER_VERSION = "1"
"""Named in the catalogue: a document read by another version may read better now."""
TEXT_CHARACTERS = 10_000_000
"""Characters kept of one document, unless told otherwise."""
HEAD = 4096
"""Bytes that a signature is looked for in."""

Signature = Callable[[bytes, BinaryIO], bool]
"""(head, source at its start) -> whether the content is of this format."""


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of document is told and read."""

    kind: Kind
    suffixes: frozenset[str]
    """In lower case, with the dot."""
    read: Callable[[BinaryIO, int], Draft]
    """(source, characters wanted; more will be cut off) -> draft; raises Unreadable."""
    signature: Signature | None = None
    """None for text that only its suffix tells from other text."""


_HTML_OPENING = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_PICTURES = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0\0\0\0|RIFF.{4}WEBP|....ftyp(?:heic|heix|mif1|avif)"
    rb"|8BPS\0\x01|\0\0\x01\0[\x01-\x20]\0",
    re.S,
)
_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""ZIP, OLE and RTF: never plain text, whatever their bytes look like."""


FORMATS = (
    Format(Kind.PDF, frozenset({".pdf"}), read_pdf, lambda head, _: b"%PDF-" in head[:1024]),
    Format(
        Kind.HTML,
        frozenset({".html", ".htm", ".xhtml"}),
        read_html,
        lambda head, _: bool(_HTML_OPENING.match(head)),
    ),
    Format(Kind.MARKDOWN, frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"}), read_markdown),
    Format(Kind.TEXT, frozenset({".txt"}), read_plain),
)
"""Asked in this order: by signature, then by suffix; the last one takes any other text."""


def read_document(source: BinaryIO, name: str, characters: int = TEXT_CHARACTERS) -> Document:
    """Read the whole of *source*, an open regular file called *name*.

    Raises:
        Unreadable: with the reason.
    """
    head = source.read(HEAD)
    source.seek(0)
    if not head:
        raise Unreadable(Reason.EMPTY)
    chosen = _choose(head, source, PurePath(name).suffix.lower())
    source.seek(0)
    return compose(chosen.read(source, characters), characters)


def _choose(head: bytes, source: BinaryIO, suffix: str) -> Format:
    for candidate in FORMATS:
        if candidate.signature and candidate.signature(head, source):
            return candidate
        source.seek(0)
    if _PICTURES.match(head):
        raise Unreadable(Reason.NOT_TEXT)
    claimed = next((candidate for candidate in FORMATS if suffix in candidate.suffixes), None)
    if head.startswith(_CONTAINERS):
        raise Unreadable(Reason.DAMAGED if claimed and claimed.signature else Reason.UNKNOWN_KIND)
    if claimed and not claimed.signature:
        return claimed
    return FORMATS[-1]
