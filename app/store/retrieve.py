"""Rows that are near, or asked for by id: exactly where that is quick, else through an index.

A filter never empties the list while answers exist: what the quick way leaves short is searched again
exactly, and indices that cannot be read are gone round.
"""

import logging

import numpy as np

from app.domain.dense_filter import DenseFilter
from app.domain.vectors import Ids, Scores, Vector, Vectors
from app.store.failures import IndexDamaged
from app.store.filters import condition, is_broad, members
from app.store.pending import is_unit
from app.store.table import EXACT_ROWS, Table

_log = logging.getLogger(__name__)

OVER_FETCH = (4, 16)
"""How many times the limit is fetched through the index, before the whole table is looked through."""
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
    return table.has_vector_index and table.count(sql) >= max(EXACT_ROWS, WORTH * limit)


def _under_condition(table: Table, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
    """Through the index where it is worth it; never for named documents.

    Those may all lie far from the query (a folder about something else), where the codes of the
    index no longer tell them apart: recall@50 fell to 0.2 there.
    """
    sql = condition(where)
    if where.documents is None and _worth_asking(table, limit, sql):
        ids, _, scores = table.search(vector, limit, sql)
        if len(ids) == limit:
            return ids, scores
    ids, _, scores = table.search(vector, limit, sql, exact=True)
    return ids, scores


def _among_many(
    table: Table, vector: Vector, limit: int, where: DenseFilter, documents: Ids
) -> tuple[Ids, Scores]:
    """Fetch more than is asked for and keep what is allowed; look through everything if that is too little."""
    sql = condition(where)
    for wanted in (limit * times for times in OVER_FETCH):
        if not _worth_asking(table, wanted, sql):
            break
        ids, of, scores = table.search(vector, wanted, sql)
        kept = members(of, documents)
        if np.count_nonzero(kept) >= limit:
            return ids[kept][:limit], scores[kept][:limit]
    return _look_through(table, vector, limit, where)


def _look_through(table: Table, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
    """Compare with every allowed row, some thousand at a time, without any index."""
    best_ids, best_scores = np.empty(0, np.int64), np.empty(0, np.float32)
    for ids, vectors, kept in table.scan(where):
        all_ids = np.concatenate([best_ids, ids[kept]])
        all_scores = np.concatenate([best_scores, (vectors @ vector)[kept]])
        order = np.argsort(-all_scores, kind="stable")[:limit]
        best_ids, best_scores = all_ids[order], all_scores[order]
    return best_ids, best_scores
