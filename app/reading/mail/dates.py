"""Dates of mail and calendars, as people write them; month and day in English, whatever the machine speaks."""

import datetime as dt
from email.utils import parsedate_to_datetime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def mail_date(stated: str) -> dt.datetime | None:
    """The moment that the Date line of a mail states (RFC 5322, 3.3), or None if it states none."""
    try:
        return parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def readable_day(day: dt.date) -> str:
    """*day* as in `Monday, 3 June 2024`."""
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"


def readable_moment(moment: dt.datetime) -> str:
    """*moment* as in `Monday, 3 June 2024, 10:00`, on the clock of whoever wrote it."""
    return f"{readable_day(moment)}, {moment:%H:%M}"
