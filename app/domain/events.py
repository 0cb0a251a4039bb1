"""What the working parts report while they work: values, never sentences."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.errors import Reason


class Phase(StrEnum):
    """What is being counted."""

    WORDS = "words"
    MEANING = "meaning"
    CHECKING = "checking"
    """Passages of a self-check."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Progress of one phase; *total* grows while folders are still being looked through."""

    phase: Phase
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class DocumentStored:
    """The words of this document are searchable from here on."""

    path: Path
    passages: int


@dataclass(frozen=True, slots=True)
class DocumentFailed:
    """This file could not be read; a row says so."""

    path: Path
    reason: Reason
    detail: str
    member: str = ""
    """Name of the document inside the file, where it is one."""


@dataclass(frozen=True, slots=True)
class FolderUnreachable:
    """A folder could not be looked through; its documents were kept."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Tidying:
    """The index is being merged and pruned; nothing can be counted meanwhile."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The folders, the catalogue and the index agree."""

    seen: int
    read: int
    moved: int
    forgotten: int
    failed: int
    passages: int
    seconds: float
    words_ready_seconds: float


Event = Counted | DocumentStored | DocumentFailed | FolderUnreachable | Tidying | Settled
