"""Whether a file of SQLite's still stands as it stood, whoever writes to it."""

import sqlite3
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Standing = tuple[int, int]
"""Another one after every commit, through this connection or any other."""


def standing(connection: sqlite3.Connection) -> Standing:
    """How the file stands now; a few microseconds."""
    version = connection.execute("PRAGMA data_version").fetchone()[0]
    return int(version), connection.total_changes


class Remembered(Generic[T]):
    """Something read from the file, kept for as long as nobody writes."""

    def __init__(self, connection: sqlite3.Connection, read: Callable[[], T]) -> None:
        self._connection = connection
        self._read = read
        self._kept: tuple[Standing, T] | None = None

    def current(self) -> T:
        """As the file stands."""
        now = standing(self._connection)
        if self._kept is None or self._kept[0] != now:
            self._kept = now, self._read()
        return self._kept[1]
