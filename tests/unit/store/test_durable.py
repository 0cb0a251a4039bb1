"""What a flush has written is on the disk before it says so."""

from pathlib import Path

import numpy as np
import pytest

from app.store import durable
from app.store.durable import Durable
from app.store.lance_index import LanceIndex
from app.store.layout import TableFiles, table_of
from app.store.manifest import read_manifest
from tests.fakes.index import fill, unit_vectors


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files and folders in the order in which they were made durable."""
    paths: list[Path] = []
    for name in ("fsync_file", "fsync_folder"):
        real = getattr(durable, name)

        def spy(path: Path, real: object = real) -> None:
            paths.append(path)
            assert callable(real)
            real(path)

        monkeypatch.setattr(durable, name, spy)
    return paths


def test_a_flush_ends_with_its_files_and_their_folders_on_the_disk(
    tmp_path: Path, synced: list[Path]
) -> None:
    index = LanceIndex(tmp_path, "recipe", 8, writer=True)
    table = table_of(tmp_path, "recipe")
    fill(index, np.arange(10), unit_vectors(10, 8))
    index.flush()
    index.remove(np.array([1]))
    synced.clear()
    index.flush()

    manifest = read_manifest(table, table.newest())
    deletion = table.path / manifest.deletions[0].path
    assert {deletion, deletion.parent, table.path, tmp_path} <= set(synced)
    assert synced.index(deletion) < synced.index(table.manifest(manifest.version))
    assert synced.index(table.manifest(manifest.version)) < synced.index(table.path / "_versions")
    index.close()


def test_a_file_is_brought_to_the_disk_once(tmp_path: Path, synced: list[Path]) -> None:
    table = TableFiles(tmp_path / "passages.lance")
    (table.path / "data").mkdir(parents=True)
    (table.path / "data" / "one.lance").touch()
    keeper = Durable(table)
    assert keeper.settle() == 1
    assert keeper.settle() == 0
    (table.path / "data" / "two.lance").touch()
    assert keeper.settle() == 1
    assert [path.name for path in synced if path.suffix == ".lance" and path.is_file()] == [
        "one.lance",
        "two.lance",
    ]


def test_what_an_earlier_run_left_is_not_taken_for_durable(tmp_path: Path, synced: list[Path]) -> None:
    first = LanceIndex(tmp_path, "recipe", 8, writer=True)
    fill(first, np.arange(10), unit_vectors(10, 8))
    first.flush()
    first.close()
    earlier = set((table_of(tmp_path, "recipe").path / "data").iterdir())
    synced.clear()
    second = LanceIndex(tmp_path, "recipe", 8, writer=True)
    fill(second, np.arange(10, 20), unit_vectors(10, 8))
    second.flush()
    second.close()
    assert earlier <= set(synced)


def test_a_file_that_was_pruned_meanwhile_is_passed_over(tmp_path: Path) -> None:
    durable.fsync_file(tmp_path / "gone")
    durable.fsync_folder(tmp_path / "gone")
