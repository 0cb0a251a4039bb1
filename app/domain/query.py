"""What the user asks."""

from dataclasses import dataclass, field
from enum import StrEnum

FARTHEST = 2**63 - 1
"""Nanoseconds that the catalogue can compare with: the year 2262; the other end is 1677."""


class Mode(StrEnum):
    """Which retrieval answers."""

    HYBRID = "hybrid"
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Filter:
    """Given aspects of a document; an empty field asks for nothing.

    All fields that ask hold at once. Several values of one field mean any of them.
    """

    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    folders: tuple[bytes, ...] = ()
    """Absolute paths as bytes: the document lies in one of them, at any depth."""
    folder_words: tuple[str, ...] = ()
    """Names: some folder on the document's path is called so; `a/b` are names that follow each other."""
    since: int | None = None
    """Changed at or after, nanoseconds since 1970."""
    until: int | None = None
    """Changed before, nanoseconds since 1970."""
    periods: tuple[tuple[int, int], ...] = ()
    """Changed at or after the first and before the second, nanoseconds since 1970."""
    extensions: frozenset[str] = frozenset()
    """Ends of the file name, without the dot, in lower case."""
    names: tuple[str, ...] = ()
    """Parts of the file name. Case and diacritics are set aside, as in folders' and authors' names."""
    authors: tuple[str, ...] = ()
    """Parts of what the file states as its author."""


@dataclass(frozen=True, slots=True)
class Query:
    """Text to find, exact words it must or must not hold, and filters."""

    text: str
    phrases: tuple[str, ...] = ()
    """Each must stand in the document, word for word."""
    excluded: tuple[str, ...] = ()
    """Words and phrases of which none may stand in the document."""
    filter: Filter = field(default_factory=Filter)
    mode: Mode = Mode.HYBRID
    without: Filter = field(default_factory=Filter)
    """A document that has any single value of any field here is left out."""
    typing: bool = False
    """Whether the last word of `text` may still go on: words that begin with it are found, too."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A filter's value that no document has."""

    aspect: str
    """An `app.domain.query_language.parts.Aspect`."""
    value: str
    """As the filter has it."""
    near: tuple[str, ...] = ()
    """Values that documents do have and that look like it, best first."""
