"""What each document is compared by as a whole: a row is due as soon as passages of it were encoded.

Triggers see to that (`schema.py`): whatever happens to a passage, the row of its document goes, or waits to be
made anew. So a row that holds a vector is of the passages as the index holds them.
"""

import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np

from app.catalogue.connection import transaction
from app.domain.vectors import Codes, Ids

_RULE = "document-rule"
ROWS = 4_096
"""Read at once."""


class DocumentVectors:
    """Rows of codes, as `domain/document_vector.py` makes them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def adopt(self, rule: str) -> None:
        """Go by this *rule* from now on: where the rows were made by another one, all are due."""
        noted = self._connection.execute("SELECT value FROM meta WHERE key = ?", (_RULE,)).fetchone()
        if noted is not None and noted[0] == rule:  # asked without waiting for the disk
            return
        with transaction(self._connection) as connection:
            connection.execute("UPDATE document_vectors SET codes = NULL")
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_RULE, rule))

    def due(self) -> list[int]:
        """Documents whose passages are all encoded, and which have no vector yet."""
        rows = self._connection.execute(
            "SELECT document FROM document_vectors WHERE codes IS NULL AND NOT EXISTS"
            " (SELECT 1 FROM passages p WHERE p.document = document_vectors.document AND p.encoded = 0)"
        )
        return [row[0] for row in rows]

    def store(self, codes: Iterable[tuple[int, bytes]]) -> None:
        """Note the codes of documents that were due."""
        with transaction(self._connection) as connection:
            connection.executemany(
                "UPDATE document_vectors SET codes = ? WHERE document = ?",
                ((code, document) for document, code in codes),
            )

    def rows(self) -> Iterator[tuple[Ids, Codes]]:
        """Documents and their codes, int8[n, D], some thousand at a time, in the order of their ids."""
        last = -1
        while found := self._connection.execute(
            "SELECT document, codes FROM document_vectors WHERE document > ? AND codes NOT NULL"
            " ORDER BY document LIMIT ?",
            (last, ROWS),
        ).fetchall():
            documents, codes = zip(*found, strict=True)
            yield (
                np.array(documents, np.int64),
                np.frombuffer(b"".join(codes), np.int8).reshape(len(found), -1),
            )
            last = documents[-1]
