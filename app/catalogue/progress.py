"""Which passages the index holds: noted after each flush, believed only while the index stands as noted."""

import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from app.catalogue.connection import transaction
from app.catalogue.documents import Documents
from app.catalogue.rows import WaitingPassage
from app.domain.vectors import Ids

_MARK = "index-mark"


class Progress:
    """The writer's account of what is encoded."""

    def __init__(self, connection: sqlite3.Connection, documents: Documents) -> None:
        self._connection = connection
        self._documents = documents

    def waiting(self) -> int:
        """Passages not yet encoded."""
        return int(self._connection.execute("SELECT count(*) FROM passages WHERE encoded = 0").fetchone()[0])

    def encoded(self) -> int:
        """Passages that the index holds."""
        return int(self._connection.execute("SELECT count(*) FROM passages WHERE encoded = 1").fetchone()[0])

    def waiting_documents(self) -> list[int]:
        """Ids of the documents with passages to encode, newest files first."""
        rows = self._connection.execute(
            "SELECT id FROM documents WHERE id IN (SELECT DISTINCT document FROM passages WHERE encoded = 0)"
            " ORDER BY modified_ns DESC, id"
        )
        return [row[0] for row in rows]

    def waiting_passages(self, document: int) -> Iterator[WaitingPassage]:
        """The passages of *document* that wait, with their context; none where it is gone."""
        row = self._connection.execute(
            "SELECT kind, language, title FROM documents WHERE id = ? AND state = 'read'", (document,)
        ).fetchone()
        if row is None:
            return
        kind, language, title = row
        text = self._documents.text(document)
        passages = self._connection.execute(
            "SELECT p.id, p.start, p.end, s.heading FROM passages p"
            " JOIN segments s ON s.document = p.document AND s.number = p.segment"
            " WHERE p.document = ? AND p.encoded = 0 ORDER BY p.id",
            (document,),
        ).fetchall()
        for identity, start, end, heading in passages:
            yield WaitingPassage(
                identity, document, kind, language, title, heading, text[start:end], start, end
            )

    def encoded_twins(self, document: int) -> dict[tuple[int, int], int]:
        """(start, end) -> id of an encoded passage over the same text, of a copy of *document* that is called the same."""
        rows = self._connection.execute(
            "SELECT p.start, p.end, p.id FROM documents d JOIN documents t ON t.text = d.text AND t.id <> d.id"
            " JOIN passages p ON p.document = t.id WHERE d.id = ? AND t.title = d.title AND p.encoded",
            (document,),
        )
        return {(start, end): identity for start, end, identity in rows}

    def flushed(self, passages: Iterable[int], strays: Ids, mark: str) -> None:
        """Note that the index, as it stands at *mark*, holds *passages* durably and *strays* no more."""
        with transaction(self._connection) as connection:
            connection.executemany("UPDATE passages SET encoded = 1 WHERE id = ?", ((p,) for p in passages))
            connection.executemany(
                "DELETE FROM strays WHERE passage = ?", ((int(stray),) for stray in strays)
            )
            self._note(mark)

    def strays(self) -> Ids:
        """Passages of which the index holds a row though they are gone."""
        return np.array(
            [row[0] for row in self._connection.execute("SELECT passage FROM strays")], dtype=np.int64
        )

    def mark(self) -> str:
        """How the index stood when it was last written; empty: it never was."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (_MARK,)).fetchone()
        return "" if row is None else str(row[0])

    def unheard_of(self, held: Ids) -> Ids:
        """Those of *held* that were never given to a passage, as far as is known: they will be given yet."""
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
        return held[held > (row[0] if row else 0)]

    def reconcile(self, held: Ids, mark: str) -> int:
        """Believe the index: it holds the rows *held*, no more, no less; return how many passages wait.

        Ids are never used again, so a row that is there is right, whatever version it comes from.
        """
        with transaction(self._connection) as connection:
            connection.execute("CREATE TEMP TABLE held (passage INTEGER PRIMARY KEY)")
            connection.executemany("INSERT INTO held VALUES (?)", ((int(passage),) for passage in held))
            connection.execute(
                "UPDATE passages SET encoded = 0 WHERE encoded AND id NOT IN (SELECT passage FROM held)"
            )
            connection.execute(
                "UPDATE passages SET encoded = 1 WHERE NOT encoded AND id IN (SELECT passage FROM held)"
            )
            connection.execute("DELETE FROM strays")
            connection.execute(
                "INSERT INTO strays SELECT passage FROM held WHERE passage NOT IN (SELECT id FROM passages)"
            )
            connection.execute("DROP TABLE held")
            self._note(mark)
        return self.waiting()

    def _note(self, mark: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, mark))
