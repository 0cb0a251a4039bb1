"""Mailboxes: mails one after the other, each under a line that starts with `From ` (RFC 4155; mboxo, mboxrd)."""

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from app.reading.archives.entries import ENTRIES, ENTRY_BYTES, Container, Entry, ordinal, too_large, too_many
from app.reading.mail.dates import mail_date
from app.reading.mail.mime import LONGEST_HEAD, Entity

PIECE = 1024 * 1024
"""Bytes read at a time."""
LONGEST_ENVELOPE = 4096
"""Bytes of a separating line with the field below it."""

# The line says who and when, time and year (mbox of old), or nothing (Thunderbird); a field of a head follows.
# Atomic: a hostile line full of times and years must not be tried in every way.
_ENVELOPE = re.compile(
    rb"From (?:(?>[^\r\n]*?\d\d?:\d\d)(?>[^\r\n]*? (?:19|20)\d\d\b)[^\r\n]*+|-? ?)\r?\n(?=>?[!-9;-~]{2,60}:[ \t\r\n])"
)
_SEPARATOR = re.compile(rb"(?<=\n\n)" + _ENVELOPE.pattern + rb"|(?<=\n\r\n)" + _ENVELOPE.pattern)
_DELETED = re.compile(r"[0-9a-f]{3}[89a-f]\Z", re.IGNORECASE)
"""What Thunderbird notes of a mail that is to go with the next compacting: bit 3 of four hexadecimal digits."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def _is_mailbox(head: bytes, source: BinaryIO) -> bool:
    """Whether there are two mails or more; a single one under such a line is a mail."""
    if not _ENVELOPE.match(head):
        return False
    source.seek(0)
    starts = _starts(source)
    return next(starts, None) is not None and next(starts, None) is not None


def mailbox_entries(source: BinaryIO, _: str, place: str) -> Iterator[Entry]:
    """Every mail; its name is its day and its content's hash, so that it stays when others are taken out.

    Places are offsets in bytes.
    """
    source.seek(ordinal(place))
    starts = _starts(source)
    start = next(starts, None)
    number = 0
    while start is not None:
        number += 1
        if number > ENTRIES:
            raise too_many()
        end = next(starts, None)
        if entry := _entry(source, start, source.seek(0, 2) if end is None else end):
            yield entry
        start = end


def _entry(source: BinaryIO, start: int, end: int) -> Entry | None:
    """The mail between two places; None for one that was deleted and still lies there."""
    if end - start > ENTRY_BYTES:
        return Entry(f"{start}.eml", str(end), too_large())
    source.seek(start)
    data = _QUOTED.sub(rb"\1", source.read(end - start).rstrip(b"\r\n") + b"\n")
    head = Entity(data[:LONGEST_HEAD])
    if _DELETED.match(head.field("x-mozilla-status")):
        return None
    day = mail_date(head.field("date"))
    name = hashlib.blake2b(data, digest_size=6).hexdigest()
    return Entry(f"{day.date().isoformat() + ' ' if day else ''}{name}.eml", str(end), lambda: data)


def _starts(source: BinaryIO) -> Iterator[int]:
    """Where mails start, from where *source* stands; it may be moved between two of them."""
    offset = source.tell()
    window = b"\n\n" if offset == 0 else b""
    offset -= len(window)
    if offset > 0:  # the empty line above belongs to the separator
        source.seek(offset - 3)
        window, offset = source.read(3), offset - 3
    while True:
        source.seek(offset + len(window))
        piece = source.read(PIECE)
        window += piece
        searched = len(window) if len(piece) < PIECE else len(window) - LONGEST_ENVELOPE
        end = 0
        for match in _SEPARATOR.finditer(window):
            if match.start() >= searched:
                break
            yield offset + match.start()
            end = match.end()
        if len(piece) < PIECE:
            return
        keep = max(end, searched - 3)
        window, offset = window[keep:], offset + keep


MAILBOXES = Container(frozenset({".mbox", ".mbx"}), _is_mailbox, mailbox_entries)
