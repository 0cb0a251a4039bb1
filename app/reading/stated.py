"""What files state about themselves: titles and dates, often by machine and not always true."""

import datetime as dt
import re

_DATE = re.compile(
    r"D:(\d{4})(?:(\d{2})(\d{2})?)?"  # PDF
    r"|(\d{4})(?:[-/.](\d{2})(?:[-/.](\d{2}))?)?(?!\d)"
    r"|(\d{4})(\d{2})(\d{2})(?!\d)"
)
# What programs write where nobody stated a title.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)(?: - .*| document)?|powerpoint[ -]presentation|untitled.*|unbenannt.*"
    r"|sans titre.*|sin t[i\u00ed]tulo.*|no title|title|document ?\d*|dokument ?\d*|presentation ?\d*|slide ?\d+|page ?\d+"
    r"|book ?\d+|unknown|none|null|n/?a|print|draft|doc|pdf|index|home"
    r"|\S+\.(?:docx?|dotx?|pdf|tex|dvi|e?ps|indd|qxd|fm|rtf|odt|txt|html?|wpd|pptx?|xlsx?|pub|pages|cdr|ai|p65|md))",
    re.IGNORECASE,
)
_LONGEST_TITLE = 300


def sensible_title(stated: str) -> str:
    """*stated* as one line, or empty where a program filled it in or nothing can be read."""
    title = " ".join(stated.split())
    if len(title) > _LONGEST_TITLE or _NO_TITLE.fullmatch(title) or not any(map(str.isalpha, title)):
        return ""
    return title


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
