"""The library as it stands."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Totals:
    """What the status line shows."""

    documents: int
    passages: int
    waiting: int
    """Passages that the encoder has not seen."""
    failed: dict[str, int]
    """Reason -> files."""
    languages: dict[str, int]
    skipped: dict[str, int]
    """Rule -> files passed over."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """A user folder as it stands."""

    path: Path
    documents: int
    state: str
    """`indexed`, `waiting` (never looked through) or `unreachable`."""


@dataclass(frozen=True, slots=True)
class Status:
    """The library as it stands."""

    totals: Totals
    size_bytes: int
    recipe: dict[str, str]
