"""What LanceDB's errors mean: all are plain RuntimeErrors (a few OSErrors), told apart by their text."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from app.domain.errors import LibraryUnusable


class IndexDamaged(LibraryUnusable):
    """The index cannot be read; the next writer mends or rebuilds it."""


class Failure(StrEnum):
    """What went wrong in the world below LanceDB."""

    DISK_FULL = "disk-full"
    NO_PERMISSION = "no-permission"
    GONE = "gone"
    """A file named by the version in use is not there: pruned meanwhile, or lost."""
    DAMAGED = "damaged"
    OTHER = "other"


_SIGNS = (
    (Failure.DISK_FULL, ("no space left", "os error 28", "storagefull", "quota exceeded", "os error 112")),
    (Failure.NO_PERMISSION, ("permission denied", "read-only file system", "os error 13", "os error 30")),
    (Failure.GONE, ("not found", "no such file", "os error 2)")),
    (
        Failure.DAMAGED,
        ("file size is too small", "invalid range", "protobuf", "magic", "corrupt", "out of range", "truncated",
         "failed to decode", "invalid footer", "eof", "range end index", "data file"),
    ),
)  # fmt: skip


def classify(error: BaseException) -> Failure:
    """Tell from its text what an error of LanceDB means; the first sign that fits decides."""
    text = str(error).lower()
    for failure, signs in _SIGNS:
        if any(sign in text for sign in signs):
            return failure
    return Failure.OTHER


@contextmanager
def world_errors() -> Iterator[None]:
    """Turn errors of the world into the domain's; bugs pass through.

    Raises:
        LibraryUnusable: the disk is full or must not be written.
        IndexDamaged: files of the index are missing or torn.
    """
    try:
        yield
    except (RuntimeError, OSError) as error:
        match classify(error):
            case Failure.DISK_FULL:
                raise LibraryUnusable(
                    "The disk that holds the index is full. Free some space and start indexing again; nothing was lost."
                ) from error
            case Failure.NO_PERMISSION:
                raise LibraryUnusable(
                    "The index may not be written. Allow writing to the data folder, or choose another one."
                ) from error
            case Failure.GONE | Failure.DAMAGED:
                raise IndexDamaged(
                    "The index of meanings is damaged. It is rebuilt at the next indexing; search by word goes on."
                ) from error
            case Failure.OTHER:
                raise
