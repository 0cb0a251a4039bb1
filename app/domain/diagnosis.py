"""Why a file is found, or is not."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Finding(StrEnum):
    """What stands between a path and its being found; the first that applies."""

    OWN = "own"
    """It is Clew's own data."""
    OUTSIDE = "outside"
    """No folder of the library covers it."""
    FORGOTTEN = "forgotten"
    """The user had it forgotten; it stays out until he adds it again."""
    SKIPPED = "skipped"
    """A rule passes it over; `reason` names the rule."""
    UNREACHABLE = "unreachable"
    """Its folder, or its drive, is away; what is known of it is still found."""
    GONE = "gone"
    """There is no such file."""
    FOLDER = "folder"
    """It is a folder that is looked through."""
    RULES = "rules"
    """It is a file of rules, `.clewignore`, and says what is left out; `detail` counts them."""
    HOLDS = "holds"
    """It holds documents that are looked at, an archive or a mailbox."""
    NEW = "new"
    """It has not been looked at yet."""
    CHANGED = "changed"
    """It is found as it was; it has changed since."""
    FAILED = "failed"
    """It could not be read; `reason` is a `Reason`."""
    WORDS = "words"
    """Its words are found; its meaning waits for the encoder."""
    INDEXED = "indexed"
    """It is found by word and by meaning."""


FOUND = frozenset(
    {
        Finding.INDEXED,
        Finding.WORDS,
        Finding.CHANGED,
        Finding.FOLDER,
        Finding.HOLDS,
        Finding.UNREACHABLE,
    }
)
"""The document, or what is in the folder, turns up in searches."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answer for one path."""

    path: Path
    finding: Finding
    reason: str = ""
    detail: str = ""
    """A fact that belongs to the reason: a limit, a folder, what was forgotten, a number of documents or passages."""
    left_out: str = ""
    """What could not be read of a document that is found otherwise; of a file of rules, lines that are none."""
    position: int = 0
    """Its turn among the files that wait, counted from 1; 0 where it does not wait, or nobody knows."""
    queue: int = 0
    """Files that wait, newest first; 0 where nobody knows."""
    line: int = 0
    """Where the user's rule is written, which is the detail: in which line of his rules,"""
    origin: str = ""
    """or of this file, relative to the folder that is searched."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a document stands among the answers to a query."""

    place: int
    """Counted from 1; 0: it is not among the candidates."""
    total: int
    """Documents that were compared; copies count as one."""
    is_filtered_out: bool = False
    """The filters leave it out; place and total are without them."""
