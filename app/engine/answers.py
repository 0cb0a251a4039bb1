"""What the engine answers, and what its client says of it: values."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.diagnosis import Diagnosis, Rank
from app.domain.estimate import Estimate
from app.domain.hit import Excerpt, Results
from app.domain.reasons import Reasons
from app.domain.searches import KnownSearches
from app.domain.self_check import SelfCheck
from app.domain.settings import Settings
from app.domain.state import Activity, FolderState, Totals


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
class Explained:
    """The answer to `Explain`; without reasons where the document is no hit any more."""

    number: int
    reasons: Reasons | None


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders changed, or what is known of them."""

    states: tuple[FolderState, ...]


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """Somebody else changed the settings: the command line, or the user in the file itself."""

    settings: Settings


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
class Estimated:
    """The answer to `EstimateFolders`: the counts as they grow, then, as the final one, with the forecast."""

    number: int
    estimate: Estimate
    final: bool


@dataclass(frozen=True, slots=True)
class Searches:
    """What can be searched for again; also said where the command line changed it."""

    known: KnownSearches


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to `CheckQuality`: how far it is, then, as the last one, what came of it, or why nothing did."""

    number: int
    done: int = 0
    total: int = 0
    result: SelfCheck | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was asked cannot be done; the engine goes on."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """The library cannot be opened, and the engine ends; starting it again would not help by itself."""

    sentence: str


@dataclass(frozen=True, slots=True)
class EngineLost:
    """The engine died. `again`: it is being started once more, `Opened` follows; else it has died too often."""

    again: bool


Answer = (
    Opened
    | Found
    | Shown
    | Explained
    | Folders
    | SettingsChanged
    | Standing
    | Working
    | MeaningReady
    | Unread
    | Diagnosed
    | Estimated
    | Searches
    | Checked
    | Refused
    | Unusable
    | EngineLost
)
