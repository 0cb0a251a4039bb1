"""Dates as people write them -> stretches of local time."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from app.domain.query import FARTHEST

Period = tuple[int, int]
"""At or after the first, before the second; nanoseconds since 1970."""
Days = tuple[date | None, date | None]
"""The first day and the last one, both included; None: on this side there is no end."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LENGTHS = len("2024"), len("2024-05"), len("2024-05-31")

_AGO = re.compile(r"(\d{1,5})(d|days?|w|weeks?|m|months?|y|years?)", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?", re.ASCII)
_DAY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", re.ASCII)


def moment(text: str, now: datetime) -> int | None:
    """The beginning of what *text* names, as `period` reads it; None where it is no date."""
    found = period(text, now) if ".." not in text else None
    return found[0] if found else None


def period(text: str, now: datetime) -> Period | None:
    """The stretch of time that *text* names, None where it is no date.

    A year, a month (`2024-05`), a day (`2024-05-31`, `31.5.2024`, `today`, `yesterday`), ISO 8601
    with a time of day; `7d`, `2w`, `3m`, `1y`: the last days, weeks, months, years up to today;
    and from one to another, `2023..2024-05`, of which either may be left out.
    """
    try:
        return _period(text.strip().casefold(), now.astimezone().date())
    except (ValueError, OverflowError):
        return None


def days(first: date | None, last: date | None) -> Iterable[tuple[str, str]]:
    """(field, value) of the filters for what changed from one day to another, as short as they can be written."""
    if first is not None and last is not None:
        for length in _LENGTHS:
            whole = first.isoformat()[:length]
            if _shortest(first) <= length and last.isoformat()[:length] == whole and _ends(last, length):
                yield "date", whole
                return
    if first is not None:
        yield "after", first.isoformat()[: _shortest(first)]
    if last is not None and last < date.max:
        behind = _next(last)
        yield "before", behind.isoformat()[: _shortest(behind)]


def days_of(stretch: Period) -> Days:
    """The days of local time that a stretch touches."""
    start, end = stretch
    return None if start <= -FARTHEST else _day(start), None if end >= FARTHEST else _day(end - 1)


def month_begin(month: int) -> int:
    """When a month begins in local time, in seconds since 1970; *month* counts from January 1970."""
    year, number = divmod(month, 12)
    return _seconds(datetime(EPOCH.year + year, number + 1, 1))  # noqa: DTZ001  # local time is meant


def _shortest(begin: date) -> int:
    """Characters of the shortest writing of a year, month or day that begins on this day."""
    year, month, day = _LENGTHS
    return day if begin.day > 1 else month if begin.month > 1 else year


def _ends(last: date, length: int) -> bool:
    """Whether the year, the month or the day that is written in so many characters ends with this day."""
    return last == date.max or _shortest(_next(last)) <= length


def _period(text: str, today: date) -> Period | None:
    first, dots, last = text.partition("..")
    if dots:
        start = _period(first, today) if first else (-FARTHEST, 0)
        end = _period(last, today) if last else (0, FARTHEST)
        return (start[0], end[1]) if (first or last) and start and end else None
    if text in ("today", "yesterday"):
        day = today - timedelta(days=text == "yesterday")
        return _begin(day), _begin(_next(day))
    if ago := _AGO.fullmatch(text):
        return _begin(_before(today, int(ago[1]), ago[2][0])), _begin(_next(today))
    if year := _YEAR.fullmatch(text):
        begin = date(int(year[1]), int(year[2] or 1), 1)
        return _begin(begin), _begin(_month_after(begin, 1 if year[2] else 12))
    if named := _DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        begin = date(int(named["year"]), int(named["month"]), int(named["day"]))
        return _begin(begin), _begin(_next(begin))
    return _iso(text.upper())


def _iso(text: str) -> Period:
    when = datetime.fromisoformat(text)
    if len(text) > len("2024-05-31") or "T" in text:
        start = _nanoseconds(when)
        return start, start + 10**9
    return _begin(when.date()), _begin(_next(when.date()))


def _before(today: date, count: int, unit: str) -> date:
    try:
        if unit in "dw":
            return today - timedelta(days=count * (7 if unit == "w" else 1))
        return _month_after(today, -count * (12 if unit == "y" else 1))
    except (ValueError, OverflowError):  # before there were years
        return date.min


def _next(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _month_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _begin(day: date) -> int:
    return _nanoseconds(datetime(day.year, day.month, day.day))  # noqa: DTZ001  # local time is meant


def _nanoseconds(when: datetime) -> int:
    return max(-FARTHEST, min(_seconds(when) * 10**9, FARTHEST))


def _seconds(when: datetime) -> int:
    try:
        return int(when.timestamp())
    except (ValueError, OverflowError, OSError):  # some systems know no local time before 1970
        return int(when.replace(tzinfo=UTC).timestamp())


def _day(moment_ns: int) -> date:
    when = EPOCH + timedelta(microseconds=moment_ns // 1000)
    try:
        return when.astimezone().date()
    except (ValueError, OverflowError, OSError):  # the same
        return when.date()
