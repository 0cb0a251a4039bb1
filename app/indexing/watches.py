"""Whether the system lets us watch: some file systems tell nothing, and Linux counts the folders."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_IN_DELETE_SELF = 0x400


def is_watch_to_be_had(folder: Path) -> bool:
    """Whether one more folder could be watched. False on Linux where the user's watches are used up.

    watchdog passes over such folders in silence, so we try with one of our own.
    """
    if sys.platform != "linux":
        return True
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init()
    if descriptor < 0:
        return False
    try:
        added = libc.inotify_add_watch(descriptor, os.fsencode(folder), _IN_DELETE_SELF)
        return bool(added >= 0 or ctypes.get_errno() != errno.ENOSPC)
    finally:
        os.close(descriptor)
