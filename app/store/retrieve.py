"""Rows that are near, or asked for by id: exactly where that is quick, else through an index.

A filter never empties the list while answers exist: what the quick way leaves short is searched again
exactly, and indices that cannot be read are gone round.
"""

import logging
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.domain.dense_filter import DenseFilter
from app.domain.vectors import Ids, Scores, Vector, Vectors
from app.store.failures import IndexDamaged
from app.store.filters import MOST_NAMED, condition, is_broad, members
from app.store.pending import is_unit
from app.store.table import EXACT_FILTERED_ROWS, EXACT_ROWS, REFINE, REFINE_FILTERED, Table

_log = logging.getLogger(__name__)

OVER_FETCH = 3
"""How many times the limit is fetched through the index, to see whether enough of it is allowed."""
REFINED_ROWS = 300
"""So many rows are compared at least: of few, more have to be."""
REFINE_FAR = 40
FEW_NEAR = 0.1
"""The part of what is wanted that is allowed among the nearest of all, unless what is allowed is far."""
SETTLED = 0.98
"""The part of what is found that stays when more is compared, unless the codes do not tell."""
WORTH = 20
"""The index is asked only where there are so many times as many rows as are wanted from it."""


def nearest(table: Table, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
    """The *limit* rows with the highest cosine that pass *where*, best first."""
    try:
        if where.documents is not None and is_broad(where):
            return _among_many(table, vector, limit, where, where.documents)
        return _under_condition(table, vector, limit, where)
    except IndexDamaged:
        _log.warning("an index cannot be read, looking through all rows", exc_info=True)
        return _look_through(table, vector, limit, where)


def vectors_of(table: Table, passage_ids: Ids) -> tuple[Ids, Vectors]:
    """Ids found among *passage_ids* (not empty), and their vectors; torn ones are left out."""
    try:
        ids, vectors = table.vectors(passage_ids)
    except IndexDamaged:
        ids, vectors = _pick(table, np.unique(passage_ids))
    whole = is_unit(vectors)
    return ids[whole], vectors[whole]


def _pick(table: Table, wanted: Ids) -> tuple[Ids, Vectors]:
    """Look through all rows for *wanted* (sorted, unique), without any index."""
    found = [
        (ids[kept], vectors[kept]) for ids, vectors, _ in table.scan() if (kept := members(ids, wanted)).any()
    ]
    if not found:
        return np.empty(0, np.int64), np.empty((0, table.dimension), np.float32)
    return np.concatenate([ids for ids, _ in found]), np.concatenate([vectors for _, vectors in found])


def _worth_asking(table: Table, limit: int, sql: str) -> bool:
    if not table.has_vector_index:
        return False
    return table.count(sql) >= max(EXACT_FILTERED_ROWS if sql else EXACT_ROWS, WORTH * limit)


def _under_condition(table: Table, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
    """Through the index where it is worth it: more rows pass than are compared one by one in its time."""
    sql = condition(where)
    if not _worth_asking(table, limit, sql):
        return _exactly(table, vector, limit, sql)
    if where.documents is not None:
        facts = condition(replace(where, documents=None))
        _, of, _ = table.search(vector, limit, facts, refined=None)
        return _named(table, vector, limit, sql, members(of, where.documents))
    ids, _, scores = table.search(vector, limit, sql, refined=REFINE_FILTERED if sql else _refined(limit))
    return (ids, scores) if len(ids) == limit else _exactly(table, vector, limit, sql)


def _among_many(
    table: Table, vector: Vector, limit: int, where: DenseFilter, documents: Ids
) -> tuple[Ids, Scores]:
    """Fetch more than is asked for and keep what is allowed; where that is too little, name the documents.

    The first is right where it suffices: what is allowed among the nearest are the nearest that are allowed.
    Naming many thousands takes longer than everything else.
    """
    facts = condition(replace(where, documents=None))
    if not _worth_asking(table, limit * OVER_FETCH, facts):
        return _look_through(table, vector, limit, where)
    ids, of, scores = table.search(vector, limit * OVER_FETCH, facts, refined=_refined(limit * OVER_FETCH))
    kept = members(of, documents)
    if np.count_nonzero(kept) >= limit:
        return ids[kept][:limit], scores[kept][:limit]
    if len(documents) > MOST_NAMED:
        return _look_through(table, vector, limit, where)
    return _named(table, vector, limit, condition(where), kept)


def _named(table: Table, vector: Vector, limit: int, sql: str, kept: NDArray[np.bool_]) -> tuple[Ids, Scores]:
    """Through the index behind a condition that names documents; *kept* tells which of the nearest pass it.

    Where hardly any do, all that passes may lie far from the query (a folder about something else), where the
    codes of the index no longer tell one from the other. Then four times as many are compared; and all, where
    that makes a difference.
    """
    ids, _, scores = table.search(vector, limit, sql, refined=REFINE_FILTERED)
    if len(ids) < limit:
        return _exactly(table, vector, limit, sql)
    if np.count_nonzero(kept) >= FEW_NEAR * limit:
        return ids, scores
    more, _, scores = table.search(vector, limit, sql, refined=REFINE_FAR)
    if len(np.intersect1d(ids, more)) < SETTLED * limit:
        return _exactly(table, vector, limit, sql)
    return more, scores


def _refined(limit: int) -> int:
    """Times the limit that are compared with full vectors where nothing is filtered."""
    return max(REFINE, -(-REFINED_ROWS // limit))


def _exactly(table: Table, vector: Vector, limit: int, sql: str) -> tuple[Ids, Scores]:
    ids, _, scores = table.search(vector, limit, sql, exact=True)
    return ids, scores


def _look_through(table: Table, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
    """Compare with every allowed row, some thousand at a time, without any index."""
    best_ids, best_scores = np.empty(0, np.int64), np.empty(0, np.float32)
    for ids, vectors, kept in table.scan(where):
        all_ids = np.concatenate([best_ids, ids[kept]])
        all_scores = np.concatenate([best_scores, (vectors @ vector)[kept]])
        order = np.argsort(-all_scores, kind="stable")[:limit]
        best_ids, best_scores = all_ids[order], all_scores[order]
    return best_ids, best_scores
