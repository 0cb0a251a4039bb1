"""Upkeep merges, indexes and clears away, and nothing is lost by it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from app.domain.ports import UpkeepOutcome
from app.domain.vectors import Vectors
from app.store import indices, lance_index
from app.store.failures import lancedb_errors
from app.store.lance_index import LanceIndex
from app.store.layout import TableFiles, table_of
from app.store.manifest import read_manifest
from app.store.table import Table
from tests.fakes.index import fill, unit_vectors

DIMENSION = 16


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
    index.upkeep(retention_seconds=60)
    assert 2 in files.versions()


def test_without_a_retention_the_index_lies_on_the_disk_once(index: LanceIndex, files: TableFiles) -> None:
    flush_many(index, 4)
    index.upkeep()
    assert len(files.versions()) == 1


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
    assert calls == [5, 0]
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
