"""The nearest passages that pass a filter: exactly where that is quick, else through the vector index.

A filter never empties the list while answers exist: whatever the quick way leaves short is
searched again exactly.
"""

import numpy as np
from numpy.typing import NDArray

from app.domain.query import DenseFilter
from app.domain.vectors import Ids, Scores, Vector
from app.store.filters import condition, is_broad
from app.store.table import EXACT_ROWS, Table

OVER_FETCH = (4, 16)
"""How many times the limit is fetched through the index, before the whole table is looked through."""


def nearest(table: Table, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
    """The *limit* rows with the highest cosine that pass *where*, best first."""
    if where.documents is not None and is_broad(where):
        return _among_many(table, vector, limit, condition(where), where.documents)
    return _under_condition(table, vector, limit, condition(where))


def _under_condition(table: Table, vector: Vector, limit: int, sql: str) -> tuple[Ids, Scores]:
    if table.has_vector_index and (matches := table.count(sql)) >= EXACT_ROWS:
        ids, _, scores = table.search(vector, limit, sql)
        if len(ids) >= min(limit, matches):
            return ids, scores
    ids, _, scores = table.search(vector, limit, sql, exact=True)
    return ids, scores


def _among_many(table: Table, vector: Vector, limit: int, sql: str, documents: Ids) -> tuple[Ids, Scores]:
    """Fetch more than is asked for and keep what is allowed; look through everything if that is too little."""
    if table.has_vector_index and table.count(sql) >= EXACT_ROWS:
        for times in OVER_FETCH:
            ids, of, scores = table.search(vector, limit * times, sql)
            kept = _members(of, documents)
            if np.count_nonzero(kept) >= limit:
                return ids[kept][:limit], scores[kept][:limit]
    best = np.empty(0, np.int64), np.empty(0, np.float32)
    for ids, of, vectors in table.scan(sql):
        kept = _members(of, documents)
        best = _best(limit, (best[0], ids[kept]), (best[1], vectors[kept] @ vector))
    return best


def _best(limit: int, ids: tuple[Ids, ...], scores: tuple[Scores, ...]) -> tuple[Ids, Scores]:
    all_ids, all_scores = np.concatenate(ids), np.concatenate(scores)
    order = np.argsort(-all_scores, kind="stable")[:limit]
    return all_ids[order], all_scores[order]


def _members(values: Ids, allowed: Ids) -> NDArray[np.bool_]:
    """Which of *values* are in *allowed* (sorted, unique, not empty)."""
    positions = np.searchsorted(allowed, values)
    positions[positions == len(allowed)] = 0
    return np.asarray(allowed[positions] == values, np.bool_)
