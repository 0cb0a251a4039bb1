"""Errors that the world causes; everything else is a bug and reaches the log with a traceback.

KnownError
    WrongUse                a command or folder that makes no sense; exit code 2
    LibraryBusy             another process holds the writer's lock
    NewerLibrary            the data folder was written by a newer Clew
    LibraryUnusable         the data folder cannot be read or written
    Unreadable              one file could not be read; becomes a row, never a stop
"""

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


class Unreadable(KnownError):
    """One file could not be read."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
        """Facts for the sentence shown to the user (a limit, a page), never document text."""
