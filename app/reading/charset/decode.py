"""Bytes to text where nothing states the encoding, and whether bytes are text at all."""

import codecs
import re
from typing import NamedTuple

from app.reading.charset.legacy import guess_encoding

SAMPLE = 256 * 1024
"""Bytes that a guess looks at."""
OPENING = 32 * 1024
"""Bytes in which content that is not text shows by its controls."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUPERSETS = {
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
    "big5": "big5hkscs",
}
"""Encodings that say less than is meant, and what is meant."""
_ENCODING_NAME = re.compile(r"(?:windows-|cp|iso-8859-|iso-2022-|koi8-|gb|big5|euc-|shift-jis|mac|utf-).*")
_SEVEN_BIT = frozenset({"iso-2022-jp", "iso-2022-kr"})
"""Encodings whose bytes are all ASCII."""
# What no text holds: C0 controls but tab, line ends, form feed, escape (terminals) and backspace (man pages).
_CONTROLS = bytes({*range(0x20)} - {*b"\b\t\n\v\f\r\x1b"})
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


class Decoded(NamedTuple):
    """What bytes say."""

    text: str
    is_utf_8: bool = False
    """Whether the bytes are the UTF-8 of the text and nothing else, not even a mark."""


def decode_text(data: bytes, stated: str = "") -> str | None:
    """Decode *data*, which may end within a character; None if it is not text."""
    decoded = decode(data, stated)
    return decoded.text if decoded else None


def decode(data: bytes, stated: str = "") -> Decoded | None:
    """Decode *data* as `decode_text` does, and tell whether it is UTF-8.

    By byte order mark, then strict UTF-8, then the encoding that the file has *stated*, then UTF-16 by its
    zero bytes, then UTF-8 with a few broken bytes, then what makes sense.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"))
    sample = data[:SAMPLE]
    if b"\0" in sample:
        if encoding := _utf16(sample):
            return Decoded(data.decode(encoding, "replace"))
        if sample.count(0) * 1000 > len(sample):
            return None
    opening = data[:OPENING]
    if _controls(opening) * 100 > len(opening):
        return None
    return _decode_bytes(data, _known(stated))


def _controls(sample: bytes) -> int:
    return len(sample) - len(sample.translate(None, _CONTROLS))


def _decode_bytes(data: bytes, stated: str) -> Decoded:
    """Decode text of an encoding in which ASCII characters are single bytes."""
    if stated in _SEVEN_BIT:
        return Decoded(data.decode(stated, "replace"))
    try:
        return Decoded(data.decode(), is_utf_8=True)
    except UnicodeDecodeError as error:
        if error.end == len(data) and _MULTIBYTE.search(
            data, 0, error.start
        ):  # cut within its last character
            return Decoded(data[: error.start].decode())
    sample = data[:SAMPLE]
    encoding = stated or ("utf-8" if _mostly_utf8(sample) else guess_encoding(sample))
    return Decoded(data.decode(encoding, "replace"))


def _known(stated: str) -> str:
    """Python's name for an encoding as files state it (WHATWG Encoding, 4.2), or empty."""
    if not stated:
        return ""
    name = stated.strip().lower().replace("_", "-")
    name = _SUPERSETS.get(name, name)
    return name if _ENCODING_NAME.fullmatch(name) and _exists(name) else ""


def _exists(name: str) -> bool:
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):  # a NUL is no name
        return False
    return True


def _utf16(sample: bytes) -> str:
    """Name the byte order of UTF-16 without a mark, or nothing: ASCII characters have a zero half."""
    even, odd = sample[0::2], sample[1::2]
    high, low = (odd, even) if odd.count(0) > even.count(0) else (even, odd)
    encoding = "utf-16-le" if high is odd else "utf-16-be"
    if high.count(0) * 10 < len(high) or low.count(0) * 100 > len(low):
        return ""
    text = sample[: len(sample) // 2 * 2].decode(encoding, "ignore")
    controls = sum(character < " " and character not in "\t\n\r\f" for character in text)
    return encoding if controls * 100 <= len(text) else ""


def _mostly_utf8(sample: bytes) -> bool:
    """Whether broken bytes are rare among proper multi-byte characters."""
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    return len(_MULTIBYTE.findall(sample)) > 10 * broken
