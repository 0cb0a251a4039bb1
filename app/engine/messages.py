"""What window and engine, and engine and indexer, say to each other: values."""

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.diagnosis import Diagnosis, Rank
from app.domain.events import (
    Counted,
    DocumentFailed,
    DocumentStored,
    FolderUnreachable,
    Settled,
    Tidying,
)
from app.domain.hit import Excerpt, Results
from app.domain.query import Filter
from app.domain.settings import Settings
from app.domain.state import Activity, FolderState, Totals

# The window asks. ------------------------------------------------------------------------------


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
class RemoveFolder:
    """Take a folder out, and forget what was read from it."""

    path: Path


@dataclass(frozen=True, slots=True)
class LookAgain:
    """Look through all folders; also said to the indexer."""


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


# The engine answers. ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """The library is open; the first message of an engine that can work."""

    settings: Settings
    folders: tuple[FolderState, ...]
    totals: Totals
    warning: str = ""
    """A sentence to be said once, or empty."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to `Search`. Until `MeaningReady` it is found by words alone."""

    number: int
    results: Results


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer to `Show`; without an excerpt where the document is gone."""

    number: int
    excerpt: Excerpt | None


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders changed, or what is known of them."""

    states: tuple[FolderState, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The library grew or shrank; said at most about once a second, and whenever work comes to rest."""

    totals: Totals


@dataclass(frozen=True, slots=True)
class Working:
    """What the indexer is at changed; said at most some ten times a second."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class MeaningReady:
    """Encoder and index are loaded: what was found by words alone can be found by meaning, too."""


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that could not be read."""

    path: Path
    reason: str
    """A `Reason`."""
    detail: str
    member: str = ""
    """Its name inside the file, where the file holds documents."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The answer to `ListUnread`."""

    files: tuple[UnreadFile, ...]


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """The answer to `Diagnose`."""

    number: int
    diagnosis: Diagnosis
    rank: Rank | None = None
    """For the query; None where there is none, or nothing of the file is indexed."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was asked cannot be done; the engine goes on."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """The library cannot be opened, and the engine ends; starting it again would not help by itself."""

    sentence: str


# The indexer says, beside the events of its parts. ---------------------------------------------


@dataclass(frozen=True, slots=True)
class Looking:
    """The folders are being looked through; whatever was asked before this is being done."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another process is writing this library; the indexer ends."""

    sentence: str


# The client itself says. -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EngineLost:
    """The engine died. `again`: it is being started once more, `Opened` follows; else it has died too often."""

    again: bool


Request = (
    Search
    | Show
    | AddFolders
    | RemoveFolder
    | LookAgain
    | ChangeSettings
    | ListUnread
    | RetryUnread
    | Diagnose
)
Answer = (
    Opened
    | Found
    | Shown
    | Folders
    | Standing
    | Working
    | MeaningReady
    | Unread
    | Diagnosed
    | Refused
    | Unusable
    | EngineLost
)
Report = (
    Looking
    | Counted
    | DocumentStored
    | DocumentFailed
    | FolderUnreachable
    | Tidying
    | Settled
    | Elsewhere
    | Refused
)
"""What the indexer tells the engine."""
Message = Request | Answer | Report
