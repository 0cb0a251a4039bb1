"""The parts joined: one data folder, one writer, and what was read once is never read again for nothing."""

from pathlib import Path

import pytest

from app.domain.errors import LibraryBusy, Reason
from app.domain.events import DocumentStored, Event
from app.domain.passage import SPLIT_RULE
from app.domain.query_language.understood import query_of
from app.domain.state import FolderState
from app.library import writer as writer_module
from app.library.library import Library
from app.places import Places
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import DAMAGED
from tests.unit.library.conftest import Indices


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    made.write("bees.txt", "bees dance")
    made.write("in/cars.txt", "cars drive")
    return made


@pytest.fixture
def indexed(library: Library, folder: FolderOfFiles) -> Library:
    library.user.add(folder.root)
    library.index()
    return library


def found(library: Library, typed: str) -> list[str]:
    return [hit.path.name for hit in library.search(query_of(typed)).hits]


def test_what_was_indexed_is_found(indexed: Library, folder: FolderOfFiles) -> None:
    assert found(indexed, "bees")[0] == "bees.txt"
    folder.write("wax.txt", "wax candles")
    events: list[Event] = []
    indexed.index(events.append)
    assert DocumentStored(folder.root / "wax.txt", 1) in events
    assert found(indexed, "wax")[0] == "wax.txt"


def test_a_library_opened_again_is_as_it_was_left(indexed: Library, folder: FolderOfFiles) -> None:
    with Library(Places(indexed.places.data)) as again:
        assert found(again, "bees")[0] == "bees.txt"
        assert again.index().read == 0
        assert [state.path for state in again.folders()] == [folder.root]


def test_folders_say_how_they_stand(library: Library, folder: FolderOfFiles, tmp_path: Path) -> None:
    library.user.add(folder.root)
    assert library.folders() == [FolderState(folder.root, 0, "waiting")]
    library.index()
    assert library.folders() == [FolderState(folder.root, 2, "indexed")]
    folder.root.rename(tmp_path / "away")
    assert library.folders() == [FolderState(folder.root, 2, "unreachable")]


def test_there_is_one_writer(indexed: Library) -> None:
    with indexed.writer(), Library(Places(indexed.places.data)) as other:
        with pytest.raises(LibraryBusy):
            other.index()
        assert found(other, "bees")[0] == "bees.txt"
    assert indexed.index().read == 0


def test_damaged_settings_are_put_aside_with_a_sentence(indices: Indices, tmp_path: Path) -> None:
    places = Places(tmp_path / "data")
    with Library(places) as library:
        assert library.warning == ""
    places.settings.write_text("encoder_threads = many")
    with Library(places) as library:
        assert "damaged" in library.warning
    with Library(places) as library:
        assert library.warning == ""


def test_other_rules_make_passages_and_words_anew_without_reading_a_file(
    indexed: Library, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(indexed.catalogue.lookup.documents_of(range(99)))
    monkeypatch.setattr(writer_module, "RULES", "other rules")
    settled = indexed.index()
    after = set(indexed.catalogue.lookup.documents_of(range(99)))
    assert (settled.read, len(after)) == (0, len(before))
    assert before.isdisjoint(after)
    assert found(indexed, "bees")[0] == "bees.txt"
    assert indexed.catalogue.progress.waiting() == 0
    indexed.index()
    assert set(indexed.catalogue.lookup.documents_of(range(99))) == after


def test_another_analyser_makes_words_anew_and_leaves_passages_and_vectors(
    indexed: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(indexed.catalogue.lookup.documents_of(range(99)))
    monkeypatch.setattr(writer_module, "RULES", f"{SPLIT_RULE} other-words")
    indexed.catalogue._connection.execute("INSERT INTO passage_words (passage_words) VALUES ('delete-all')")
    indexed.index()
    assert set(indexed.catalogue.lookup.documents_of(range(99))) == before
    assert found(indexed, "bees")[0] == "bees.txt"
    assert indexed.catalogue.vocabulary.current().count("bees") > 0


def test_rebuilding_makes_every_vector_anew(indexed: Library, indices: Indices) -> None:
    index = indices[indexed.places.index]
    before = index.passage_ids().tolist()
    with indexed.writer() as writer:
        assert writer.rebuild().read == 0
    assert index.count() == len(before)
    assert set(index.passage_ids().tolist()).isdisjoint(before)
    assert found(indexed, "cars")[0] == "cars.txt"


def test_what_is_forgotten_is_gone_and_stays_away(
    indexed: Library, folder: FolderOfFiles, indices: Indices
) -> None:
    with indexed.writer() as writer:
        assert writer.forget(folder.root / "in") == 1
    assert "cars.txt" not in found(indexed, "cars")
    assert indices[indexed.places.index].count() == 1
    indexed.index()
    assert "cars.txt" not in found(indexed, "cars")
    indexed.user.include(folder.root / "in")
    indexed.index()
    assert found(indexed, "cars")[0] == "cars.txt"


def test_a_forgotten_folder_is_no_longer_a_folder(indexed: Library, folder: FolderOfFiles) -> None:
    with indexed.writer() as writer:
        assert writer.forget(folder.root) == 2
    assert indexed.folders() == []
    assert indexed.catalogue.totals().documents == 0
    assert folder.root.joinpath("bees.txt").read_text() == "bees dance"


def test_what_could_not_be_read_is_read_again_when_the_user_asks(
    library: Library, folder: FolderOfFiles
) -> None:
    folder.write("broken.txt", DAMAGED)
    library.user.add(folder.root)
    assert library.index().failed == 1
    assert library.index().failed == 0, "unchanged, it is left alone"
    library.user.ask_to_retry()
    assert library.index().failed == 1
    assert library.index().failed == 0, "asked once, tried once"


def test_one_file_or_one_reason_alone_can_be_read_again(library: Library, folder: FolderOfFiles) -> None:
    broken = [folder.write(name, DAMAGED) for name in ("broken.txt", "in/wreck.txt")]
    library.user.add(folder.root)
    assert library.index().failed == 2
    library.user.ask_to_retry(path=broken[1])
    assert library.index().failed == 1
    library.user.ask_to_retry(Reason.EMPTY)
    assert library.index().failed == 0
    library.user.ask_to_retry(Reason.DAMAGED)
    assert library.index().failed == 2
    library.user.ask_to_retry(path=folder.root.parent / "elsewhere.txt")
    assert library.index().failed == 0
