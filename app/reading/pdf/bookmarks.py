"""The bookmarks of a PDF, as headings of its pages."""

import itertools
from typing import TYPE_CHECKING, Any

from app.reading.outline import SEPARATOR

if TYPE_CHECKING:
    import pypdfium2

BOOKMARKS = 5000
"""Bookmarks read at most."""


def headings(pdf: "pypdfium2.PdfDocument", pages: int) -> list[str]:
    """For each of *pages* pages the path of its first bookmark, or of the last one before it."""
    starts: dict[int, str] = {}
    path: list[str] = []
    for bookmark in itertools.islice(pdf.get_toc(), BOOKMARKS):
        del path[bookmark.level :]
        path.append(" ".join(_title(bookmark).split()))
        destination = bookmark.get_dest()
        number: Any = destination.get_index() if destination else None
        if number is not None:
            starts.setdefault(number, SEPARATOR.join(filter(None, path)))
    found: list[str] = []
    for number in range(pages):
        found.append(starts.get(number, found[-1] if found else ""))
    return found


def _title(bookmark: "pypdfium2.PdfBookmark") -> str:
    try:
        return str(bookmark.get_title())
    except UnicodeDecodeError:  # broken UTF-16 in the file
        return ""
