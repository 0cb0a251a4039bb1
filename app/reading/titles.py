"""The title of a document that states none, where the name of its file says nothing either: its first line."""

from dataclasses import replace

from app.domain.document import Document, Kind
from app.domain.titles import sensible_title, title_under

PROSE = frozenset(
    {Kind.TEXT, Kind.MARKDOWN, Kind.MARKUP, Kind.HTML, Kind.PDF, Kind.DOCUMENT, Kind.BOOK, Kind.PICTURE}
)
"""Kinds whose first line is what a person would call them by."""
SHORTEST, LONGEST = 4, 90
"""Characters of a line that can be a title."""
FEW = 5
"""Lines at the head of a document among which a title is looked for."""

_MARKS = " \t#=*_-~>|\u2022"


def titled(document: Document, name: str) -> Document:
    """*document* with its opening, and a title, where its file is called *name*."""
    if document.title or document.kind not in PROSE:
        return document
    lines = [line.strip(_MARKS) for line in document.text[: FEW * 1_000].splitlines()]
    first = [line for line in lines if line][:FEW]
    opening = next(filter(None, map(_title, first)), "")
    return replace(document, opening=opening, title=title_under(name, opening))


def _title(line: str) -> str:
    """*line*, where it can be a title: short, of words, and no sentence that goes on."""
    letters = sum(map(str.isalpha, line))
    is_wordy = letters >= SHORTEST and 2 * letters > len(line)
    is_open = line.endswith((",", ";", ":"))
    return sensible_title(line) if is_wordy and len(line) <= LONGEST and not is_open else ""
