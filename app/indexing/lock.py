"""One writer: a lock held for the life of the process that writes, and who holds it."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from app.domain.errors import DiskFull, LibraryBusy, LibraryUnusable, says_full


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the writer's lock.

    The lock dies with its holder, however that ends; what stands beside it only says who it is.

    Raises:
        LibraryBusy: somebody else holds it; the sentence says who, as far as that is known.
        DiskFull: there is no room for the lock file.
        LibraryUnusable: it cannot be written.
    """
    lock = FileLock(path, timeout=0)
    holder = path.with_suffix(".holder")
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryBusy(
            f"This library is being written by {_describe(holder)}. Please wait until it is done."
        ) from error
    except OSError as error:
        if says_full(error):
            raise DiskFull from error
        raise LibraryUnusable(
            f"Clew cannot write to its data folder {path.parent} ({error.strerror})."
        ) from error
    try:
        with suppress(OSError):  # only a courtesy
            holder.write_text(json.dumps({"process": os.getpid(), "since": time.time()}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):  # gone already, or being read (Windows)
            holder.unlink()
        lock.release()


def _describe(holder: Path) -> str:
    try:
        said = json.loads(holder.read_text(encoding="utf-8"))
        since = time.strftime("%H:%M", time.localtime(float(said["since"])))
        return f"process {int(said['process'])} (since {since})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
