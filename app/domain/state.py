"""The library as it stands."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Totals:
    """What the status line shows.

    `files` are those documents that are not `inside` others, the `archives`, and what failed that is not
    `inside_failed`.
    """

    documents: int
    """That can be found."""
    passages: int
    waiting: int
    """Passages that the encoder has not seen."""
    failed: dict[str, int]
    """Reason -> files, and documents inside files."""
    languages: dict[str, int]
    skipped: dict[str, int]
    """Rule -> files passed over."""
    waiting_documents: int = 0
    """Documents with such passages: found by their words already."""
    files: int = 0
    """On the disk, looked at."""
    archives: int = 0
    """Files that hold documents, and are none: archives, mailboxes."""
    inside: int = 0
    """Documents that those hold."""
    inside_failed: dict[str, int] = field(default_factory=dict)
    """Reason -> what those hold that could not be read."""


class Following(StrEnum):
    """How a folder is followed while Clew runs."""

    LIVE = "live"
    REMOTE = "remote"
    """It lies on a network drive, which tells of no changes: it is looked through from time to time."""
    TOO_MANY = "too-many"
    """The system watches no more folders: it is looked through from time to time."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """A user folder as it stands."""

    path: Path
    documents: int
    state: str
    """`indexed`, `waiting` (never looked through) or `unreachable`."""
    following: Following = Following.LIVE
    volume: str = ""
    """Name of the drive or share that it lies on; empty for the drive that the system runs from."""
    away: tuple[str, ...] = ()
    """Names of drives and shares with documents of this folder that are away."""
    rules: tuple[str, ...] = ()
    """What the user leaves out of it: lines as in `.gitignore`."""
    skipped: dict[str, int] = field(default_factory=dict)
    """Rule -> files passed over in it."""


@dataclass(frozen=True, slots=True)
class Status:
    """The library as it stands."""

    totals: Totals
    size_bytes: int
    recipe: dict[str, str]


class Hold(StrEnum):
    """Why indexing waits although nobody paused it; the weightiest first."""

    DISK_FULL = "disk-full"
    BATTERY = "battery"
    FULL_SCREEN = "full-screen"
    LOAD = "load"


class Doing(StrEnum):
    """What goes on behind the window."""

    NOTHING = "nothing"
    LOOKING = "looking"
    READING = "reading"
    ENCODING = "encoding"
    TIDYING = "tidying"
    PAUSED = "paused"
    HELD = "held"
    """There is something to do, and a reason to wait with it."""
    ELSEWHERE = "elsewhere"
    """Another process is indexing this library."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Activity:
    """What the indexer is at, as the status strip shows it."""

    doing: Doing
    done: int = 0
    total: int = 0
    """Files while reading, passages while encoding, 0 where it cannot be told."""
    seconds_left: float | None = None
    sentence: str = ""
    """What is wrong, where something is."""
    hold: Hold | None = None
    """What is waited for, where it is `HELD`."""
    rate: float | None = None
    """Files or passages a second; None while that cannot be told."""
