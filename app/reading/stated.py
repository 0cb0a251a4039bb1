"""What files state about themselves: titles and dates, often by machine and not always true."""

import datetime as dt
import re

_DATE = re.compile(
    r"D:(\d{4})(?:(\d{2})(\d{2})?)?"  # PDF
    r"|(\d{4})(?:[-/.](\d{2})(?:[-/.](\d{2}))?)?(?!\d)"
    r"|(\d{4})(\d{2})(\d{2})(?!\d)"
)
# What programs write where nobody stated a title, in the languages in which they are used most.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)(?: - .*| document)?|adobe photoshop pdf|print(?: job)?"
    r"|(?:powerpoint|presentaci\u00f3n|pr\u00e9sentation|apresenta\u00e7\u00e3o|presentazione|\u043f\u0440\u0435\u0437\u0435\u043d\u0442\u0430\u0446\u0438\u044f)"
    r"(?:[ -](?:de |do |di )?(?:powerpoint|presentation|pr\u00e4sentation|\u6f14\u793a\u6587\u7a3f))"
    r"|(?:untitled|unbenannt|unnamed|ohne titel|sans titre|sin t[i\u00ed]tulo|sem t\u00edtulo|senza titolo|naamloos|namnl\u00f6s"
    r"|bez n\u00e1zvu|bez tytu\u0142u|\u0431\u0435\u0437 \u0438\u043c\u0435\u043d\u0438|\u65e0\u6807\u9898|\u7121\u984c|\uc81c\ubaa9 \uc5c6\uc74c).*"
    r"|no title|title|titel|titre|t\u00edtulo|new document|neues dokument|scanned (?:document|image)|scan ?\d*"
    r"|(?:document|dokument|documento|presentation|pr\u00e4sentation|sheet|tabelle|mappe|classeur|libro|book) ?\d*"
    r"|(?:slide|folie|diapositiv[ae]|page|seite) ?\d+(?: ?(?:of|von|/) ?\d+)?|unknown|none|null|n/?a|draft|doc|pdf|index|home|\(?anonymous\)?"
    r"|(?:[a-z]:\\|file:|/(?:home|users|tmp|var)/).*"
    r"|.+\.(?:docx?|dotx?|pdf|tex|dvi|indd|qxd|rtf|odt|odp|ods|wpd|pptx?|xlsx?|p65|cdr)"
    r"|\S+\.(?:e?ps|fm|txt|html?|pub|pages|ai|md))",
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
