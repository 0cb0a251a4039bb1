"""Whatever breaks in the middle, the next settle comes to what a fresh library would say."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.domain.errors import LibraryUnusable, Reason, Unreadable
from app.domain.events import DocumentStored, Event
from app.domain.ports import IndexMark
from app.indexing import encode, look
from tests.fakes.folder import FolderOfFiles
from tests.fakes.index import MemoryIndex, unit_vectors
from tests.unit.indexing.small_library import DAMAGED, DIMENSION, SmallLibrary, says_afresh


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    """Files enough for several batches and flushes."""
    made = FolderOfFiles(tmp_path / "home")
    for number in range(8):
        made.write(f"{number}.txt", f"bees {number}\fwax {number}")
    made.write("bad.txt", DAMAGED)
    made.write("copy of 3.txt", "bees 3\fwax 3")
    return made


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three passages a batch, four a flush, one file a transaction."""
    monkeypatch.setattr(encode, "BATCH", 3)
    monkeypatch.setattr(encode, "FLUSH", 4)
    monkeypatch.setattr(look, "COMMIT_SECONDS", 0.0)


def change_the_folder(folder: FolderOfFiles) -> None:
    """Some of everything."""
    folder.delete("0.txt")
    folder.write("1.txt", "honey")
    folder.move("2.txt", "moved/2.txt")
    folder.write("new.txt", "queens\fdrones")
    folder.write("bad.txt", "good again")


# Stopped.


@pytest.mark.parametrize("after", [0, 1, 2, 5, 9, 14, 19, 22])
def test_being_stopped_at_any_report_loses_nothing(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, after: int
) -> None:
    def stop(_: Event) -> None:
        library.stopped = len(library.events) > after

    for _ in range(2):
        library.on_event = stop
        library.settle()
        library.on_event, library.stopped = None, False
        change_the_folder(folder)
        library.settle()
        assert library.says() == says_afresh(library, tmp_path / "fresh")
        shutil.rmtree(tmp_path / "fresh")
        for name in ("0.txt", "2.txt"):
            folder.write(name, name)


