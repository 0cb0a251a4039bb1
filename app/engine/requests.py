"""What the window asks of the engine: values."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Search:
    """Find documents. A newer one overtakes those that were not begun, which get no answer."""

    number: int
    text: str
    """As typed, filters and all: the text is the one truth."""
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
class Explain:
    """Say why a document is among the hits."""

    number: int
    document_id: int
    text: str
    """The query as typed."""
    limit: int = 50


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


@dataclass(frozen=True, slots=True)
class ListSearches:
    """Name what can be searched for again; `Searches` follows, as after each of the next six."""


@dataclass(frozen=True, slots=True)
class KeepSearch:
    """This was searched for, and meant; *instead_of*, kept before, was only half of it."""

    text: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class RemoveSearch:
    """Erase this from the history of searches."""

    text: str


@dataclass(frozen=True, slots=True)
class EraseHistory:
    """Erase all of it."""


@dataclass(frozen=True, slots=True)
class SaveSearch:
    """Keep a search under a name, in place of what had that name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class RenameSaved:
    """Call a saved search otherwise."""

    name: str
    new: str


@dataclass(frozen=True, slots=True)
class RemoveSaved:
    """Erase a saved search."""

    name: str


OfSearches = ListSearches | KeepSearch | RemoveSearch | EraseHistory | SaveSearch | RenameSaved | RemoveSaved


@dataclass(frozen=True, slots=True)
class CheckQuality:
    """Measure how well this library is searched; `Checked` says how far that is. A newer one overtakes."""

    number: int


@dataclass(frozen=True, slots=True)
class StopCheck:
    """Nobody waits for that any more."""


@dataclass(frozen=True, slots=True)
class SimilarTo:
    """Find what is like a document of the library; `Found` is the answer, the number counted with those of `Search`."""

    number: int
    document_id: int
    text: str = ""
    """As typed: its filters hold, its words do not."""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class SimilarToFile:
    """The same for a file, which need not be in the library; `Refused` says so where it cannot be read."""

    number: int
    path: Path
    """Absolute."""
    text: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class SimilarToText:
    """The same for a stretch of text."""

    number: int
    selected: str
    text: str = ""
    limit: int = 50


OfSimilar = SimilarTo | SimilarToFile | SimilarToText


Request = (
    Search
    | Show
    | Explain
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
    | ListSearches
    | KeepSearch
    | RemoveSearch
    | EraseHistory
    | SaveSearch
    | RenameSaved
    | RemoveSaved
    | CheckQuality
    | StopCheck
    | SimilarTo
    | SimilarToFile
    | SimilarToText
)
