"""The title of a document that states none, where the name of its file says nothing either: its first line."""

import re
from dataclasses import replace
from pathlib import PurePath

from app.domain.document import Document, Kind
from app.reading.stated import sensible_title

PROSE = frozenset(
    {Kind.TEXT, Kind.MARKDOWN, Kind.MARKUP, Kind.HTML, Kind.PDF, Kind.DOCUMENT, Kind.BOOK, Kind.PICTURE}
)
"""Kinds whose first line is what a person would call them by."""
SHORTEST, LONGEST = 4, 90
"""Characters of a line that can be a title."""
FEW = 5
"""Lines at the head of a document among which a title is looked for."""

_NO_NAME = re.compile(
    r"(?:copy|download|attachment|file|image|picture|photo|bild|te?mp|test|output"
    r"|scan(?:ned)?|img|dsc[nf]?|pxl|doc|document|dokument|page|seite|unbenannt|untitled|noname|new|neu)"
    r"[\s\d_().-]*"
    r"|[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?!\d{4}-\d\d(?:-\d\d)?$)[\d\s_().-]+",
    re.IGNORECASE,
)
_MARKS = " \t#=*_-~>|\u2022"


def titled(document: Document, name: str) -> Document:
    """*document* with a title, where its file is called *name*."""
    stem = PurePath(name).stem
    if document.title or document.kind not in PROSE or not _says_nothing(stem):
        return document
    lines = [line.strip(_MARKS) for line in document.text[: FEW * 1_000].splitlines()]
    first = [line for line in lines if line][:FEW]
    return replace(document, title=next(filter(None, map(_title, first)), ""))


def _says_nothing(stem: str) -> bool:
    return _NO_NAME.fullmatch(stem) is not None or (any(map(str.isalpha, stem)) and not sensible_title(stem))


def _title(line: str) -> str:
    """*line*, where it can be a title: short, of words, and no sentence that goes on."""
    letters = sum(map(str.isalpha, line))
    is_wordy = letters >= SHORTEST and 2 * letters > len(line)
    is_open = line.endswith((",", ";", ":"))
    return sensible_title(line) if is_wordy and len(line) <= LONGEST and not is_open else ""
