"""Room on the disk that is left alone: a full disk stops other programs, too."""

import shutil
import sys
from pathlib import Path

from app.domain.errors import DiskFull

HEAD_ROOM = 100_000_000
"""Bytes. A document of ten million characters, the most there is, writes 30 MB of text, words and log, and 36 MB
of vectors, before we look again; and where less is left other programs, and the system, begin to fail.
"""


def free_bytes(folder: Path) -> int:
    """What may still be written on the disk of *folder*; without end where it does not say how large it is.

    Raises:
        OSError: the disk is away.
    """
    disk = shutil.disk_usage(folder)
    return disk.free if disk.total else sys.maxsize


def has_room(folder: Path) -> bool:
    """Whether more may be written to the disk of *folder*."""
    return free_bytes(folder) >= HEAD_ROOM


def require_room(folder: Path) -> None:
    """Go on only where there is room.

    Raises:
        DiskFull: the disk of *folder* is nearly full.
    """
    if not has_room(folder):
        raise DiskFull
