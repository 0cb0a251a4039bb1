"""What the user searched for of late; kept here alone, and erased so that no byte of it is left."""

import sqlite3
import time

from app.catalogue.connection import transaction, world_errors

KEPT = 500
"""Searches; older ones give way."""
LONGEST = 1_000
"""Characters of a search that is kept: what is longer was pasted, not asked."""


class History:
    """One table of `user.sqlite`; whether anything is to be kept, the caller knows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, text: str, instead_of: str = "") -> None:
        """This was searched for now; *instead_of* was only half of it."""
        text = clean(text)
        if not text or len(text) > LONGEST:
            return
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM history WHERE text = ?", (clean(instead_of),))
            connection.execute("INSERT OR REPLACE INTO history VALUES (?, ?)", (text, time.time_ns()))
            connection.execute(
                "DELETE FROM history WHERE text IN"
                " (SELECT text FROM history ORDER BY used_ns DESC, text LIMIT -1 OFFSET ?)",
                (KEPT,),
            )

    def recent(self, limit: int = KEPT) -> tuple[str, ...]:
        """What was searched for, newest first."""
        rows = self._connection.execute(
            "SELECT text FROM history ORDER BY used_ns DESC, text LIMIT ?", (limit,)
        )
        return tuple(row[0] for row in rows)

    def remove(self, text: str) -> int:
        """Erase one search; return how many were there."""
        return self._erase("DELETE FROM history WHERE text = ?", (clean(text),))

    def erase(self) -> int:
        """Erase all; return how many there were."""
        return self._erase("DELETE FROM history", ())

    def _erase(self, statement: str, values: tuple[str, ...]) -> int:
        with transaction(self._connection) as connection:
            count = connection.execute(statement, values).rowcount
        wipe(self._connection)
        return count


def wipe(connection: sqlite3.Connection) -> None:
    """Leave no byte of what was deleted: write the file anew, and empty the log, which holds pages as they were."""
    with world_errors("The list of searches"):
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def clean(text: str) -> str:
    """*text* as it is kept: on one line, without white space around it, and fit for UTF-8."""
    return " ".join(text.encode(errors="replace").decode().split())
