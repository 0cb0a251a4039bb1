"""The sketches of texts, by which near-copies are told."""

import sqlite3
from collections.abc import Callable, Iterable

from app.analysis.sketch import LENGTH, Sketch, of_bytes, sketch
from app.catalogue.bodies import unpacked
from app.catalogue.connection import transaction

_STEP = 50
"""Texts in one transaction."""
_BATCH = 500


class Sketches:
    """One for each text, made when it is stored; copies share it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, documents: Iterable[int]) -> dict[int, Sketch]:
        """Document id -> sketch, of those that have one."""
        ids, found = list(documents), dict[int, Sketch]()
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            rows = self._connection.execute(
                "SELECT d.id, s.sketch FROM documents d JOIN sketches s ON s.text = d.text"
                f" WHERE d.id IN ({','.join('?' * len(batch))})",
                batch,
            ).fetchall()
            found.update((i, of_bytes(body)) for i, body in rows if len(body) == 2 * LENGTH)
        return found

    def complete(self, stopped: Callable[[], bool]) -> None:
        """Make those that are missing, of texts of before, until done or *stopped*."""
        missing = "SELECT id, body FROM texts WHERE id > ? AND id NOT IN (SELECT text FROM sketches) ORDER BY id LIMIT ?"
        last = 0
        while not stopped() and (rows := self._connection.execute(missing, (last, _STEP)).fetchall()):
            last = rows[-1][0]
            with transaction(self._connection):
                for text, body in rows:
                    note(self._connection, text, unpacked(body))


def note(connection: sqlite3.Connection, text: int, body: str) -> None:
    """Keep the sketch of a text, an empty one where it is too short; a part of the caller's transaction."""
    made = sketch(body)
    stored = b"" if made is None else made.astype("<u2").tobytes()
    connection.execute("INSERT OR REPLACE INTO sketches VALUES (?, ?)", (text, stored))
