"""What the errors of LanceDB and of the disk mean, told by their text in this one place."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import DiskFull, KnownError, LibraryUnusable, says_full


class IndexDamaged(LibraryUnusable):
    """Files of the index are missing or torn; the next writer mends or rebuilds it."""

    def __init__(self) -> None:
        super().__init__(
            "The index of meanings is damaged. It is rebuilt at the next indexing; search by word goes on."
        )


class FileGone(IndexDamaged):
    """A file that the version in use names is not there: pruned a moment ago, or lost."""


_REFUSED = "The index may not be written. Allow writing to the data folder, or choose another one."
_SHORT = "The computer has no memory or no file handles left. Close other programs and start again."
_FULL = ("no space left", "not enough space", "quota exceeded")
_REFUSALS = (
    (_REFUSED, ("permission denied", "access is denied", "read-only file system")),
    (_SHORT, ("too many open files", "cannot allocate memory", "resource temporarily unavailable")),
)
_GONE = ("not found", "no such file", "cannot find the")


@contextmanager
def lancedb_errors() -> Iterator[None]:
    """Give a meaning to whatever LanceDB raises: around its calls, and around nothing else.

    It raises RuntimeError, ValueError, OSError and, from Rust, exceptions of no common class. Files
    garbled at random brought forth forty texts, from "failed to fill whole buffer" to "unsupported
    index version", so that everything without a better meaning is damage.

    Raises:
        DiskFull: the disk is full.
        LibraryUnusable: the disk refuses, or memory or file handles ran out.
        FileGone: a file is not there.
        IndexDamaged: anything else.
    """
    try:
        yield
    except KnownError:
        raise
    except Exception as error:
        if refusal := _refusal(error):
            raise refusal from error
        gone = any(sign in str(error).lower() for sign in _GONE)
        raise (FileGone() if gone else IndexDamaged()) from error


@contextmanager
def file_errors() -> Iterator[None]:
    """Give a meaning to what the disk answers to our own calls.

    Raises:
        DiskFull: the disk is full.
        LibraryUnusable: it refuses, or fails.
    """
    try:
        yield
    except OSError as error:
        sentence = (
            f"The data folder cannot be used ({error.strerror}). Look at its disk, or choose another one."
        )
        raise _refusal(error) or LibraryUnusable(sentence) from error


def _refusal(error: Exception) -> LibraryUnusable | None:
    text = str(error).lower()
    if any(sign in text for sign in _FULL) or (isinstance(error, OSError) and says_full(error)):
        return DiskFull()
    found = (sentence for sentence, signs in _REFUSALS if any(sign in text for sign in signs))
    return next(map(LibraryUnusable, found), None)
