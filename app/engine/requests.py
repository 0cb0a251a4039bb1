"""What the window asks of the engine: values."""

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.query import Filter
from app.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Search:
    """Find documents. A newer one overtakes those that were not begun, which get no answer."""

    number: int
    text: str
    """As typed, query language and all."""
    filter: Filter = field(default_factory=Filter)
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Show:
    """Show a passage in its document's text. A newer one overtakes."""

    number: int
    document_id: int
    start: int
    end: int
    text: str
    """The query as typed, whose words are marked."""


@dataclass(frozen=True, slots=True)
class AddFolders:
    """Add these folders for good and index them."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class EstimateFolders:
    """Say what these folders, together, would come to if they were added. A newer one overtakes."""

    number: int
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class StopEstimate:
    """Nobody waits for the estimate any more."""


@dataclass(frozen=True, slots=True)
class RemoveFolder:
    """Take a folder out, and forget what was read from it."""

    path: Path


@dataclass(frozen=True, slots=True)
class ChangeRules:
    """From now on this is left out of a folder; `Folders` follows, or `Refused` where something is no rule."""

    path: Path
    rules: tuple[str, ...]
    """Lines as in `.gitignore`."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Look through all folders."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Do not wait for what is waited for now, until it is over; a full disk is waited for all the same."""


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """From now on these are the settings; `paused` lets indexing rest or go on at once."""

    settings: Settings


@dataclass(frozen=True, slots=True)
class ListUnread:
    """Name the files that could not be read."""


@dataclass(frozen=True, slots=True)
class RetryUnread:
    """Read again what could not be read: all, or what failed for one reason, or one file."""

    reason: str = ""
    """A `Reason`, or empty."""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Diagnose:
    """Say why a file is found, or is not."""

    number: int
    path: Path
    """Absolute."""
    text: str = ""
    """The query as typed, for its rank."""
    filter: Filter = field(default_factory=Filter)


Request = (
    Search
    | Show
    | AddFolders
    | EstimateFolders
    | StopEstimate
    | RemoveFolder
    | ChangeRules
    | LookAgain
    | GoOn
    | ChangeSettings
    | ListUnread
    | RetryUnread
    | Diagnose
)