def test_being_stopped_before_the_first_file_changes_nothing(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    library.settle()
    said = library.says()
    shutil.rmtree(folder.root)
    folder.root.mkdir()
    library.stopped = True
    settled = library.settle()
    assert (settled.forgotten, library.says()) == (0, said)


def test_a_stop_in_the_middle_of_encoding_keeps_what_was_encoded(library: SmallLibrary) -> None:
    def stop(_: object) -> None:
        library.stopped = True

    library.on_encode = stop
    library.settle()
    assert library.index.count() == 3
    assert library.catalogue.progress.waiting() == library.catalogue.totals().passages - 3
    library.stopped, library.on_encode = False, None
    library.settle()
    assert not {text for text in library.encoded if text == "bees 7"}


def test_news_interrupts_the_encoding_only(library: SmallLibrary, folder: FolderOfFiles) -> None:
    library.interrupted = True
    settled = library.settle()
    assert settled.read + settled.failed == settled.seen - 1  # one of them is a copy
    assert library.catalogue.progress.waiting() > 0
    assert library.index.count() == 3
    library.interrupted = False
    library.settle()
    assert library.catalogue.progress.waiting() == 0


# Encoder, reader and catalogue break.


def raise_at(call: int, error: Exception) -> Callable[[object], None]:
    """Something to be called, that raises the *call*-th time."""
    calls = iter(range(1000))

    def step(_: object) -> None:
        if next(calls) == call:
            raise error

    return step


@pytest.mark.parametrize("again", ["reopened", "at once"])
@pytest.mark.parametrize("error", [RuntimeError("a bug"), LibraryUnusable("the disk is full"), MemoryError()])
@pytest.mark.parametrize("call", [0, 1, 3])
def test_an_encoder_that_breaks_loses_nothing(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, call: int, error: Exception, again: str
) -> None:
    library.on_encode = raise_at(call, error)
    with pytest.raises(type(error)):
        library.settle()
    library.on_encode = None
    change_the_folder(folder)
    if again == "reopened":
        library.reopen()
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


@pytest.mark.parametrize("call", [0, 1, 5])
def test_a_reader_with_a_bug_loses_nothing(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, call: int
) -> None:
    library.on_read = raise_at(call, RuntimeError("a bug"))
    with pytest.raises(RuntimeError, match="a bug"):
        library.settle()
    assert library.readers_made == library.readers_closed
    library.on_read = None
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_a_full_disk_under_the_catalogue_loses_nothing(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    library.settle()
    chance = np.random.default_rng(1)
    folder.write("large.txt", " ".join(map(str, chance.integers(0, 10**9, 4000))))
    (pages,) = library.catalogue._connection.execute("PRAGMA page_count").fetchone()
    library.catalogue._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryUnusable, match="full"):
        library.settle()
    library.catalogue._connection.execute("PRAGMA max_page_count = 1000000")
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


# The index breaks.


class BreakingIndex(MemoryIndex):
    """Raises at the *call*-th flush: before or after it was made, and then no more."""

    def __init__(self, call: int, *, made: bool) -> None:
        super().__init__(DIMENSION)
        self._calls = call
        self._made = made

    def flush(self) -> IndexMark:
        self._calls -= 1
        if self._calls == -1:
            if self._made:
                super().flush()
            raise LibraryUnusable("the disk is full")
        return super().flush()


@pytest.mark.parametrize("again", ["reopened", "at once"])
@pytest.mark.parametrize("made", [False, True])
@pytest.mark.parametrize("call", [0, 1, 2])
def test_an_index_that_breaks_loses_nothing(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, call: int, made: bool, again: str
) -> None:
    library.index = BreakingIndex(call, made=made)
    library.reopen()
    with pytest.raises(LibraryUnusable):
        library.settle()
    change_the_folder(folder)
    if again == "reopened":
        library.reopen()
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_a_deleted_index_is_filled_again_without_reading_a_file(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    library.settle()
    library.index = MemoryIndex(DIMENSION)
    library.reopen()
    library.settle()
    assert library.reads == []
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_an_index_that_stands_otherwise_than_noted_is_believed(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    library.settle()
    passages = library.index.passage_ids()
    stranger = np.array([9_999], np.int64)
    library.index.remove(passages[::2])
    library.index.add(stranger, stranger, ["text"], ["en"], unit_vectors(1, DIMENSION))
    library.index.flush()
    library.settle()
    assert len(library.encoded) <= len(passages[::2])
    assert (library.reads, 9_999 in library.index.passage_ids()) == ([], False)
    assert library.says() == says_afresh(library, tmp_path / "fresh")


# Files change under our eyes.


def test_a_file_that_changes_while_it_is_read_is_looked_at_again(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    def change(path: Path) -> None:
        if path.name == "1.txt" and "bees" in path.read_text():
            path.write_text("changed under your eyes")

    library.on_read = change
    library.settle()
    library.settle()
    assert library.found("eyes") == {"1.txt"}
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_what_was_read_in_the_middle_of_a_change_is_nobodys_copy(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    """Hashed as one content, read as another, and then written back as it was."""
    path = folder.root / "1.txt"

    def change(read: Path) -> None:
        if read == path:
            path.write_text("torn")

    library.on_read = change
    library.settle()
    library.on_read = None
    folder.write("1.txt", "bees 1\fwax 1")
    folder.write("a copy of 1.txt", "bees 1\fwax 1")
    library.settle()
    assert library.found("torn") == set()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_vanishes_while_it_is_read_is_no_failure(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, gone: bool
) -> None:
    def vanish(path: Path) -> None:
        if path.name == "1.txt":
            path.unlink()
            if gone:
                raise Unreadable(Reason.GONE)

    library.on_read = vanish
    assert library.settle().failed == 1  # the damaged one
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


@pytest.mark.skipif(os.name == "nt", reason="a file that is being read holds its folder there")
def test_a_folder_that_vanishes_while_its_files_are_read_keeps_what_was_known(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    def vanish(event: Event) -> None:
        if isinstance(event, DocumentStored) and folder.root.exists():
            folder.root.rename(tmp_path / "away")

    library.on_event = vanish
    library.settle()
    assert library.catalogue.totals().failed in ({}, {"damaged": 1})
    known = set(library.texts())
    library.settle()
    assert set(library.texts()) == known
    (tmp_path / "away").rename(folder.root)
    library.on_event = None
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")
