"""What was written and never noted is not believed: the index goes back to what is noted, or is read row by row."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.catalogue.catalogue import Catalogue
from app.domain.errors import LibraryUnusable
from app.domain.ports import IndexMark
from app.domain.query import Query
from app.indexing.encode import Encoding, describe, noted_mark
from app.library.library import Library
from app.places import Places
from app.store.failures import IndexDamaged
from app.store.lance_index import LanceIndex
from app.store.manifest import read_manifest
from tests.fakes.encoder import WordEncoder
from tests.fakes.folder import FolderOfFiles
from tests.faults.small_index import DIMENSION, add, assert_holds, five_batches, writer
from tests.unit.catalogue.samples import document, file, put


def test_a_version_that_was_never_noted_is_left_behind(tmp_path: Path) -> None:
    files = five_batches(tmp_path)
    index = writer(tmp_path)
    noted = index.mark
    add(index, 5)
    index.go_back(noted)
    assert index.mark == noted
    assert_holds(index, 5)
    again = add(index, 5)
    assert again.version == noted.version + 1
    assert again != noted
    assert_holds(index, 6)
    index.close()
    assert files.newest() == again.version


def test_what_is_written_under_a_number_again_is_made_durable_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = five_batches(tmp_path)
    index = writer(tmp_path)
    noted = index.mark
    add(index, 5)
    index.go_back(noted)
    fsynced: list[Path] = []
    monkeypatch.setattr("app.store.durable.fsync_file", fsynced.append)
    add(index, 5)
    assert files.manifest(noted.version + 1) in fsynced
    index.close()


def test_where_the_noted_version_is_gone_or_another_nothing_is_left_behind(tmp_path: Path) -> None:
    five_batches(tmp_path)
    index = writer(tmp_path)
    noted = index.mark
    add(index, 5)
    for elsewhere in (IndexMark(noted.version, "another"), IndexMark(99, noted.token)):
        index.go_back(elsewhere)
        assert_holds(index, 6)
    index.close()


def test_a_noted_version_whose_indices_came_back_in_part_is_not_gone_back_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upkeep whose deletions did not all reach the disk."""
    monkeypatch.setattr("app.store.indices.SCALAR_ROWS", 1)
    files = five_batches(tmp_path)
    index = writer(tmp_path)
    noted = index.upkeep().mark
    add(index, 5)
    (files.path / read_manifest(files, noted.version).indices[0].path).unlink()
    index.go_back(noted)
    assert index.mark.version > noted.version
    index.close()


def test_where_nothing_was_noted_nothing_is_believed(tmp_path: Path) -> None:
    five_batches(tmp_path)
    index = writer(tmp_path)
    index.go_back(noted_mark(""))
    assert index.mark == IndexMark()
    index.close()


@pytest.mark.parametrize("mark", [IndexMark(), IndexMark(7, ""), IndexMark(7, "abc")])
def test_a_mark_is_noted_and_read_again(mark: IndexMark) -> None:
    assert noted_mark(describe(mark)) == mark


# Index and catalogue together.


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite", write=True)
    yield opened
    opened.close()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LanceIndex]:
    opened = writer(tmp_path / "index")
    yield opened
    opened.close()


def half(catalogue: Catalogue, index: LanceIndex) -> Encoding:
    return Encoding(catalogue, index, lambda: WordEncoder(DIMENSION), lambda _: None, lambda: False)


def rows(index: LanceIndex) -> list[tuple[int, int, str]]:
    found = index._read(lambda table: table.lance.search().to_arrow())
    return sorted(
        zip(*(found.column(c).to_pylist() for c in ("passage_id", "document_id", "kind")), strict=True)
    )


def test_holes_in_rows_that_were_never_noted_are_not_believed(
    catalogue: Catalogue, index: LanceIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole vector under a document and a kind that never reached the disk."""
    identity = put(catalogue, file("a.txt"), document("bees"))
    monkeypatch.setattr(
        catalogue.progress, "flushed", lambda *_: (_ for _ in ()).throw(LibraryUnusable("plug"))
    )
    with pytest.raises(LibraryUnusable):
        half(catalogue, index).run()
    monkeypatch.undo()
    ids, vectors = index.vectors(index.passage_ids())
    index.add(ids, np.zeros(len(ids), np.int64), [""] * len(ids), [""] * len(ids), vectors)
    index.flush()

    encoding = half(catalogue, index)
    encoding.reconcile()
    encoding.run()
    assert rows(index) == [(ids[0], identity, "text")]
    assert catalogue.progress.waiting() == 0


def test_an_encoder_that_goes_on_after_an_error_notes_nothing_that_is_not_there(
    catalogue: Catalogue, index: LanceIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(catalogue, file("a.txt"), document("bees", "honey"))
    encoding = half(catalogue, index)
    monkeypatch.setattr(
        catalogue.progress, "flushed", lambda *_: (_ for _ in ()).throw(LibraryUnusable("full"))
    )
    with pytest.raises(LibraryUnusable):
        encoding.run()
    monkeypatch.undo()
    for again in range(2):
        encoding.reconcile()
        encoding.run()
        assert index.count() == 2, again
        assert catalogue.progress.waiting() == 0


def test_ids_that_the_catalogue_lost_are_free_before_they_are_given_again(tmp_path: Path) -> None:
    """A disk that lied about the log of SQLite: what was lost gave the ids that come next."""
    folder = FolderOfFiles(tmp_path / "home")
    folder.write("a.txt", "Bees find their way home.")
    data = tmp_path / "library"
    with Library(Places(data)) as library:
        library.user.add(folder.root)
        library.index()
    before = (data / "catalogue.sqlite").read_bytes()
    folder.write("b.md", "Plum cake needs butter and sugar.")
    with Library(Places(data)) as library:
        library.index()
        with library.writer() as held:
            held._index.upkeep()  # so that nothing is left to go back to
    (data / "catalogue.sqlite").write_bytes(before)
    folder.delete("b.md")
    folder.write("c.txt", "A glacier moves slowly over the valley.")
    with Library(Places(data)) as library:
        library.index()
        index = library.recipe.open_index(library.places.index, library.catalogue.identity, writer=False)
        kinds = [kind for _, _, kind in rows(index)]
        index.close()
    assert kinds == ["text", "text"]


def test_a_version_that_cannot_be_trusted_is_looked_at_even_where_it_is_noted(
    catalogue: Catalogue, index: LanceIndex, tmp_path: Path
) -> None:
    put(catalogue, file("a.txt"), document("bees"))
    half(catalogue, index).run()
    index._files.suspect.touch()
    catalogue.progress.flushed((), np.array([], np.int64), describe(index.mark))
    half(catalogue, index).reconcile()
    assert index.mark.token
    assert not index._files.suspect.exists()


def test_a_search_goes_on_by_word_where_vectors_cannot_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = FolderOfFiles(tmp_path / "home")
    folder.write("a.txt", "Bees find their way home.")
    with Library(Places(tmp_path / "library")) as library:
        library.user.add(folder.root)
        library.index()

        def torn(*_: object) -> None:
            raise IndexDamaged

        monkeypatch.setattr(LanceIndex, "vectors", torn)
        nothing = np.array([], np.int64), np.array([], np.float32), np.empty((0, 8), np.float32)
        monkeypatch.setattr(LanceIndex, "nearest_with_vectors", lambda *_: nothing)
        assert [hit.path.name for hit in library.search(Query("bees")).hits] == ["a.txt"]
