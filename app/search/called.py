"""Documents that are called exactly what was typed."""

from app.analysis.tokens import tokens
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow

MOST = 500
"""Documents that are looked at."""
MOST_WORDS = 40
"""Of a name or a title that somebody types."""


def called(catalogue: Catalogue, text: str) -> list[int]:
    """Documents whose whole title or file name, with its suffix or without, has the words of *text*, in order."""
    asked = _words(text)
    if not 0 < len(asked) <= MOST_WORDS:
        return []
    found = catalogue.sparse.documents_with_in_name(asked, MOST)
    rows = catalogue.lookup.documents(found)
    return [identity for identity in found if identity in rows and asked in _names(rows[identity])]


def _names(row: DocumentRow) -> list[list[str]]:
    name = row.location.name
    return [_words(name), _words(name.rpartition(".")[0]), _words(row.title)]


def _words(text: str) -> list[str]:
    return [token.surface for token in tokens(text)]
