"""What an OLE file states about itself: the property set SummaryInformation ([MS-OLEPS])."""

import datetime as dt
from dataclasses import dataclass

from app.domain.titles import sensible_title
from app.reading.charset.decode import decode_text
from app.reading.office.binary import u16, u32

SUMMARY = "\x05SummaryInformation"
"""Name of the stream."""

_FIRST_SET = 44
_MOST_PROPERTIES = 100
_LONGEST = 1000
"""Bytes kept of one string."""
_CODE_PAGE, _TITLE, _AUTHOR, _CREATED = 1, 2, 4, 12
_STRING, _WIDE_STRING, _TIME = 0x1E, 0x1F, 0x40
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)
_EARLIEST = 1980
"""Programs that know no time write the first moment of some epoch."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Title, author and ISO date; each may be empty."""

    title: str
    author: str
    created: str


def read_summary(data: bytes) -> Summary:
    """The facts in *data*, the stream; damaged ones are empty."""
    start = u32(data, _FIRST_SET)
    values: dict[int, int] = {}
    for number in range(min(u32(data, start + 4), _MOST_PROPERTIES)):
        entry = start + 8 + 8 * number
        values[u32(data, entry)] = start + u32(data, entry + 4)
    code_page = u16(data, values[_CODE_PAGE] + 4) if _CODE_PAGE in values else 0
    encoding = "utf-8" if code_page == 65001 else f"cp{code_page}"
    return Summary(
        sensible_title(_text(data, values.get(_TITLE), encoding)),
        _text(data, values.get(_AUTHOR), encoding),
        _day(data, values.get(_CREATED)),
    )


def _text(data: bytes, at: int | None, encoding: str) -> str:
    if at is None or u32(data, at) not in {_STRING, _WIDE_STRING}:
        return ""
    length = min(u32(data, at + 4), _LONGEST)
    if u32(data, at) == _WIDE_STRING or encoding == "cp1200":
        length *= 1 + (u32(data, at) == _WIDE_STRING)
        return data[at + 8 : at + 8 + length].decode("utf-16-le", "replace").partition("\0")[0]
    return decode_text(data[at + 8 : at + 8 + length].partition(b"\0")[0], encoding) or ""


def _day(data: bytes, at: int | None) -> str:
    if at is None or u32(data, at) != _TIME:
        return ""
    ticks = int.from_bytes(data[at + 4 : at + 12], "little")
    try:
        moment = _EPOCH + dt.timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    return moment.date().isoformat() if moment.year >= _EARLIEST else ""
