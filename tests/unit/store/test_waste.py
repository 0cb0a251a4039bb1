"""Waste is seen without LanceDB, makes an upkeep due, and is gone after it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.dense_filter import DenseFilter
from app.domain.ports import UpkeepOutcome
from app.store import indices, upkeep, waste
from app.store.lance_index import LanceIndex
from app.store.layout import TableFiles, table_of
from app.store.manifest import read_manifest
from tests.fakes.index import fill, unit_vectors

DIMENSION = 16
ROWS = 400
EVERYTHING = DenseFilter()


@pytest.fixture
def files(tmp_path: Path) -> TableFiles:
    return table_of(tmp_path, "recipe")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LanceIndex]:
    """Four hundred rows in one flush, with indices."""
    monkeypatch.setattr(waste, "GONE_ROWS", 50)
    monkeypatch.setattr(waste, "SPARE_BYTES", 30_000)
    monkeypatch.setattr(indices, "VECTOR_ROWS", 1)
    made = LanceIndex(tmp_path, "recipe", DIMENSION, writer=True)
    fill(made, np.arange(ROWS), unit_vectors(ROWS, DIMENSION))
    made.flush()
    made.upkeep()
    yield made
    made.close()


def test_the_manifest_counts_rows_and_those_that_are_gone(index: LanceIndex, files: TableFiles) -> None:
    index.remove(np.arange(40))
    index.flush()
    manifest = read_manifest(files, files.newest())
    assert (manifest.rows, manifest.gone) == (ROWS, 40)


def test_few_rows_that_are_gone_make_no_upkeep_due(index: LanceIndex, files: TableFiles) -> None:
    assert not waste.is_wasteful(files)
    index.remove(np.arange(45))
    index.flush()
    assert not index.upkeep_due()


def test_a_folder_that_was_forgotten_makes_upkeep_due_once(index: LanceIndex, files: TableFiles) -> None:
    index.remove(np.arange(200))
    index.flush()
    assert index.upkeep_due()
    assert index.upkeep().outcome is UpkeepOutcome.DONE
    assert not index.upkeep_due()
    assert index.passage_ids().tolist() == list(range(200, ROWS))


def test_what_crashes_left_makes_upkeep_due_once(index: LanceIndex, files: TableFiles) -> None:
    left = files.path / "data" / ("0" * 50 + ".lance")
    left.write_bytes(bytes(100_000))
    assert index.upkeep_due()
    index.upkeep()
    assert not left.exists()
    assert not index.upkeep_due()


def test_a_torn_table_and_one_that_is_not_there_are_left_to_others(
    index: LanceIndex, files: TableFiles, tmp_path: Path
) -> None:
    assert not waste.is_wasteful(table_of(tmp_path, "another recipe"))
    files.manifest(files.newest()).write_bytes(b"")
    assert not waste.is_wasteful(files)


# Where there is no room to tidy.


def test_without_room_what_crashes_left_goes_and_nothing_else(
    index: LanceIndex, files: TableFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.remove(np.arange(10))
    index.flush()
    before = {path for path in files.all() if path.parent.name != "_transactions"}
    orphan = files.path / "data" / ("0" * 50 + ".lance")
    orphan.write_bytes(bytes(1_000))
    codes = files.path / "_indices" / "00000000-0000-4000-8000-000000000000"
    codes.mkdir()
    (codes / "index.idx").write_bytes(bytes(1_000))
    monkeypatch.setattr(upkeep, "FREE_SPACE", 2**50)
    done = index.upkeep()
    assert done.outcome is UpkeepOutcome.DISK_TIGHT
    assert done.bytes_before - done.bytes_after == 2_000
    assert {path for path in files.all() if path.parent.name != "_transactions"} >= before
    assert not orphan.exists()
    assert not codes.exists()
    assert index.passage_ids().tolist() == list(range(10, ROWS))
    assert index.nearest(unit_vectors(ROWS, DIMENSION)[20], 1, EVERYTHING)[0].tolist() == [20]


def test_nothing_goes_where_a_version_cannot_be_read(
    index: LanceIndex, files: TableFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.remove(np.arange(10))
    index.flush()
    files.manifest(files.versions()[-1]).write_bytes(b"torn")
    orphan = files.path / "data" / ("0" * 50 + ".lance")
    orphan.write_bytes(bytes(1_000))
    monkeypatch.setattr(upkeep, "FREE_SPACE", 2**50)
    index.upkeep()
    assert orphan.exists()


# Pieces.


@pytest.mark.parametrize(("cheap", "rows"), [(10**9, 1), (0, 30)])
def test_pieces_are_merged_where_that_is_cheap_or_they_are_a_part_of_the_whole(
    index: LanceIndex, files: TableFiles, monkeypatch: pytest.MonkeyPatch, cheap: int, rows: int
) -> None:
    monkeypatch.setattr(upkeep, "FRAGMENTS", 2)
    monkeypatch.setattr(upkeep, "CHEAP_BYTES", cheap)
    pieces = []
    for number in range(2):  # the index covers each apart from the others
        add_and_tidy(index, ROWS + 30 * number, rows)
        pieces.append(len(read_manifest(files, files.newest()).data))
    assert pieces == [2, 1]
    assert index.count() == ROWS + 2 * rows


def test_a_large_table_is_not_written_anew_for_a_little(
    index: LanceIndex, files: TableFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "FRAGMENTS", 2)
    monkeypatch.setattr(upkeep, "MOST_FRAGMENTS", 4)
    monkeypatch.setattr(upkeep, "CHEAP_BYTES", 0)
    add_and_tidy(index, 10 * ROWS, 20 * ROWS)
    index.upkeep(erase=True)  # one piece
    pieces = []
    for number in range(4):
        add_and_tidy(index, ROWS + 10 * number, 10)
        pieces.append(len(read_manifest(files, files.newest()).data))
    assert pieces == [2, 3, 4, 1]


def add_and_tidy(index: LanceIndex, start: int, rows: int) -> None:
    fill(index, np.arange(start, start + rows), unit_vectors(rows, DIMENSION, start))
    index.flush()
    index.upkeep()
