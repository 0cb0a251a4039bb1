"""Torn files of the index: it falls back, mends, and never answers wrongly."""

import contextlib
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.domain.dense_filter import DenseFilter
from app.domain.ports import IndexMark
from app.store import indices, retrieve
from app.store.failures import IndexDamaged
from app.store.lance_index import LanceIndex
from app.store.layout import TableFiles, table_of
from app.store.manifest import Manifest, read_manifest
from app.store.repair import ATTEMPTS
from tests.fakes.index import unit_vectors
from tests.faults.small_index import BATCH, DIMENSION, EVERYTHING, add, assert_holds, five_batches, writer


@pytest.fixture
def files(tmp_path: Path) -> TableFiles:
    return five_batches(tmp_path)


def data_of(files: TableFiles, version: int) -> Path:
    """The data file that *version* added."""
    named = {file.path for file in read_manifest(files, version).data}
    before = {file.path for file in read_manifest(files, version - 1).data}
    return files.path / (named - before).pop()


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path) -> None:
    os.truncate(path, 0)


def garbled(path: Path) -> None:
    path.write_bytes(random.Random(0).randbytes(path.stat().st_size))  # noqa: S311 - noise, not a secret


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


Damage = Callable[[Path], None]
every_damage = pytest.mark.parametrize("damage", [cut_short, emptied, garbled, zeroed, Path.unlink])


# The newest version is torn: the one before it is opened, and the rest added again.


@every_damage
def test_a_torn_manifest_costs_the_last_flush_and_no_more(
    tmp_path: Path, files: TableFiles, damage: Damage
) -> None:
    noted = writer(tmp_path).mark
    damage(files.manifest(6))
    index = writer(tmp_path)
    assert index.mark != noted
    assert index.repaired.dropped == (() if damage is Path.unlink else (6,))
    assert_holds(index, 4)
    add(index, 4)
    assert index.mark.version == noted.version
    assert index.mark != noted
    assert_holds(index, 5)
    index.close()


@every_damage
def test_a_torn_data_file_costs_the_last_flush_and_no_more(
    tmp_path: Path, files: TableFiles, damage: Damage
) -> None:
    damage(data_of(files, 6))
    index = writer(tmp_path)
    assert index.repaired.dropped == (6,)
    assert_holds(index, 4)
    add(index, 4)
    assert_holds(index, 5)
    index.close()


@every_damage
def test_a_file_that_every_version_needs_cannot_be_replaced(
    tmp_path: Path, files: TableFiles, damage: Damage
) -> None:
    damage(data_of(files, 2))
    index = writer(tmp_path)
    assert index.repaired.lost
    assert index.mark == IndexMark()
    for batch in range(5):
        add(index, batch)
    assert_holds(index, 5)
    index.close()


def test_more_torn_manifests_than_one_moment_explains_mean_a_new_table(
    tmp_path: Path, files: TableFiles
) -> None:
    for version in range(6, 6 - ATTEMPTS - 1, -1):
        emptied(files.manifest(version))
    index = writer(tmp_path)
    assert index.repaired.lost
    assert index.count() == 0
    add(index, 0)
    assert_holds(index, 1)
    index.close()


def test_a_table_that_was_never_finished_is_begun_anew(tmp_path: Path) -> None:
    (table_of(tmp_path, "recipe").path / "data").mkdir(parents=True)
    (table_of(tmp_path, "recipe").path / "data" / "half.lance").write_bytes(b"half")
    index = writer(tmp_path)
    assert not index.repaired.lost
    add(index, 0)
    assert_holds(index, 1)
    index.close()


def test_a_deleted_index_folder_is_an_empty_index(tmp_path: Path, files: TableFiles) -> None:
    shutil.rmtree(files.path)
    index = writer(tmp_path)
    assert index.mark == IndexMark()
    add(index, 0)
    assert_holds(index, 1)
    index.close()


def test_a_reader_of_a_torn_index_says_so_and_mends_nothing(tmp_path: Path, files: TableFiles) -> None:
    emptied(files.manifest(6))
    before = sorted(files.all())
    reader = LanceIndex(tmp_path, "recipe", DIMENSION, writer=False)
    with pytest.raises(IndexDamaged, match="rebuilt"):
        reader.nearest(unit_vectors(1, DIMENSION)[0], 5, EVERYTHING)
    assert reader.mark == IndexMark(6, "")
    assert sorted(files.all()) == before
    writer(tmp_path)
    assert reader.count() == 4 * BATCH
    reader.close()


