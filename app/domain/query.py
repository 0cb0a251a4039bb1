"""What the user asks."""

from dataclasses import dataclass, field
from enum import StrEnum


class Mode(StrEnum):
    """Which retrieval answers."""

    HYBRID = "hybrid"
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Filter:
    """Given aspects that a hit must have; an empty field asks for nothing."""

    kinds: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    folders: tuple[bytes, ...] = ()
    """Absolute paths as bytes: the document lies in one of them, at any depth."""
    folder_words: tuple[str, ...] = ()
    """Names: some folder on the document's path is called one of them, case aside."""
    since: int | None = None
    """Changed at or after, nanoseconds since 1970."""
    until: int | None = None
    """Changed before, nanoseconds since 1970."""


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
