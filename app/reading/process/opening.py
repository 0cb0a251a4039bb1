"""Looking at a path, and opening it, in ways that cannot block, download or write."""

import errno
import os
import stat
from pathlib import Path

from app.domain.errors import Reason, Unreadable

_WINDOWS_PLACEHOLDER = 0x00001000 | 0x00040000 | 0x00400000
"""FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS: reading would download."""
_MACOS_PLACEHOLDER = 0x40000000
"""SF_DATALESS of `st_flags`."""
_GONE = {
    errno.ENOENT,
    errno.ENOTDIR,
    errno.ELOOP,
    errno.ENAMETOOLONG,
    errno.ENODEV,
    errno.ENXIO,
    errno.ESTALE,
}
_OURS = {errno.EMFILE, errno.ENFILE, errno.ENOMEM}
"""Want of this process or this machine, which says nothing about the file."""
MEGABYTE = 1024 * 1024


def check(path: Path, most_bytes: int) -> int:
    """Return the size in bytes of the regular file at *path*, without opening it.

    Raises:
        Unreadable: GONE, NO_PERMISSION, UNKNOWN_KIND (not a regular file), CLOUD_ONLY, EMPTY,
            TOO_LARGE (more than *most_bytes*), or DAMAGED where the disk fails.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    _check_status(status, most_bytes)
    return status.st_size


def open_checked(path: Path, most_bytes: int) -> int:
    """Open *path* to read and return its descriptor, which the caller closes.

    Raises:
        Unreadable: as `check` does; what lies there now may not be what lay there a moment ago.
    """
    # Opening a FIFO, or a terminal, must neither block nor change anything.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise unreadable(error) from error
    try:
        _check_status(os.fstat(descriptor), most_bytes)
    except Unreadable:
        os.close(descriptor)
        raise
    return descriptor


def unreadable(error: OSError | ValueError) -> Unreadable:
    """What an *error* of opening means to the user; ValueError is a path that cannot exist.

    Raises:
        OSError: *error* itself, if it is no fault of the file.
    """
    if isinstance(error, OSError) and error.errno in _OURS:
        raise error
    if isinstance(error, ValueError) or error.errno in _GONE:
        return Unreadable(Reason.GONE)
    if isinstance(error, PermissionError):
        return Unreadable(Reason.NO_PERMISSION)
    return Unreadable(Reason.DAMAGED, error.strerror or "")


def _check_status(status: os.stat_result, most_bytes: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(Reason.UNKNOWN_KIND, "not a file")
    attributes = getattr(status, "st_file_attributes", 0)
    flags = getattr(status, "st_flags", 0)
    if attributes & _WINDOWS_PLACEHOLDER or flags & _MACOS_PLACEHOLDER:
        raise Unreadable(Reason.CLOUD_ONLY)
    if status.st_size == 0:
        raise Unreadable(Reason.EMPTY)
    if status.st_size > most_bytes:
        raise Unreadable(Reason.TOO_LARGE, f"{most_bytes // MEGABYTE} MB")
