"""A passage index in memory that compares everything with everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as counter

import numpy as np

from app.domain.dense_filter import DenseFilter
from app.domain.ports import IndexMark, PassageIndex, Upkeep, UpkeepOutcome
from app.domain.vectors import Ids, Scores, Vector, Vectors


def unit_vectors(count: int, dimension: int, seed: int = 0) -> Vectors:
    """Random directions, the same for the same seed."""
    vectors = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def fill(
    index: PassageIndex, passage_ids: Ids, vectors: Vectors, kind: str = "text", language: str = "en"
) -> None:
    """Add passages without flushing: 0-9 belong to document 0, 10-19 to document 1 ..."""
    count = len(passage_ids)
    index.add(passage_ids, passage_ids // 10, [kind] * count, [language] * count, vectors)


@dataclass(frozen=True, slots=True)
class Row:
    document_id: int
    kind: str
    language: str
    vector: Vector

    def passes(self, where: DenseFilter) -> bool:
        return (
            (where.kinds is None or self.kind in where.kinds)
            and (where.languages is None or self.language in where.languages)
            and (where.documents is None or self.document_id in where.documents)
        )


class MemoryIndex:
    """`PassageIndex` without a disk: what was flushed is kept until the object goes."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        self._rows: dict[int, Row] = {}
        self._pending: dict[int, Row | None] = {}
        self._versions = counter(1)
        self._mark = IndexMark()

    @property
    def mark(self) -> IndexMark:
        return self._mark

    def add(
        self,
        passage_ids: Ids,
        document_ids: Ids,
        kinds: Sequence[str],
        languages: Sequence[str],
        vectors: Vectors,
    ) -> None:
        if vectors.shape != (len(passage_ids), self._dimension):
            raise ValueError(f"vectors {vectors.shape} for {len(passage_ids)} passages of {self._dimension}")
        if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
            raise ValueError("a vector is not of length 1")
        facts = zip(
            passage_ids.tolist(), document_ids.tolist(), kinds, languages, vectors.copy(), strict=True
        )
        for passage_id, document_id, kind, language, vector in facts:
            self._pending[passage_id] = Row(document_id, kind, language, vector)

    def remove(self, passage_ids: Ids) -> None:
        self._pending.update(dict.fromkeys(passage_ids.tolist()))

    def flush(self) -> IndexMark:
        if self._pending:
            for passage_id, row in self._pending.items():
                self._rows.pop(passage_id, None)
                if row is not None:
                    self._rows[passage_id] = row
            self._pending.clear()
            version = next(self._versions)
            self._mark = IndexMark(version, f"memory-{version}")
        return self._mark

    def nearest(self, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
        ids, scores, _ = self.nearest_with_vectors(vector, limit, where)
        return ids, scores

    def nearest_with_vectors(
        self, vector: Vector, limit: int, where: DenseFilter
    ) -> tuple[Ids, Scores, Vectors]:
        passing = [passage_id for passage_id, row in self._rows.items() if row.passes(where)]
        ids, vectors = self.vectors(np.array(passing, np.int64))
        scores = vectors @ vector
        best = np.argsort(-scores, kind="stable")[: max(limit, 0)]
        return ids[best], scores[best], vectors[best]

    def vectors(self, passage_ids: Ids) -> tuple[Ids, Vectors]:
        ids = [passage_id for passage_id in dict.fromkeys(passage_ids.tolist()) if passage_id in self._rows]
        vectors = np.array([self._rows[passage_id].vector for passage_id in ids], np.float32)
        return np.array(ids, np.int64), vectors.reshape(len(ids), self._dimension)

    def count(self) -> int:
        return len(self._rows)

    def passage_ids(self) -> Ids:
        return np.array(sorted(self._rows), np.int64)

    def go_back(self, mark: IndexMark) -> None:
        self.close()  # no older state is kept

    def upkeep_due(self) -> bool:
        return False

    def upkeep(self, *, erase: bool = False) -> Upkeep:
        if self._pending:
            raise RuntimeError("flush before upkeep")
        return Upkeep(UpkeepOutcome.DONE, self._mark)

    def drop(self) -> None:
        self._pending.clear()
        self._rows.clear()
        self._mark = IndexMark()

    def close(self) -> None:
        self._pending.clear()
