"""The engine answers from a real small library, whatever is asked of it; only encoder, index and reader are fakes."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.diagnosis import Finding
from app.domain.document import Kind
from app.domain.errors import Reason
from app.domain.scope import EVERYTHING
from app.domain.settings import Settings
from app.domain.state import Activity, Doing, FolderState
from app.encoding.manifest import DamagedEncoder
from app.engine.answers import (
    Diagnosed,
    Folders,
    Found,
    MeaningReady,
    Opened,
    Refused,
    Shown,
    Standing,
    Unread,
    UnreadFile,
    Unusable,
    Working,
)
from app.engine.inbox import News
from app.engine.requests import (
    AddFolders,
    ChangeSettings,
    Diagnose,
    ListUnread,
    LookAgain,
    RemoveFolder,
    Search,
    Show,
)
from app.library.library import Library
from app.library.recipe import Recipe
from app.places import Places
from app.settings import load
from tests.fakes.folder import FolderOfFiles
from tests.integration.program import wait_until
from tests.unit.engine.scripted import Scripted
from tests.unit.engine.serving import Serving
from tests.unit.indexing.small_library import DAMAGED

Script = Callable[..., Scripted]


def test_an_engine_says_first_that_the_library_is_open(serving: Serving, folder: FolderOfFiles) -> None:
    assert serving.heard.names()[0] == "Opened"
    opened = serving.heard.wait_for(Opened)
    assert opened.folders == (FolderState(folder.root, 2, "indexed"),)
    assert (opened.totals.documents, opened.settings, opened.warning) == (2, Settings(), "")


def test_the_end_is_the_end(serving: Serving) -> None:
    assert serving.close() == 0


def test_a_query_is_answered_with_its_number_and_its_filter(serving: Serving) -> None:
    serving.ask(Search(1, "dance drive"))
    found = serving.heard.wait_for(Found)
    assert {hit.path.name for hit in found.results.hits} == {"bees.txt", "cars.txt"}
    serving.ask(Search(2, "dance drive in:in"))
    narrowed = serving.heard.wait_for(Found, lambda found: found.number == 2)
    assert [hit.path.name for hit in narrowed.results.hits] == ["cars.txt"]
    serving.ask(Search(3, "dance drive", limit=1))
    assert len(serving.heard.wait_for(Found, lambda found: found.number == 3).results.hits) == 1


def test_until_the_encoder_is_there_words_answer(
    places: Places, scripted: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = threading.Event()
    monkeypatch.setattr(Library, "warming", lambda _: loaded.wait)
    with Serving(places, scripted("indexer")) as serving:
        serving.ask(Search(1, "dance"))
        explanation = serving.heard.wait_for(Found).results.hits[0].explanation
        assert explanation is not None
        assert explanation.dense is None
        assert serving.heard.all(MeaningReady) == []
        loaded.set()
        serving.heard.wait_for(MeaningReady)
        serving.ask(Search(2, "dance"))
        explanation = (
            serving.heard.wait_for(Found, lambda found: found.number == 2).results.hits[0].explanation
        )
        assert explanation is not None
        assert explanation.dense is not None


def test_a_passage_is_shown_in_its_text(serving: Serving) -> None:
    serving.ask(Search(1, "bees"))
    hit = serving.heard.wait_for(Found).results.hits[0]
    serving.ask(Show(2, hit.document_id, hit.passages[0].start, hit.passages[0].end, "bees"))
    excerpt = serving.heard.wait_for(Shown).excerpt
    assert excerpt is not None
    assert (excerpt.text, excerpt.passage, excerpt.marks) == ("bees dance", (0, 10), ((0, 4),))
    assert (excerpt.kind, excerpt.title, excerpt.path.name) == (Kind.TEXT, "bees", "bees.txt")
    serving.ask(Show(3, 999, 0, 1, "bees"))
    assert serving.heard.wait_for(Shown, lambda shown: shown.number == 3).excerpt is None


def test_files_that_could_not_be_read_are_listed(serving: Serving, folder: FolderOfFiles) -> None:
    serving.ask(ListUnread())
    assert serving.heard.wait_for(Unread).files == (
        UnreadFile(folder.root / "wreck.txt", Reason.DAMAGED, DAMAGED),
    )


def test_why_a_file_is_found_or_not_is_told_with_its_rank(serving: Serving, folder: FolderOfFiles) -> None:
    serving.ask(Diagnose(1, folder.root / "wreck.txt", "bees"))
    told = serving.heard.wait_for(Diagnosed)
    assert (told.number, told.diagnosis.finding, told.rank) == (1, Finding.FAILED, None)
    serving.ask(Diagnose(2, folder.root / "bees.txt", "bees"))
    told = serving.heard.wait_for(Diagnosed, lambda one: one.number == 2)
    assert told.diagnosis.path == folder.root / "bees.txt"
    assert told.rank is not None
    assert told.rank.place == 1


def test_folders_are_added_and_those_that_are_none_are_refused(
    serving: Serving, folder: FolderOfFiles, tmp_path: Path
) -> None:
    (tmp_path / "more").mkdir()
    serving.ask(AddFolders((tmp_path / "nowhere", tmp_path / "more", folder.root / "bees.txt")))
    states = serving.heard.wait_for(Folders).states
    assert [state.path for state in states] == [folder.root, tmp_path / "more"]
    assert [refused.sentence for refused in serving.heard.all(Refused)] == [
        f"There is no folder {tmp_path / 'nowhere'}.",
        f"{folder.root / 'bees.txt'} is not a folder.",
    ]


def test_adding_lets_in_again_what_was_forgotten_below(
    serving: Serving, library: Library, folder: FolderOfFiles
) -> None:
    library.user.exclude(folder.root / "in")
    serving.ask(AddFolders((folder.root,)))
    serving.close()
    assert library.user.exclusions() == frozenset()


def test_a_folder_is_taken_out(serving: Serving, folder: FolderOfFiles) -> None:
    serving.ask(RemoveFolder(folder.root))
    assert serving.heard.wait_for(Folders).states == ()
    serving.ask(Search(1, "bees"))
    assert serving.heard.wait_for(Found).results.hits == ()


def test_settings_are_kept_and_a_pause_is_said_at_once(serving: Serving, places: Places) -> None:
    wait_until(lambda: serving.indexer.starts == 1, "the first look")
    paused = Settings(paused=True, encoder_threads=1)
    serving.ask(ChangeSettings(paused))
    serving.heard.wait_for(Working, lambda working: working.activity == Activity(Doing.PAUSED))
    assert load(places.settings).settings == paused
    serving.ask(ChangeSettings(Settings()))
    wait_until(lambda: serving.indexer.starts == 2, "another indexer")
    assert load(places.settings).settings == Settings()


def test_settings_that_cannot_be_kept_change_nothing(serving: Serving, places: Places) -> None:
    places.settings.mkdir()
    serving.ask(ChangeSettings(Settings(paused=True)))
    assert str(places.settings) in serving.heard.wait_for(Refused).sentence
    serving.ask(LookAgain())
    serving.ask(Search(1, "bees"))
    serving.heard.wait_for(Found)
    assert all(working.activity.doing is not Doing.PAUSED for working in serving.heard.all(Working))


def test_a_mistake_of_ours_costs_one_answer(
    serving: Serving, monkeypatch: pytest.MonkeyPatch, places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Library, "search", lambda *_: 1 / 0)
        serving.ask(Search(1, "a private question"))
        refused = serving.heard.wait_for(Refused)
    assert str(places.log) in refused.sentence
    assert "ZeroDivisionError" in caplog.text
    assert "private" not in caplog.text
    serving.ask(Search(2, "bees"))
    assert serving.heard.wait_for(Found).number == 2


def test_folders_are_looked_through_at_the_start_and_totals_follow(
    library: Library, places: Places, serving: Serving, folder: FolderOfFiles
) -> None:
    wait_until(lambda: serving.indexer.starts == 1, "the first look")
    folder.write("wax.txt", "wax candles")
    library.index()
    serving.ask(News(EVERYTHING))
    assert serving.heard.wait_for(Standing).totals.documents == 3
    assert serving.heard.wait_for(Folders).states[0].documents == 3


def test_an_empty_library_starts_no_indexer(library: Library, scripted: Script) -> None:
    with Serving(library.places, scripted("indexer")) as serving:
        serving.heard.wait_for(MeaningReady)
        serving.ask(News(EVERYTHING))
        serving.ask(Search(1, "bees"))
        assert "add a folder" in serving.heard.wait_for(Found).results.note
    assert serving.indexer.starts == 0


def test_a_data_folder_that_is_a_file_is_unusable(tmp_path: Path, scripted: Script) -> None:
    (tmp_path / "file").touch()
    with Serving(Places(tmp_path / "file"), scripted("indexer")) as serving:
        assert str(tmp_path / "file") in serving.heard.wait_for(Unusable).sentence
        assert (serving.close(), serving.heard.names()) == (2, ["Unusable"])


def test_an_encoder_that_cannot_be_loaded_leaves_words(
    places: Places, scripted: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no such file")

    monkeypatch.setattr(Library, "warming", lambda _: broken)
    with Serving(places, scripted("indexer")) as serving:
        assert str(places.log) in serving.heard.wait_for(Refused).sentence
        serving.ask(Search(1, "bees"))
        assert serving.heard.wait_for(Found).results.hits
        assert serving.heard.all(MeaningReady) == []


def test_an_encoder_that_is_damaged_is_said(
    places: Places, scripted: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise DamagedEncoder("The encoder is damaged: please install Clew again.")

    monkeypatch.setattr(Recipe, "open_index", damaged)
    with Serving(places, scripted("indexer")) as serving:
        assert "install Clew again" in serving.heard.wait_for(Refused).sentence
        serving.ask(ListUnread())
        serving.heard.wait_for(Unread)
        assert serving.close() == 0