@every_damage
def test_a_reader_of_torn_data_says_so(tmp_path: Path, files: TableFiles, damage: Damage) -> None:
    damage(data_of(files, 3))
    reader = LanceIndex(tmp_path, "recipe", DIMENSION, writer=False)
    with pytest.raises(IndexDamaged):
        reader.nearest(unit_vectors(1, DIMENSION)[0], 5, EVERYTHING)
    reader.close()


# Damage inside a file, which has no checksum.


def test_vectors_that_lost_their_bytes_are_encoded_again(tmp_path: Path, files: TableFiles) -> None:
    path = data_of(files, 4)
    content = path.read_bytes()
    torn = unit_vectors(BATCH, DIMENSION, 2)[5].tobytes()
    assert torn in content
    path.write_bytes(content.replace(torn, bytes(len(torn))))

    index = writer(tmp_path)
    assert index.repaired.dropped == ()
    left = index.passage_ids().tolist()
    assert left == [passage for passage in range(5 * BATCH) if passage != 2 * BATCH + 5]
    assert index.vectors(np.array([2 * BATCH + 4, 2 * BATCH + 5]))[0].tolist() == [2 * BATCH + 4]
    add(index, 2)
    assert_holds(index, 5)
    index.close()


def test_a_flush_that_meets_unreadable_rows_leaves_a_mark_that_nobody_noted(
    tmp_path: Path, files: TableFiles
) -> None:
    path = data_of(files, 2)
    sound = path.read_bytes()
    index = writer(tmp_path)
    noted = index.mark
    path.write_bytes(bytes(len(sound) - 40) + sound[-40:])
    with pytest.raises(IndexDamaged):
        add(index, 1)
    index.close()

    again = writer(tmp_path)
    assert (again.mark.version, again.mark.token) == (noted.version, "")
    assert len(again.passage_ids()) in {0, 4 * BATCH}
    for batch in range(5):
        add(again, batch)
    assert_holds(again, 5)
    assert again.mark.token
    again.close()


# Indices are built from the rows, and never stand between a reader and them.


@pytest.fixture
def indexed(tmp_path: Path, files: TableFiles, monkeypatch: pytest.MonkeyPatch) -> Manifest:
    """The table of five batches with every index."""
    monkeypatch.setattr(indices, "SCALAR_ROWS", 1)
    monkeypatch.setattr(indices, "VECTOR_ROWS", 1)
    monkeypatch.setattr(retrieve, "EXACT_ROWS", 1)
    index = writer(tmp_path)
    index.upkeep(retention_seconds=0)
    index.close()
    manifest = read_manifest(files, files.newest())
    assert len(manifest.indices) == 8
    return manifest


@pytest.mark.parametrize("damage", [cut_short, zeroed, Path.unlink])
@pytest.mark.parametrize("number", range(8))
def test_a_reader_goes_round_a_torn_index_and_the_next_writer_builds_it_again(
    tmp_path: Path, files: TableFiles, indexed: Manifest, damage: Damage, number: int
) -> None:
    damage(files.path / indexed.indices[number].path)
    reader = LanceIndex(tmp_path, "recipe", DIMENSION, writer=False)
    query = unit_vectors(BATCH, DIMENSION, 3)[4]
    for where in (
        EVERYTHING,
        DenseFilter(kinds=frozenset({"text"})),
        DenseFilter(languages=frozenset({"en"})),
        DenseFilter(documents=np.arange(9)),
    ):
        assert reader.nearest(query, 1, where)[0].tolist() == [3 * BATCH + 4]
    assert reader.vectors(np.array([64]))[0].tolist() == [64]
    reader.close()

    index = writer(tmp_path)
    assert index.repaired.dropped == ()
    assert index.mark.token == ""
    assert len(index.passage_ids()) == 5 * BATCH
    assert index.mark.token
    assert read_manifest(files, files.newest()).indices == ()
    index.upkeep()
    assert len(read_manifest(files, files.newest()).indices) == 8
    add(index, 4)
    assert_holds(index, 5)
    index.close()


@pytest.mark.parametrize("place", [72, 240])
def test_an_index_with_other_bytes_inside_never_makes_two_rows_of_one(
    tmp_path: Path, files: TableFiles, indexed: Manifest, place: int
) -> None:
    lookup = next(file for file in indexed.indices if file.path.endswith("page_data.lance"))
    path = files.path / lookup.path
    content = path.read_bytes()
    path.write_bytes(content[:place] + b"\xff" * 8 + content[place + 8 :])
    index = writer(tmp_path)
    with contextlib.suppress(IndexDamaged):
        for batch in range(5):
            add(index, batch)
    index.close()

    again = writer(tmp_path)
    again.passage_ids()
    for batch in range(5):
        add(again, batch)
    assert_holds(again, 5)
    again.close()
