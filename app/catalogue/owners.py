"""To which document each passage belongs, in memory: four bytes for each id ever given."""

import sqlite3

import numpy as np
from numpy.typing import NDArray

from app.catalogue.standing import standing
from app.domain.vectors import Ids


class Owners:
    """Ids are never given again, so that only what is new has to be asked; what is gone keeps its owner here."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._documents: NDArray[np.int32] = np.zeros(1, np.int32)
        self._read_at = (-1, -1)

    def of(self, passages: Ids) -> Ids:
        """The document of each of *passages*; 0 where that is not known."""
        known = self._current()
        return np.where(passages < len(known), known[np.minimum(passages, len(known) - 1)], 0).astype(
            np.int64
        )

    def passages_of(self, documents: Ids) -> NDArray[np.bool_]:
        """bool[n] by passage id: whether it belongs to one of *documents*."""
        known = self._current()
        wanted = np.zeros(int(max(known.max(), documents.max(initial=0))) + 1, np.bool_)
        wanted[documents] = True
        wanted[0] = False
        return wanted[known]

    def _current(self) -> NDArray[np.int32]:
        now = standing(self._connection)
        if now != self._read_at:
            self._read_on()
            self._read_at = now
        return self._documents

    def _read_on(self) -> None:
        """Passages of one document are put in at once, so their ids follow each other."""
        runs = self._connection.execute(
            "SELECT min(id), max(id), document FROM passages NOT INDEXED WHERE id >= ? GROUP BY document",
            (len(self._documents),),
        ).fetchall()
        if not runs:
            return
        first, last, document = np.array(runs, np.int64).T
        grown = np.zeros(int(last.max()) + 1, np.int32)
        grown[: len(self._documents)] = self._documents
        lengths = last - first + 1
        starts = np.repeat(first - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        grown[starts + np.arange(lengths.sum())] = np.repeat(document, lengths)
        self._documents = grown
