"""Whether a file of SQLite's still stands as it stood, whoever writes to it."""

import sqlite3
import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
LITTLE_SECONDS = 0.005
SPARED = 20
"""Times as long as it takes to read passes before that is done again for what others have written."""

Standing = tuple[int, int]
"""Another one after every commit, through this connection or any other."""


def standing(connection: sqlite3.Connection) -> Standing:
    """How the file stands now; a few microseconds."""
    version = connection.execute("PRAGMA data_version").fetchone()[0]
    return int(version), connection.total_changes


class Remembered(Generic[T]):
    """Something read from the file, kept for as long as nobody writes.

    What takes long to read is not read again at once when another process writes: while files are indexed,
    something always changes.
    """

    def __init__(self, connection: sqlite3.Connection, read: Callable[[], T]) -> None:
        self._connection = connection
        self._read = read
        self._kept: tuple[Standing, T] | None = None
        self._next = 0.0

    def current(self) -> T:
        """As the file stands, or stood a moment ago."""
        now = standing(self._connection)
        if self._kept is None or not self._holds(self._kept[0], now):
            started = time.thread_time()
            self._kept = now, self._read()
            taken = time.thread_time() - started
            self._next = time.monotonic() + (SPARED * taken if taken > LITTLE_SECONDS else 0)
        return self._kept[1]

    def _holds(self, kept: Standing, now: Standing) -> bool:
        ours_as_before = kept[1] == now[1]
        return kept == now or (ours_as_before and time.monotonic() < self._next)
