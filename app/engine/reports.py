"""What the indexer tells the engine, beside the events of its parts: values."""

from dataclasses import dataclass

from app.domain.events import (
    Counted,
    DocumentFailed,
    DocumentStored,
    FolderUnreachable,
    Settled,
    Tidying,
)
from app.engine.answers import Refused


@dataclass(frozen=True, slots=True)
class Looking:
    """The folders are being looked through; whatever was asked up to this *number* is being done."""

    number: int = 0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another process is writing this library; the indexer ends."""

    sentence: str


@dataclass(frozen=True, slots=True)
class NoRoom:
    """The disk is full; the indexer ends, and nothing is lost."""

    sentence: str


Report = (
    Looking
    | Counted
    | DocumentStored
    | DocumentFailed
    | FolderUnreachable
    | Tidying
    | Settled
    | Elsewhere
    | NoRoom
    | Refused
)
"""What the indexer tells the engine."""
