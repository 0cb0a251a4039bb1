"""Web pages saved in one file (MHTML, RFC 2557): the page itself, through the reader of web pages."""

import codecs
import email
import email.header
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from typing import BinaryIO

from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.charset.decode import decode_text
from app.reading.draft import Draft
from app.reading.process.opening import MEGABYTE
from app.reading.web.html import read_html

MOST_MEGABYTES = 100
"""A file cut off here has lost pictures; the page stands first."""

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_SAVED = re.compile(rb"^(?:snapshot-content-location:|from: *\"?<?saved by )", re.IGNORECASE | re.MULTILINE)
_PARTS = 10_000


def is_mhtml(head: bytes, _: BinaryIO) -> bool:
    """Whether a browser saved this; a mail looks much the same."""
    headers = head.partition(b"\r\n\r\n")[0] if b"\r\n\r\n" in head else head.partition(b"\n\n")[0]
    return _SAVED.search(headers) is not None and b"multipart/related" in headers.lower()


def read_mhtml(source: BinaryIO, characters: int) -> Draft:
    """The first page in the file.

    Raises:
        Unreadable: DAMAGED, if there is no page in it.
    """
    data = source.read(MOST_MEGABYTES * MEGABYTE)
    try:
        message = email.message_from_bytes(data)
        page = next((part for part in _parts(message) if part.get_content_type() in _PAGES), None)
        content = page.get_payload(decode=True) if page else None
        charset = str(page.get_param("charset") or "") if page else ""
        subject = _subject(message)
    except (
        ValueError,
        LookupError,
        TypeError,
        RecursionError,
        AttributeError,
        email.errors.MessageError,
    ) as error:
        raise Unreadable(Reason.DAMAGED) from error
    if not isinstance(content, bytes) or not content:
        raise Unreadable(Reason.DAMAGED)
    text = decode_text(content, charset) if charset else None
    if text is not None:  # what the part says about its encoding counts more than what the page says
        content = codecs.BOM_UTF8 + text.encode("utf-8", "replace")
    draft = read_html(io.BytesIO(content), characters)
    return draft if draft.title else replace(draft, title=sensible_title(subject))


def _parts(message: Message) -> Iterator[Message]:
    """All parts, outermost first; no recursion, and never more than a page could need."""
    waiting: list[Message] = [message]
    for _ in range(_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        if part.is_multipart():
            waiting += [inner for inner in part.get_payload() if isinstance(inner, Message)]


def _subject(message: Message) -> str:
    subject = message.get("Subject", "")
    return str(email.header.make_header(email.header.decode_header(subject))) if subject else ""
