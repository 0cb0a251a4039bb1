"""Where one document stands among the answers to a query."""

from pathlib import Path

import pytest

from app.domain.diagnosis import Finding, Rank
from app.domain.query import Filter
from app.domain.query_language.understood import query_of
from app.library.library import Library
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import DAMAGED


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    made.write("best.txt", "bees dance, bees sing, bees")
    made.write("copy.txt", "bees dance, bees sing, bees")
    made.write("second.md", "bees and cars")
    made.write("broken.txt", DAMAGED)
    library.user.add(made.root)
    library.index()
    return made


def place(library: Library, path: Path, typed: str, where: Filter | None = None) -> Rank | None:
    return library.rank(path, query_of(typed, where))


def test_documents_are_counted_as_the_list_of_hits_shows_them(
    library: Library, folder: FolderOfFiles
) -> None:
    assert place(library, folder.root / "best.txt", "bees") == Rank(1, 2)
    assert place(library, folder.root / "copy.txt", "bees") == Rank(1, 2), "copies share a place"
    assert place(library, folder.root / "second.md", "bees") == Rank(2, 2)
    assert place(library, folder.root / "second.md", "cars") == Rank(1, 2)


def test_what_a_query_excludes_has_no_place(library: Library, folder: FolderOfFiles) -> None:
    assert place(library, folder.root / "second.md", "bees -cars") == Rank(0, 1)


def test_what_the_filters_leave_out_is_ranked_without_them(library: Library, folder: FolderOfFiles) -> None:
    where = Filter(kinds=frozenset({"text"}))
    assert place(library, folder.root / "second.md", "bees", where) == Rank(2, 2, is_filtered_out=True)
    assert place(library, folder.root / "best.txt", "bees", where) == Rank(1, 1)


def test_without_a_word_or_a_document_there_is_no_rank(library: Library, folder: FolderOfFiles) -> None:
    assert place(library, folder.root / "best.txt", " ... ") is None
    assert place(library, folder.root / "broken.txt", "bees") is None
    assert place(library, folder.root / "never.txt", "bees") is None
    assert place(library, folder.root.parent / "elsewhere.txt", "bees") is None


def test_a_file_that_waits_for_the_encoder_knows_its_turn(library: Library, tmp_path: Path) -> None:
    folder = FolderOfFiles(tmp_path / "home")
    folder.write("a.txt", "bees")
    folder.write("b.txt", "cars")
    library.user.add(folder.root)
    library.index()
    catalogue = library.catalogue
    catalogue.progress.reconcile(catalogue.progress.strays(), "")  # as if the index had been lost
    turns = {name: library.diagnose(folder.root / name) for name in ("a.txt", "b.txt")}
    assert {turn.finding for turn in turns.values()} == {Finding.WORDS}
    assert sorted(turn.position for turn in turns.values()) == [1, 2]
    assert {turn.queue for turn in turns.values()} == {2}
