"""From 50,000 rows on vectors are found through an index, and no filter empties the list."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from app.domain.dense_filter import DenseFilter
from app.domain.vectors import Ids, Vectors
from app.store import indices
from app.store.filters import NARROW
from app.store.lance_index import LanceIndex
from app.store.table import EXACT_ROWS
from tests.fakes.index import unit_vectors

WIDE = 128
EVERYTHING = DenseFilter()


class Large(NamedTuple):
    store: LanceIndex
    vectors: Vectors
    kinds: Ids
    """0 for text, 1 for the rare pdf."""


def about_topics(documents: Ids, seed: int) -> Vectors:
    """Vectors in 500 clumps, as text makes them; coarse codes cannot tell 16 numbers apart, so 128."""
    topics = unit_vectors(500, WIDE, 1)[documents % 500]
    vectors = topics + unit_vectors(len(documents), WIDE, seed)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    """60,000 passages of 6,000 documents, the last 500 passages newer than the vector index."""
    rows, late = EXACT_ROWS + 10_000, 500
    vectors = about_topics(np.arange(rows) // 10, 3)
    kinds = (np.arange(rows) % 50 == 0).astype(np.int64)
    index = LanceIndex(tmp_path_factory.mktemp("large"), "recipe", WIDE, writer=True)
    for start, stop in ((0, 30_000), (30_000, rows - late), (rows - late, rows)):
        passages = np.arange(start, stop)
        names = np.where(kinds[start:stop], "pdf", "text").tolist()
        index.add(passages, passages // 10, names, ["en"] * len(passages), vectors[start:stop])
        index.flush()
        if stop < rows:
            index.upkeep()
    yield Large(index, vectors, kinds)
    index.close()


def recall(large: Large, where: DenseFilter, allowed: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
    """Share of the true 50 nearest that are found, over 20 queries; scores and filter must hold for all."""
    shares = []
    for query in about_topics(np.arange(20), 99):
        found, scores = large.store.nearest(query, 50, where)
        cosines = large.vectors @ query
        assert allowed[found].all()
        assert np.allclose(scores, cosines[found], atol=1e-5)
        wanted = np.argsort(np.where(allowed, -cosines, 9))[: min(50, np.count_nonzero(allowed))]
        assert len(found) == len(wanted)
        shares.append(len(np.intersect1d(found, wanted)) / len(wanted))
    return float(np.mean(shares))


def test_a_large_table_has_a_vector_index(large: Large) -> None:
    large.store.count()
    assert large.store._table is not None
    assert large.store._table.has_vector_index


def test_the_vector_index_finds_what_is_nearest(large: Large) -> None:
    assert recall(large, EVERYTHING, np.ones(len(large.kinds), np.bool_)) >= 0.95


def test_rows_newer_than_the_vector_index_are_found(large: Large) -> None:
    newest = len(large.vectors) - 1
    assert large.store.nearest(large.vectors[newest], 1, EVERYTHING)[0].tolist() == [newest]


@pytest.mark.parametrize(
    "where",
    [
        DenseFilter(kinds=frozenset({"text"})),
        DenseFilter(documents=np.arange(10, 6_000)),
        DenseFilter(documents=np.arange(4_000, 6_000)),
    ],
)
def test_rows_newer_than_the_vector_index_are_found_behind_a_filter(large: Large, where: DenseFilter) -> None:
    newest = len(large.vectors) - 1
    assert large.store.nearest(large.vectors[newest], 1, where)[0].tolist() == [newest]


def test_a_wide_filter_keeps_recall(large: Large) -> None:
    assert recall(large, DenseFilter(kinds=frozenset({"text"})), large.kinds == 0) >= 0.95


def test_a_filter_that_few_rows_pass_is_exact(large: Large) -> None:
    assert recall(large, DenseFilter(kinds=frozenset({"pdf"})), large.kinds == 1) == 1.0


def test_very_many_documents_keep_recall(large: Large) -> None:
    documents = np.arange(len(large.kinds)) // 10
    assert (
        recall(large, DenseFilter(documents=np.arange(10, 5_900)), (documents >= 10) & (documents < 5_900))
        >= 0.95
    )


def test_very_many_documents_of_a_rare_kind_are_exact(large: Large) -> None:
    allowed = (np.arange(len(large.kinds)) // 10 >= 500) & (large.kinds == 1)
    where = DenseFilter(kinds=frozenset({"pdf"}), documents=np.arange(500, 6_000))
    assert recall(large, where, allowed) == 1.0


@pytest.mark.parametrize("documents", [20, NARROW, NARROW + 1])
def test_wanting_only_the_farthest_documents_finds_them(large: Large, documents: int) -> None:
    query = about_topics(np.arange(1), 7)[0]
    cosines = large.vectors @ query
    nearest_of_document = cosines.reshape(-1, 10).max(axis=1)
    farthest = np.sort(np.argsort(nearest_of_document)[:documents])
    found, _ = large.store.nearest(query, 50, DenseFilter(documents=farthest))
    allowed = np.isin(np.arange(len(cosines)) // 10, farthest)
    wanted = np.argsort(np.where(allowed, -cosines, 9))[:50]
    share = len(np.intersect1d(found, wanted)) / len(wanted)
    assert share >= 0.95, f"{share:.2f}"


def test_a_limit_above_all_rows_returns_all_rows(large: Large) -> None:
    found, _ = large.store.nearest(large.vectors[0], 100_000, EVERYTHING)
    assert len(np.unique(found)) == len(large.vectors)


def test_upkeep_of_a_large_table_covers_the_tail(tmp_path: Path, large: Large) -> None:
    table = large.store._table
    assert table is not None
    assert indices.tail(table) == 500
    large.store.upkeep()
    assert indices.tail(table) == 0
