"""Internet messages as bytes: head and body, decoded leniently (RFC 2045, 2047, 2231, 5322).

The standard library parses heads; bodies are cut here, one level at a time, so that whoever walks a mail
decides how deep and how far. Nothing in a mail raises: what cannot be decoded is kept as it stands.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from email.policy import compat32  # policy.default raises on heads that are damaged, and nests without bound
from email.utils import collapse_rfc2231_value

from app.reading.charset.decode import decode_text
from app.reading.draft import one_line

LONGEST_HEAD = 256 * 1024
"""Bytes of a head that are looked at."""
LONGEST_TEXT = 64 * 1024 * 1024
"""Bytes of one part that are read as text."""
LONGEST_FIELD = 20_000
"""Characters of one field that are looked at."""

_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:[^\r\n]*(?:\r\n?|\n|\Z)(?:[ \t][^\r\n]*(?:\r\n?|\n|\Z))*")
_ENVELOPE = re.compile(rb">?From [^\r\n]*(?:\r\n?|\n)")
"""The line that mailboxes put above a mail."""
_BLANK = re.compile(rb"[ \t]*(?:\r\n?|\n)")
_WORD = re.compile(r"=\?([\w.:+*-]{1,64})\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[\w.:+*-]{1,64}\?[bq]\?)", re.IGNORECASE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_UTF8 = frozenset({"utf-8", "utf8"})
_UU = re.compile(rb"^begin [0-7]{3,4} [^\r\n]*\r?\n(.*?)^end\s*$", re.DOTALL | re.MULTILINE)


class Entity:
    """A mail, or one part of it."""

    def __init__(self, data: bytes) -> None:
        end = start = _skipped_envelope(data)
        while field := _FIELD.match(data, end, start + LONGEST_HEAD):
            end = field.end()
        head = data[start:end][:LONGEST_HEAD]
        text = decode_text(head)
        self._head: Message = HeaderParser(policy=compat32).parsestr(
            head.decode("latin-1") if text is None else text
        )
        blank = _BLANK.match(data, end)
        self._body = data[blank.end() if blank else end :]

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields of the head, in lower case."""
        return frozenset(name.lower() for name in self._head)

    def field(self, name: str) -> str:
        """The first field called *name*, decoded, as one line."""
        return next((one_line(decode_words(str(value))) for value in self._head.get_all(name, [])), "")

    @property
    def content_type(self) -> str:
        """Such as `text/plain`, in lower case."""
        return self._head.get_content_type()

    def parameter(self, name: str) -> str:
        """A parameter of the content type, or empty."""
        return self._parameter(name, "content-type")

    @property
    def file_name(self) -> str:
        """As the sender calls it, without folders, or empty."""
        stated = self._parameter("filename", "content-disposition") or self.parameter("name")
        return stated.replace("\\", "/").rpartition("/")[2]

    @property
    def is_attached(self) -> bool:
        """Whether the sender wants it apart from the text."""
        return self._head.get_content_disposition() == "attachment"

    def parts(self) -> Iterator["Entity"]:
        """The parts of a multipart body; nothing where its boundary is unknown or never seen."""
        boundary = self.parameter("boundary").encode("utf-8", "replace")
        if not boundary:
            return
        line = re.compile(rb"(?:^|(?<=\n)|(?<=\r))--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r\n?|\n|\Z)")
        start = -1
        for match in line.finditer(self._body):
            if start >= 0:
                yield Entity(self._body[start : match.start()])
            start = match.end()
            if match[1]:
                return
        if 0 <= start < len(self._body):  # cut off
            yield Entity(self._body[start:])

    def content(self) -> bytes:
        """The body, without its transfer encoding."""
        encoding = self.field("content-transfer-encoding").partition(";")[0].strip().lower()
        if encoding == "base64":
            return _from_base64(self._body)
        if encoding == "quoted-printable":
            return quopri.decodestring(self._body)
        if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
            return _from_uuencode(self._body)
        return self._body

    def text(self) -> str:
        """The body as text; empty where it is none."""
        stated = self.parameter("charset")
        # UTF-8 is tried first in any case; where it is stated wrongly, a guess is better.
        return decode_text(self.content()[:LONGEST_TEXT], "" if stated.lower() in _UTF8 else stated) or ""

    def _parameter(self, name: str, field: str) -> str:
        try:
            value = self._head.get_param(name, "", field)
            stated = collapse_rfc2231_value(value, errors="replace")
        except (ValueError, LookupError, TypeError, AttributeError):
            return ""
        return one_line(decode_words(stated)).strip("\"'")


def decode_words(value: str) -> str:
    """*value* with its encoded words (RFC 2047) as the characters that are meant."""
    value = _BETWEEN_WORDS.sub(r"\1", value[:LONGEST_FIELD])
    pieces: list[tuple[bytes, str]] = []  # bytes, and their charset; empty for what is text already
    end = 0
    for match in _WORD.finditer(value):
        if match.start() > end:
            pieces.append((value[end : match.start()].encode("utf-8", "replace"), ""))
        charset = match[1].partition("*")[0].lower()
        data = _decoded(match[3].encode("utf-8", "replace"), match[2])
        if pieces and pieces[-1][1] == charset:  # a character may begin in one word and end in the next
            data = pieces.pop()[0] + data
        pieces.append((data, charset))
        end = match.end()
    pieces.append((value[end:].encode("utf-8", "replace"), ""))
    return "".join(decode_text(data, charset or "utf-8") or "" for data, charset in pieces)


def _decoded(data: bytes, kind: str) -> bytes:
    return _from_base64(data) if kind in "bB" else quopri.decodestring(data, header=True)


def _from_base64(data: bytes) -> bytes:
    data = _NOT_BASE64.sub(b"", data)
    data = data[: len(data) - (len(data) % 4 == 1)]
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def _from_uuencode(data: bytes) -> bytes:
    match = _UU.search(data)
    if not match:
        return data
    lines = []
    for line in match[1].splitlines():
        try:
            lines.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(lines)


def begins_like_mail(head: bytes) -> bool:
    """Whether *head* begins with a field; no parsing."""
    return _FIELD.match(head, _skipped_envelope(head)) is not None


def _skipped_envelope(data: bytes) -> int:
    """Where the head begins: after empty lines and the line of a mailbox."""
    start = 0
    while start < LONGEST_HEAD and (blank := _BLANK.match(data, start)):
        start = blank.end()
    envelope = _ENVELOPE.match(data, start)
    return envelope.end() if envelope else start
