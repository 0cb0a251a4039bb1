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


FOUND = frozenset({Finding.INDEXED, Finding.WORDS, Finding.CHANGED, Finding.FOLDER, Finding.UNREACHABLE})
"""The document, or what is in the folder, turns up in searches."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The answer for one path."""

    path: Path
    finding: Finding
    reason: str = ""
    detail: str = ""
    """A fact that belongs to the reason: a limit, the name of a folder, a number of documents or passages."""
    left_out: str = ""
    """What could not be read of a document that is found otherwise."""
