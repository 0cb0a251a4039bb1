"""What files state about themselves: dates, often by machine and not always true."""

import datetime as dt
import re

_DATE = re.compile(
    r"D:(\d{4})(?:(\d{2})(\d{2})?)?"  # PDF
    r"|(\d{4})(?:[-/.](\d{2})(?:[-/.](\d{2}))?)?(?!\d)"
    r"|(\d{4})(\d{2})(\d{2})(?!\d)"
)


def iso_date(stated: str) -> str:
    """The ISO date at the head of *stated*, as precise as it is valid; empty if there is none.

    Knows ISO 8601 and the dates of PDF (`D:20240131...`, ISO 32000-1, 7.9.4).
    """
    match = _DATE.match(stated.strip())
    if not match:
        return ""
    year, month, day = match.groups()[((match.lastindex or 1) - 1) // 3 * 3 :][:3]
    if not 1000 <= int(year) <= 2999:
        return ""
    if not month or not 1 <= int(month) <= 12:
        return year
    try:
        dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        day = None
    return f"{year}-{month}-{day}" if day else f"{year}-{month}"
