"""Errors that the world causes; everything else is a bug and reaches the log with a traceback.

KnownError
    WrongUse                a command or folder that makes no sense; exit code 2
    LibraryBusy             another process holds the writer's lock
    NewerLibrary            the data folder was written by a newer Clew
    LibraryUnusable         the data folder cannot be read or written
        DiskFull            its disk is full: the same works again when there is room
    Unreadable              one file could not be read; becomes a row, never a stop
"""

import errno
from enum import StrEnum


class Reason(StrEnum):
    """Why a file could not be read."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NOT_TEXT = "not-text"
    EMPTY = "empty"
    TOO_LARGE = "too-large"
    UNKNOWN_KIND = "unknown-kind"
    GONE = "gone"
    NO_PERMISSION = "no-permission"
    CLOUD_ONLY = "cloud-only"
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out-of-memory"


class KnownError(Exception):
    """The world's fault: its text is one calm sentence with a way out."""


class WrongUse(KnownError):
    """What was asked for cannot be done as asked."""


class LibraryBusy(KnownError):
    """Another process is writing this library."""


class NewerLibrary(KnownError):
    """The data folder was written by a newer version; nothing was touched."""


class LibraryUnusable(KnownError):
    """The data folder cannot be used: permissions, a full disk."""


class DiskFull(LibraryUnusable):
    """The disk that holds the data folder is full; what was said before stands, and the same works later."""

    def __init__(self) -> None:
        super().__init__(
            "The disk that holds Clew's data is full. Please free some space: nothing was lost, and indexing goes on"
            " where it stopped."
        )


_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FULL_ON_WINDOWS = frozenset({39, 112})
"""ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL; the first has no errno of its own."""


def says_full(error: OSError) -> bool:
    """Whether the system refused because the disk, or the user's share of it, is full."""
    return error.errno in _FULL or getattr(error, "winerror", None) in _FULL_ON_WINDOWS


class Unreadable(KnownError):
    """One file could not be read."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
        """Facts for the sentence shown to the user (a limit, a page), never document text."""
