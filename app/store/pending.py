"""What was added and removed since the last flush."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.vectors import Ids, Vector, Vectors

_UNIT_TOLERANCE = 1e-3


def is_unit(vectors: Vectors) -> NDArray[np.bool_]:
    """Which rows are of length 1; torn ones (zeros, noise, not numbers) are not."""
    with np.errstate(all="ignore"):  # torn floats may be anything
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        return np.asarray(np.abs(lengths - 1) < _UNIT_TOLERANCE, np.bool_)


@dataclass(frozen=True, slots=True)
class Row:
    """One passage on its way into the table."""

    document_id: int
    kind: str
    language: str
    vector: Vector


class Pending:
    """Rows to be written and ids to be deleted; the last word about an id counts."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows: dict[int, Row | None] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(
        self,
        passage_ids: Ids,
        document_ids: Ids,
        kinds: Sequence[str],
        languages: Sequence[str],
        vectors: Vectors,
    ) -> None:
        """Take copies of the rows.

        Raises:
            ValueError: lengths differ, or a vector is not of length 1.
        """
        shape = (len(passage_ids), self._dimension)
        if vectors.shape != shape or not len(passage_ids) == len(document_ids) == len(kinds) == len(
            languages
        ):
            raise ValueError(f"rows of different counts, or vectors {vectors.shape} where {shape} belong")
        if not np.all(is_unit(vectors)):
            raise ValueError("a vector is not of length 1")
        kept = np.array(vectors, np.float32)
        facts = zip(passage_ids.tolist(), document_ids.tolist(), kinds, languages, kept, strict=True)
        for passage_id, document_id, kind, language, vector in facts:
            self._rows[passage_id] = Row(document_id, kind, language, vector)

    def remove(self, passage_ids: Ids) -> None:
        """Note ids whose rows are to go."""
        self._rows.update(dict.fromkeys(passage_ids.tolist()))

    def rows(self) -> dict[int, Row]:
        """The rows to be written."""
        return {passage_id: row for passage_id, row in self._rows.items() if row is not None}

    def touched(self) -> Ids:
        """Every id added or removed: a row that is in the table under one of them is not wanted any more."""
        return np.fromiter(self._rows, np.int64, len(self._rows))

    def clear(self) -> None:
        """Forget everything; it has been written."""
        self._rows.clear()
