"""Whether a window is open on a library: a lock that its process holds, and that dies with it, however that ends.

`filelock` could do the same; loading it takes a tenth of the time in which the window stands.
"""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})
"""What the systems answer where another process holds the lock."""


class WindowLock:
    """The lock of one library; left as a context, it is given back."""

    def __init__(self, path: Path) -> None:
        """*path* is its file; nothing is taken yet."""
        self._path = path
        self._held: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def take(self) -> bool:
        """Take it and keep it; False where another process has it.

        True also where there can be no lock: a data folder that cannot be used is for the engine to tell.
        """
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True
        try:
            _lock(held)
        except OSError as error:
            os.close(held)
            return error.errno not in _HELD
        self._held = held
        return True

    def release(self) -> None:
        """Give it back."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


def is_window_open(path: Path) -> bool:
    """Whether a process holds the lock at *path*."""
    with suppress(OSError):
        probe = os.open(path, os.O_RDWR)
        try:
            _lock(probe)
        except OSError as error:
            return error.errno in _HELD
        finally:
            os.close(probe)
    return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
