"""The comparison of two libraries finds every difference that it promises to find."""

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from app.catalogue.catalogue import Catalogue
from app.indexing.encode import describe
from app.library.library import Library
from app.places import Places
from app.store.lance_index import LanceIndex
from tests.fakes.folder import FolderOfFiles
from tests.faults.same_library import assert_same, contradictions, differences


def made(data: Path, folder: Path) -> Path:
    """A library of *folder*, settled."""
    with Library(Places(data)) as library:
        library.user.add(folder)
        library.index()
    return data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = FolderOfFiles(tmp_path_factory.mktemp("disk"))
    files.write("bees.txt", "Bees find their way home by the sun.\n\n" * 20)
    files.write("deep/notes.md", "# Garden\n\nPlums ripen late.\n\n# Kitchen\n\nButter and sugar.\n")
    files.write("copy.md", (files.root / "deep/notes.md").read_bytes())
    files.write("broken.pdf", b"%PDF-1.4 broken")
    with zipfile.ZipFile(files.root / "held.zip", "w") as archive:
        archive.writestr("inside.txt", "A letter that lies inside an archive.")
    files.touch("held.zip")
    return files.root


@pytest.fixture(scope="module")
def libraries(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two of the same disk; the second one came there by another way, and has other ids."""
    place = tmp_path_factory.mktemp("libraries")
    bees = folder / "bees.txt"
    first, away = made(place / "first", folder), bees.read_bytes()
    stamp = bees.stat()
    bees.write_text("Something else first.")
    second = made(place / "second", folder)
    bees.write_bytes(away)
    os.utime(bees, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    with Library(Places(second)) as library:
        library.index()
    return first, second


def test_two_ways_to_the_same_disk_are_the_same(libraries: tuple[Path, Path]) -> None:
    assert_same(*libraries)
    assert_same(*reversed(libraries))


def in_catalogue(*statements: str) -> Callable[[Path], None]:
    def change(data: Path) -> None:
        with closing(sqlite3.connect(Places(data).catalogue)) as catalogue, catalogue:
            for statement in statements:
                catalogue.execute(statement)

    return change


def in_index(change: Callable[[LanceIndex, int], None]) -> Callable[[Path], None]:
    """Change the row of the first passage, or what else is there."""

    def changed(data: Path) -> None:
        with Library(Places(data)) as library:
            index = library.recipe.open_index(library.places.index, library.catalogue.identity, writer=True)
            change(index, int(index.passage_ids()[0]))
            mark = index.flush()
            library.catalogue.progress.flushed((), np.array([], np.int64), describe(mark))
            index.close()

    return changed


def turned(index: LanceIndex, passage: int) -> None:
    ids, vectors = index.vectors(np.array([passage]))
    index.add(ids, document_of(index, passage), ["text"], ["en"], -vectors)


def moved_to_nobody(index: LanceIndex, passage: int) -> None:
    ids, vectors = index.vectors(np.array([passage]))
    index.add(ids, np.array([10_000]), ["text"], ["en"], vectors)


def doubled(index: LanceIndex, passage: int) -> None:
    ids, vectors = index.vectors(np.array([passage]))
    index.add(ids, document_of(index, passage), ["text"], ["en"], vectors)
    index._known = np.array([], np.int64)  # which keeps the old row


def of_nobody(index: LanceIndex, passage: int) -> None:
    _, vectors = index.vectors(np.array([passage]))
    index.add(np.array([10_000]), np.array([1]), ["text"], ["en"], vectors)


def document_of(index: LanceIndex, passage: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    rows = index._read(lambda table: table.lance.search().where(f"passage_id = {passage}").to_arrow())
    return np.asarray(rows.column("document_id").to_numpy(), np.int64)


CHANGES = {
    "another title": in_catalogue("UPDATE documents SET title = 'x' WHERE kind = 'text'"),
    "another hash": in_catalogue("UPDATE documents SET content_hash = x'00' WHERE kind = 'markdown'"),
    "another reason": in_catalogue("UPDATE documents SET reason = 'crashed' WHERE state = 'failed'"),
    "a failure gone": in_catalogue("DELETE FROM documents WHERE state = 'failed'"),
    "another text": in_catalogue(
        "INSERT INTO texts (body) SELECT body FROM texts ORDER BY id LIMIT 1",
        "UPDATE documents SET text = (SELECT max(id) FROM texts) WHERE member = ''  AND text NOT NULL",
        "DELETE FROM texts WHERE id NOT IN (SELECT text FROM documents WHERE text NOT NULL)",
    ),
    "another segment": in_catalogue("UPDATE segments SET label = 'x' WHERE number = 0"),
    "another passage": in_catalogue(
        "UPDATE passages SET end = end - 1 WHERE id = (SELECT max(id) FROM passages)"
    ),
    "a passage that waits": in_catalogue(
        "UPDATE passages SET encoded = 0 WHERE id = (SELECT max(id) FROM passages)"
    ),
    "a word more": in_catalogue(
        "INSERT INTO passage_words (rowid, words, stems, labels) SELECT min(id), 'zebra', '', '' FROM passages"
    ),
    "a document's words gone": in_catalogue("DELETE FROM document_words_docsize WHERE id % 2"),
    "a stray": in_catalogue("INSERT INTO strays VALUES (10000)"),
    "a text of nobody": in_catalogue("INSERT INTO texts (body) SELECT body FROM texts LIMIT 1"),
    "a member of nothing": in_catalogue("UPDATE documents SET path = x'00' WHERE member <> ''"),
    "another document's vector": in_catalogue(
        "UPDATE document_vectors SET codes = zeroblob(length(codes)) WHERE document = 1"
    ),
    "a document's vector gone": in_catalogue("DELETE FROM document_vectors WHERE document = 1"),
    "a document whose vector is due": in_catalogue(
        "UPDATE document_vectors SET codes = NULL WHERE document = 1"
    ),
    "something skipped": in_catalogue("INSERT INTO skipped VALUES (1, 'hidden', 3)"),
    "another vector": in_index(turned),
    "a vector gone": in_index(lambda index, passage: index.remove(np.array([passage]))),
    "a vector twice": in_index(doubled),
    "a vector of nobody": in_index(of_nobody),
    "a vector under another document": in_index(moved_to_nobody),
    "no index": lambda data: shutil.rmtree(Places(data).index),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_difference_is_found(
    libraries: tuple[Path, Path], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    sound, other = libraries
    changed = Path(shutil.copytree(other, tmp_path / "changed"))
    change(changed)
    assert [*contradictions(changed), *differences(changed, sound)]
    with pytest.raises(AssertionError, match="difference"):
        assert_same(changed, sound)


def test_comparing_changes_nothing_that_a_library_says(libraries: tuple[Path, Path]) -> None:
    before = [Places(place).catalogue.read_bytes() for place in libraries]
    assert_same(*libraries)
    assert [Places(place).catalogue.read_bytes() for place in libraries] == before
    with closing(Catalogue(Places(libraries[0]).catalogue, write=False)) as catalogue:
        assert catalogue.progress.waiting() == 0
