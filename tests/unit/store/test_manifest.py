"""A manifest is read without LanceDB, and says what LanceDB says."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import indices
from app.store.lance_index import LanceIndex
from app.store.layout import TableFiles, table_of
from app.store.manifest import NamedFile, TornManifest, parse, read_manifest
from app.store.table import Table
from tests.fakes.index import fill, unit_vectors


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> TableFiles:
    """Three flushes of ten passages, indices, one flush more, and one that removes two passages."""
    folder = tmp_path_factory.mktemp("index")
    index = LanceIndex(folder, "recipe", 8, writer=True)
    for start in (0, 10, 20):
        fill(index, np.arange(start, start + 10), unit_vectors(10, 8, start))
        index.flush()
    index.close()
    build_indices(table_of(folder, "recipe"))
    fill(index, np.arange(30, 40), unit_vectors(10, 8, 30))
    index.flush()
    index.remove(np.array([3, 32]))
    index.flush()
    index.close()
    return table_of(folder, "recipe")


def build_indices(files: TableFiles) -> None:
    """The four scalar indices that larger tables have."""
    opened = Table(files, 8)
    opened.open()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indices, "SCALAR_ROWS", 1)
        indices.build_missing(opened)


@pytest.fixture(scope="module")
def content(table: TableFiles) -> bytes:
    return table.manifest(table.newest()).read_bytes()


def test_the_version_is_the_one_that_lancedb_opens(table: TableFiles) -> None:
    opened = Table(table, 8)
    opened.open()
    assert read_manifest(table, table.newest()).version == opened.lance.version


def test_it_names_the_files_that_are_there_with_their_sizes(table: TableFiles) -> None:
    manifest = read_manifest(table, table.newest())
    named = {file.path: file.size for file in (*manifest.data, *manifest.indices)}
    there = {
        path.relative_to(table.path).as_posix(): path.stat().st_size
        for folder in ("data", "_indices")
        for path in (table.path / folder).rglob("*")
        if path.is_file()
    }
    assert named == there
    assert manifest.size_bytes == sum(there.values())
    assert (len(manifest.data), len(manifest.indices)) == (4, 6)


def test_it_names_the_lists_of_deleted_rows(table: TableFiles) -> None:
    deletions = read_manifest(table, table.newest()).deletions
    assert {file.path for file in deletions} == {
        f"_deletions/{path.name}" for path in (table.path / "_deletions").iterdir()
    }
    assert len(deletions) == 2


def test_an_older_version_names_only_its_own_files(table: TableFiles) -> None:
    oldest = read_manifest(table, 2)
    assert (len(oldest.data), len(oldest.deletions), len(oldest.indices)) == (1, 0, 0)


def test_every_version_has_a_token_of_its_own(table: TableFiles) -> None:
    tokens = {read_manifest(table, version).token for version in table.versions()}
    assert len(tokens) == len(table.versions()) == 10


def test_all_files_of_a_sound_table_are_whole(table: TableFiles) -> None:
    manifest = read_manifest(table, table.newest())
    assert all(file.is_whole(table) for file in (*manifest.data, *manifest.deletions, *manifest.indices))


@pytest.mark.parametrize("content", [b"", b"half", b"as long but no end", b"another length LANC"])
def test_a_file_that_does_not_end_as_it_should_is_not_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.lance").write_bytes(content)
    assert not NamedFile("x.lance", 18).is_whole(TableFiles(tmp_path))


def test_a_file_that_is_not_there_is_not_whole(tmp_path: Path) -> None:
    assert not NamedFile("x.lance", 0).is_whole(TableFiles(tmp_path))


def test_a_manifest_under_another_versions_name_is_torn(table: TableFiles, tmp_path: Path) -> None:
    wrong = TableFiles(tmp_path)
    wrong.manifest(9).parent.mkdir()
    wrong.manifest(9).write_bytes(table.manifest(2).read_bytes())
    with pytest.raises(TornManifest, match="version"):
        read_manifest(wrong, 9)


@given(st.data())
def test_every_manifest_cut_short_is_torn(content: bytes, data: st.DataObject) -> None:
    with pytest.raises(TornManifest):
        parse(content[: data.draw(st.integers(0, len(content) - 1))])


@given(st.data())
def test_a_garbled_manifest_is_torn_or_another_one_never_a_crash(content: bytes, data: st.DataObject) -> None:
    garbled = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        garbled[place] = data.draw(st.integers(0, 255))
    try:
        read = parse(bytes(garbled))
    except TornManifest:
        return
    assert bytes(garbled) == content or read.token != parse(content).token


@given(st.binary(max_size=200))
def test_any_bytes_are_torn(noise: bytes) -> None:
    with pytest.raises(TornManifest):
        parse(noise)
