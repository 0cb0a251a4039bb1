"""Window's eye view: folders in, hits out, with real processes, a real encoder and a real index."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.state import Activity, Doing
from app.engine.answers import Folders, MeaningReady, Opened, Shown, Standing, Unread, Working
from app.engine.requests import AddFolders, ChangeSettings, ListUnread, LookAgain, RemoveFolder, Show
from tests.fakes.always import ALWAYS
from tests.integration.engine_room import EngineRoom, opened
from tests.integration.program import Program, wait_until


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "boiler.txt").write_text(
        "The walrus of the harbour office wrote about the boiler in the cellar."
    )
    (folder / "garden.txt").write_text("In the garden house stands the tricycle that nobody rides any more.")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture
def room(tmp_path: Path) -> Iterator[EngineRoom]:
    with opened(tmp_path / "library") as made:
        yield made


@pytest.fixture
def filled(room: EngineRoom, letters: Path) -> EngineRoom:
    """With the letters indexed."""
    room.say(AddFolders((letters,)))
    room.wait_for_rest()
    room.heard.wait_for(MeaningReady)
    return room


def test_a_folder_that_is_added_is_found_by_word_and_by_meaning(filled: EngineRoom, letters: Path) -> None:
    assert filled.names("walrus")[0] == "boiler.txt"
    assert filled.names("an old vehicle for children")[0] == "garden.txt"
    doing = [working.activity.doing for working in filled.heard.all(Working)]
    assert doing[-1] is Doing.NOTHING
    assert Doing.LOOKING in doing
    totals = filled.heard.all(Standing)[-1].totals
    assert (totals.documents, totals.waiting, totals.failed) == (2, 0, {"empty": 1})
    (state,) = filled.heard.all(Folders)[-1].states
    assert (state.path, state.documents, state.state) == (letters, 2, "indexed")
    filled.say(ListUnread())
    (unread,) = filled.heard.wait_for(Unread).files
    assert (unread.path, unread.reason) == (letters / "empty.txt", "empty")


def test_a_hit_is_shown_in_its_text(filled: EngineRoom) -> None:
    hit = filled.search("the walrus").hits[0]
    filled.say(Show(1, hit.document_id, hit.passages[0].start, hit.passages[0].end, "the walrus"))
    excerpt = filled.heard.wait_for(Shown).excerpt
    assert excerpt is not None
    assert [excerpt.text[start:end] for start, end in excerpt.marks] == ["walrus"]
    assert excerpt.text[slice(*excerpt.passage)] == hit.passages[0].text


def test_what_changes_on_the_disk_is_found(filled: EngineRoom, letters: Path) -> None:
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    wait_until(lambda: filled.names("armadillo")[:1] == ["new.txt"], "the new file")
    (letters / "new.txt").unlink()
    wait_until(lambda: "new.txt" not in filled.names("armadillo"), "that the file is gone")


def test_what_changes_while_the_indexer_is_gone_wakes_another_one(filled: EngineRoom, letters: Path) -> None:
    wait_until(lambda: filled.indexer() is None, "that the indexer ends when there is nothing to do")
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    wait_until(lambda: filled.names("armadillo")[:1] == ["new.txt"], "the new file")


def test_a_folder_that_is_taken_out_is_forgotten(filled: EngineRoom, letters: Path) -> None:
    filled.say(RemoveFolder(letters))
    filled.heard.wait_for(Folders, lambda folders: folders.states == ())
    assert filled.names("walrus") == []
    filled.heard.wait_for(Standing, lambda standing: standing.totals.passages == 0)


def test_a_pause_lets_everything_rest_and_a_look_waits_for_its_end(filled: EngineRoom, letters: Path) -> None:
    filled.say(ChangeSettings(replace(ALWAYS, paused=True)))
    filled.heard.wait_for(Working, lambda working: working.activity == Activity(Doing.PAUSED))
    wait_until(lambda: filled.indexer() is None, "that the indexer ends")
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    filled.say(LookAgain())
    assert filled.names("armadillo walrus")[0] == "boiler.txt"
    assert filled.indexer() is None
    filled.say(ChangeSettings(ALWAYS))
    wait_until(lambda: filled.names("armadillo")[:1] == ["new.txt"], "the new file")


def test_a_pause_outlives_the_engine(tmp_path: Path, letters: Path) -> None:
    with opened(tmp_path / "library") as first:
        first.say(ChangeSettings(replace(ALWAYS, paused=True)))
        first.wait_for_activity(Doing.PAUSED)
        first.say(AddFolders((letters,)))
    with opened(tmp_path / "library") as second:
        welcome = second.heard.wait_for(Opened)
        assert welcome.settings == replace(ALWAYS, paused=True)
        assert [state.path for state in welcome.folders] == [letters]
        second.wait_for_activity(Doing.PAUSED)
        second.heard.wait_for(MeaningReady)
        assert second.names("walrus") == []


def test_an_engine_opened_again_finds_what_changed_meanwhile(tmp_path: Path, letters: Path) -> None:
    with opened(tmp_path / "library") as first:
        first.say(AddFolders((letters,)))
        first.wait_for_rest()
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    with opened(tmp_path / "library") as second:
        assert second.heard.wait_for(Opened).totals.documents == 2
        wait_until(lambda: second.names("armadillo")[:1] == ["new.txt"], "the new file")


def test_a_folder_that_goes_keeps_its_hits_and_is_found_again(filled: EngineRoom, letters: Path) -> None:
    away = letters.rename(letters.with_name("away"))
    filled.heard.wait_for(Folders, lambda folders: folders.states[0].state == "unreachable")
    assert filled.names("walrus")[0] == "boiler.txt"
    (away / "new.txt").write_text("An armadillo was seen at the tram stop.")
    away.rename(letters)
    filled.say(LookAgain())
    wait_until(lambda: filled.names("armadillo")[:1] == ["new.txt"], "the new file")
    wait_until(lambda: filled.heard.all(Folders)[-1].states[0].state == "indexed", "that the folder is back")


def test_a_library_that_the_command_line_made_is_opened(sample: Program, tmp_path: Path) -> None:
    shutil.copytree(sample.data, tmp_path / "copy")
    with opened(tmp_path / "copy") as room:
        assert room.heard.wait_for(Opened).totals.documents == 17
        room.heard.wait_for(MeaningReady)
        assert room.search("how do bees find their way home").hits


def test_while_the_command_line_writes_the_window_says_so(filled: EngineRoom, letters: Path) -> None:
    wait_until(lambda: filled.indexer() is None, "that the indexer ends")
    filled.heard.forget()
    with Program(filled.data).started("watch", "--quiet") as watching:
        holder = filled.data / "writer.holder"
        wait_until(lambda: holder.exists() and str(watching.pid) in holder.read_text(), "the writer's lock")
        filled.say(LookAgain())
        activity = filled.wait_for_activity(Doing.ELSEWHERE)
        assert f"process {watching.pid}" in activity.sentence
        assert filled.names("walrus")[0] == "boiler.txt"


def test_what_libraries_print_never_reaches_the_window(filled: EngineRoom, letters: Path) -> None:
    assert filled.heard.names().count("EngineLost") == 0
    opened_files = Path(f"/proc/{filled.engine.pid}/fd")
    if opened_files.is_dir():
        assert {(opened_files / number).readlink() for number in "012"} == {Path(os.devnull)}
