"""Which titles and names say something; a document without a title of its own is called by one or the other."""

import re
from pathlib import PurePath

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
_NO_NAME = re.compile(
    r"(?:copy|download|attachment|file|image|picture|photo|bild|te?mp|test|output"
    r"|scan(?:ned)?|img|dsc[nf]?|pxl|doc|document|dokument|page|seite|unbenannt|untitled|noname|new|neu)"
    r"[\s\d_().-]*"
    r"|[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?!\d{4}-\d\d(?:-\d\d)?$)[\d\s_().-]+",
    re.IGNORECASE,
)


def sensible_title(stated: str) -> str:
    """*stated* as one line, or empty where a program filled it in or nothing can be read."""
    title = " ".join(stated.split())
    if len(title) > _LONGEST_TITLE or _NO_TITLE.fullmatch(title) or not any(map(str.isalpha, title)):
        return ""
    return title


def title_under(name: str, opening: str) -> str:
    """The title of a document that states none, whose file is called *name*: its *opening*, or the name itself.

    The opening is a first line that could be a title; empty is returned where the name says more.
    """
    return opening if says_nothing(PurePath(name).stem) else ""


def says_nothing(stem: str) -> bool:
    """Whether a file's name, without its suffix, is none that a person would give."""
    return _NO_NAME.fullmatch(stem) is not None or (any(map(str.isalpha, stem)) and not sensible_title(stem))
