"""Upkeep merges, indexes and clears away, and nothing is lost by it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from app.domain.ports import UpkeepOutcome
from app.domain.query import DenseFilter
from app.domain.vectors import Ids, Vectors
from app.store import indices, lance_index
from app.store.failures import lancedb_errors
from app.store.filters import NARROW
from app.store.lance_index import LanceIndex
from app.store.layout import TableFiles, table_of
from app.store.manifest import read_manifest
from app.store.table import EXACT_ROWS, Table
from tests.fakes.index import fill, unit_vectors

DIMENSION = 16
WIDE = 128
EVERYTHING = DenseFilter()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LanceIndex]:
    made = LanceIndex(tmp_path, "recipe", DIMENSION, writer=True)
    yield made
    made.close()


@pytest.fixture
def files(tmp_path: Path) -> TableFiles:
    return table_of(tmp_path, "recipe")


def flush_many(index: LanceIndex, flushes: int, rows: int = 10) -> Vectors:
    vectors = unit_vectors(flushes * rows, DIMENSION)
    for start in range(0, flushes * rows, rows):
        fill(index, np.arange(start, start + rows), vectors[start : start + rows])
        index.flush()
    return vectors


# When it is due.


def test_a_few_flushes_make_no_upkeep_due(index: LanceIndex) -> None:
    flush_many(index, 3)
    assert not index.upkeep_due()


def test_versions_that_outlived_the_retention_make_it_due(
    index: LanceIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lance_index, "COMMITS", 5)
    flush_many(index, 6)
    assert not index.upkeep_due()
    monkeypatch.setattr(lance_index, "RETENTION_SECONDS", -1.0)
    assert index.upkeep_due()
    index.upkeep(retention_seconds=0)
    assert not index.upkeep_due()


def test_rows_without_an_index_make_it_due(index: LanceIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lance_index, "TAIL_ROWS", indices.SCALAR_ROWS)
    flush_many(index, 1, indices.SCALAR_ROWS - 1)
    assert not index.upkeep_due()
    fill(index, np.array([900_000]), unit_vectors(1, DIMENSION))
    index.flush()
    assert index.upkeep_due()
    index.upkeep()
    assert not index.upkeep_due()


# Clearing away.


def test_many_small_files_become_one_and_old_versions_go(index: LanceIndex, files: TableFiles) -> None:
    flush_many(index, 8)
    done = index.upkeep(retention_seconds=0)
    assert done.outcome is UpkeepOutcome.DONE
    assert done.mark == index.mark
    assert len(read_manifest(files, files.newest()).data) == 1
    assert files.versions() == [done.mark.version]
    assert done.bytes_before > done.bytes_after == files.size_bytes()
    assert index.count() == 80


def test_versions_within_the_retention_stay_for_those_who_read_them(
    index: LanceIndex, files: TableFiles
) -> None:
    flush_many(index, 4)
    index.upkeep()
    assert 2 in files.versions()


def test_what_a_killed_run_left_is_cleared_away(index: LanceIndex, files: TableFiles) -> None:
    flush_many(index, 2)
    left = files.path / "data" / ("0" * 50 + ".lance")
    left.write_bytes(b"half a file")
    index.upkeep()
    assert not left.exists()


def test_the_mark_of_an_upkeep_with_nothing_to_do_stays(index: LanceIndex) -> None:
    flush_many(index, 1)
    first = index.upkeep()
    assert index.upkeep().mark == first.mark


# Erasing.


def holding(files: TableFiles, vector: bytes) -> list[Path]:
    return [path for path in files.all() if vector in path.read_bytes()]


@pytest.mark.parametrize("rows", [20, indices.SCALAR_ROWS + 1])
def test_erasing_leaves_no_byte_of_a_removed_vector(index: LanceIndex, files: TableFiles, rows: int) -> None:
    vectors = flush_many(index, 2, rows)
    index.upkeep()
    removed = vectors[7].tobytes()
    assert holding(files, removed)
    index.remove(np.array([7]))
    index.flush()
    done = index.upkeep(erase=True)
    assert done.outcome is UpkeepOutcome.DONE
    assert holding(files, removed) == []
    assert holding(files, vectors[8].tobytes())
    assert index.count() == 2 * rows - 1


# What stands in the way is a value.


def test_too_little_free_space_is_told_and_nothing_touched(
    index: LanceIndex, files: TableFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    flush_many(index, 4)
    before = sorted(files.all())
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(100))
    done = index.upkeep()
    assert done.outcome is UpkeepOutcome.DISK_TIGHT
    assert done.mark == index.mark
    assert "100 free" in done.detail
    assert sorted(files.all()) == before


def test_an_index_in_the_way_is_built_again(index: LanceIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    flush_many(index, 2, indices.SCALAR_ROWS)
    index.upkeep()
    real, calls = indices.merge, list[int]()

    @lancedb_errors()
    def fail_once(table: Table) -> None:
        calls.append(len(table.lance.list_indices()))
        if len(calls) == 1:
            raise RuntimeError("index file is poisoned")
        real(table)

    monkeypatch.setattr(indices, "merge", fail_once)
    done = index.upkeep()
    assert done.outcome is UpkeepOutcome.DONE
    assert calls == [4, 0]
    assert not index.upkeep_due()


def test_what_cannot_be_tidied_answers_as_before_and_is_looked_at_again(
    index: LanceIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush_many(index, 2)

    @lancedb_errors()
    def fail(_: object) -> None:
        raise RuntimeError("poisoned")

    monkeypatch.setattr(indices, "merge", fail)
    done = index.upkeep()
    assert (done.outcome, done.detail) == (UpkeepOutcome.FAILED, "poisoned")
    assert index.count() == 20
    assert index.mark.token == ""
    assert len(index.passage_ids()) == 20
    assert index.mark.token


# From 50,000 rows on vectors are found through an index.


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
    assert found.tolist() == wanted.tolist()


def test_a_limit_above_all_rows_returns_all_rows(large: Large) -> None:
    found, _ = large.store.nearest(large.vectors[0], 100_000, EVERYTHING)
    assert len(np.unique(found)) == len(large.vectors)


def test_upkeep_of_a_large_table_covers_the_tail(tmp_path: Path, large: Large) -> None:
    table = large.store._table
    assert table is not None
    assert indices.tail(table) == 500
    large.store.upkeep()
    assert indices.tail(table) == 0
