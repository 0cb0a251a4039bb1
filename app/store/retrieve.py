"""Rows that are near, or asked for by id: exactly where that is quick, else through an index.

A filter never empties the list while answers exist: what the quick way leaves short is searched again
exactly, and indices that cannot be read are gone round.
"""

import logging
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.domain.dense_filter import DenseFilter
from app.domain.vectors import Ids, Vector, Vectors
from app.store.failures import IndexDamaged
from app.store.filters import MOST_NAMED, condition, is_broad, members
from app.store.found import Found
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


def nearest(table: Table, vector: Vector, limit: int, where: DenseFilter) -> Found:
    """The *limit* rows with the highest cosine that pass *where*, best first; torn ones are left out."""
    try:
        if where.documents is not None and is_broad(where):
            found = _among_many(table, vector, limit, where, where.documents)
        else:
            found = _under_condition(table, vector, limit, where)
    except IndexDamaged:
        _log.warning("an index cannot be read, looking through all rows", exc_info=True)
        found = _look_through(table, vector, limit, where)
    return found.only(is_unit(found.vectors))


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


def _under_condition(table: Table, vector: Vector, limit: int, where: DenseFilter) -> Found:
    """Through the index where it is worth it: more rows pass than are compared one by one in its time."""
    sql = condition(where)
    if not _worth_asking(table, limit, sql):
        return _exactly(table, vector, limit, sql)
    if where.documents is not None:
        facts = condition(replace(where, documents=None))
        rough = table.search(vector, limit, facts, refined=None, documents=True)
        return _named(table, vector, limit, sql, members(rough.documents, where.documents))
    found = table.search(vector, limit, sql, refined=REFINE_FILTERED if sql else _refined(limit))
    return found if len(found) == limit else _exactly(table, vector, limit, sql)


def _among_many(table: Table, vector: Vector, limit: int, where: DenseFilter, documents: Ids) -> Found:
    """Fetch more than is asked for and keep what is allowed; where that is too little, name the documents.

    The first is right where it suffices: what is allowed among the nearest are the nearest that are allowed.
    Naming many thousands takes longer than everything else.
    """
    facts = condition(replace(where, documents=None))
    if not _worth_asking(table, limit * OVER_FETCH, facts):
        return _look_through(table, vector, limit, where)
    most = limit * OVER_FETCH
    found = table.search(vector, most, facts, refined=_refined(most), documents=True)
    kept = members(found.documents, documents)
    if np.count_nonzero(kept) >= limit:
        return found.only(np.flatnonzero(kept)[:limit])
    if len(documents) > MOST_NAMED:
        return _look_through(table, vector, limit, where)
    return _named(table, vector, limit, condition(where), kept)


def _named(table: Table, vector: Vector, limit: int, sql: str, kept: NDArray[np.bool_]) -> Found:
    """Through the index behind a condition that names documents; *kept* tells which of the nearest pass it.

    Where hardly any do, all that passes may lie far from the query (a folder about something else), where the
    codes of the index no longer tell one from the other. Then four times as many are compared; and all, where
    that makes a difference.
    """
    found = table.search(vector, limit, sql, refined=REFINE_FILTERED)
    if len(found) < limit:
        return _exactly(table, vector, limit, sql)
    if np.count_nonzero(kept) >= FEW_NEAR * limit:
        return found
    more = table.search(vector, limit, sql, refined=REFINE_FAR)
    if len(np.intersect1d(found.passages, more.passages)) < SETTLED * limit:
        return _exactly(table, vector, limit, sql)
    return more


def _refined(limit: int) -> int:
    """Times the limit that are compared with full vectors where nothing is filtered."""
    return max(REFINE, -(-REFINED_ROWS // limit))


def _exactly(table: Table, vector: Vector, limit: int, sql: str) -> Found:
    return table.search(vector, limit, sql, exact=True)


def _look_through(table: Table, vector: Vector, limit: int, where: DenseFilter) -> Found:
    """Compare with every allowed row, some thousand at a time, without any index."""
    best = Found(
        np.empty(0, np.int64),
        np.empty(0, np.int64),
        np.empty(0, np.float32),
        np.empty((0, table.dimension), np.float32),
    )
    for ids, vectors, kept in table.scan(where):
        passing = vectors[kept]
        cosines = np.concatenate([best.cosines, passing @ vector])
        order = np.argsort(-cosines, kind="stable")[:limit]
        best = Found(
            np.concatenate([best.passages, ids[kept]])[order],
            np.zeros(len(order), np.int64),
            cosines[order],
            np.concatenate([best.vectors, passing])[order],
        )
    return best
