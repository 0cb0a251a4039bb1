"""What a search tells the index; beside `query`, which a process without numpy can load."""

from dataclasses import dataclass

from app.domain.vectors import Ids


@dataclass(frozen=True, slots=True)
class DenseFilter:
    """What the index is told: its own columns, and a set of documents where the catalogue knows more.

    A field of None asks for nothing. `documents` is sorted and unique.
    """

    kinds: frozenset[str] | None = None
    languages: frozenset[str] | None = None
    documents: Ids | None = None
