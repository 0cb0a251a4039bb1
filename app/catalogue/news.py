"""Whether others have written to a file of SQLite's."""

import sqlite3


class News:
    """Commits through the connection itself are no news; those of any other one are, in this process too."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = self._read()

    def has_come(self) -> bool:
        """Whether there is any since this was last asked; a few microseconds."""
        version = self._read()
        news, self._version = version != self._version, version
        return news

    def _read(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
