"""The command line beside a window's engine: reads, asks, and what it says holds in the window too."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.catalogue.user import UserFile
from app.domain.state import Doing
from app.engine.answers import Folders, SettingsChanged, Standing
from app.places import Places
from app.window_lock import WindowLock
from tests.integration.engine_room import EngineRoom, opened
from tests.integration.program import Program, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")

ASKED = {"asked": True}


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "boiler.txt").write_text("The walrus of the harbour office wrote about the boiler.")
    (folder / "garden.txt").write_text("In the garden house stands the tricycle that nobody rides.")
    return folder


@pytest.fixture
def room(program: Program, letters: Path) -> Iterator[EngineRoom]:
    """With the letters indexed."""
    program.run("add", letters)
    with opened(program.data) as made:
        made.wait_for_rest()
        yield made


@pytest.fixture
def resting(room: EngineRoom) -> EngineRoom:
    """No indexer is left: nobody holds the writer's lock."""
    wait_until(lambda: room.indexer() is None, "that the indexer ends")
    return room


@contextmanager
def busy(room: EngineRoom, letters: Path) -> Iterator[None]:
    """While the window's indexer holds the writer's lock, and comes to nothing else."""
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    holder = Places(room.data).lock.with_suffix(".holder")
    stopped: list[psutil.Process] = []

    def is_stopped() -> bool:
        indexer = room.indexer()
        if indexer is not None and holder.exists() and f'"process": {indexer.pid}' in holder.read_text():
            indexer.suspend()
            stopped.append(indexer)
        return bool(stopped)

    wait_until(is_stopped, "that the indexer is at work")
    try:
        yield
    finally:
        stopped[0].resume()


# Beside an indexer at work: requests.


def test_index_asks_the_window_which_then_does_it(
    room: EngineRoom, program: Program, letters: Path, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "zoo.txt").write_text("The okapi was fed at noon.")
    with busy(room, letters):
        answer = program.ask("index", more)
        assert answer == {
            **ASKED,
            **dict.fromkeys(("seen", "read", "moved", "forgotten", "failed", "passages"), 0),
            **dict.fromkeys(("seconds", "words_ready_seconds"), 0.0),
        }
        said = program.run("index").stdout.decode()
        assert said == (
            "Clew is indexing this library already, and was asked to look through the folders again.\n"
        )
    wait_until(lambda: room.names("okapi")[:1] == ["zoo.txt"], "the new folder")
    wait_until(lambda: requests(program) == [], "that the requests are granted")


def test_forget_keeps_out_at_once_and_the_window_erases(
    room: EngineRoom, program: Program, letters: Path
) -> None:
    with busy(room, letters):
        assert program.ask("forget", letters / "boiler.txt") == {**ASKED, "ok": True}
        told = program.run("forget", letters / "boiler.txt").stdout.decode()
        assert str(letters / "boiler.txt") in told
        assert "the files stay" in told
    wait_until(lambda: "boiler.txt" not in room.names("walrus"), "that the document is forgotten")
    wait_until(lambda: requests(program) == [], "that the requests are granted")
    room.wait_for_rest()
    wait_until(lambda: room.indexer() is None, "that the indexer ends")
    written = b"".join(path.read_bytes() for path in program.data.rglob("*") if path.is_file())
    assert b"walrus" not in written
    assert (letters / "boiler.txt").exists()
    assert program.ask("doctor", letters / "boiler.txt", status=1)["state"] == "forgotten"
    program.run("add", letters / "boiler.txt")
    wait_until(lambda: room.names("walrus")[:1] == ["boiler.txt"], "that it is let in again")


def test_a_whole_folder_is_forgotten_by_the_window(room: EngineRoom, program: Program, letters: Path) -> None:
    with busy(room, letters):
        program.run("forget", letters)
    room.heard.wait_for(Folders, lambda folders: folders.states == ())
    room.heard.wait_for(Standing, lambda standing: standing.totals.passages == 0)
    wait_until(lambda: requests(program) == [], "that the request is granted")


def test_rebuild_is_left_to_the_window(room: EngineRoom, program: Program, letters: Path) -> None:
    with busy(room, letters):
        assert program.ask("rebuild") == {**ASKED, "ok": True}
        assert "make words and vectors anew" in program.run("rebuild").stdout.decode()
        before = passages(program)
    wait_until(lambda: requests(program) == [], "that the requests are granted")
    wait_until(lambda: program.ask("status")["waiting"] == 0, "the new vectors")
    assert passages(program).isdisjoint(before)
    assert room.names("walrus")[:1] == ["boiler.txt"]


def test_search_in_a_folder_answers_from_what_is_there_and_asks_for_the_rest(
    room: EngineRoom, program: Program, letters: Path
) -> None:
    with busy(room, letters):
        ended = program.run("search", "walrus", "--words", "--in", letters)
        assert "boiler.txt" in ended.stdout.decode()
        assert "Searching what is indexed so far" in ended.stderr
    wait_until(lambda: room.names("armadillo")[:1] == ["new.txt"], "the new file")


def test_reading_commands_work_beside_a_window_at_work(
    room: EngineRoom, program: Program, letters: Path
) -> None:
    with busy(room, letters):
        assert program.found("walrus", "--words") == [letters / "boiler.txt"]
        assert program.ask("status")["documents"] >= 2
        assert [folder["path"] for folder in program.ask("folders")["folders"]] == [str(letters)]
        assert program.ask("doctor", letters / "garden.txt")["state"] == "indexed"


def test_remove_beside_a_window_at_work_is_followed_by_it(
    room: EngineRoom, program: Program, letters: Path
) -> None:
    with busy(room, letters):
        assert program.ask("remove", letters) == {"folders": []}
    room.heard.wait_for(Folders, lambda folders: folders.states == ())
    wait_until(lambda: program.ask("status")["documents"] == 0, "that its documents are forgotten")


# Beside a window at rest: the command line writes, and the window follows.


def test_a_folder_added_beside_the_window_is_indexed_and_watched_by_it(
    resting: EngineRoom, program: Program, tmp_path: Path
) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "zoo.txt").write_text("The okapi was fed at noon.")
    program.run("add", more)
    resting.heard.wait_for(Folders, lambda folders: more in [state.path for state in folders.states])
    wait_until(lambda: resting.names("okapi")[:1] == ["zoo.txt"], "the new folder")
    (more / "later.txt").write_text("The tapir came in the evening.")
    wait_until(lambda: resting.names("tapir")[:1] == ["later.txt"], "a change in the new folder")


def test_what_the_command_line_indexed_is_counted_in_the_window(
    resting: EngineRoom, program: Program, letters: Path
) -> None:
    resting.engine.suspend()  # so that it is not quicker
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    assert program.ask("index")["read"] == 1
    resting.engine.resume()
    resting.heard.wait_for(Standing, lambda standing: standing.totals.documents == 3)


def test_what_is_forgotten_beside_a_window_at_rest_is_forgotten_in_it(
    resting: EngineRoom, program: Program, letters: Path
) -> None:
    assert program.ask("forget", letters / "boiler.txt") == {"ok": True, "documents": 1}
    assert "boiler.txt" not in resting.names("walrus")
    resting.heard.wait_for(Standing, lambda standing: standing.totals.documents == 1)


def test_a_rebuild_beside_a_window_at_rest_leaves_it_answering(
    resting: EngineRoom, program: Program, letters: Path
) -> None:
    assert program.ask("rebuild") == {"ok": True}
    assert resting.names("walrus")[:1] == ["boiler.txt"]
    assert resting.names("an old vehicle for children")[:1] == ["garden.txt"]


def test_settings_changed_beside_the_window_hold_in_it(resting: EngineRoom, program: Program) -> None:
    program.run("settings", "paused", "on")
    changed = resting.heard.wait_for(SettingsChanged)
    assert changed.settings.paused
    resting.wait_for_activity(Doing.PAUSED)


def test_watch_beside_a_window_says_that_it_is_watched_already(program: Program, letters: Path) -> None:
    program.run("add", letters)
    with WindowLock(Places(program.data).window_lock) as lock:
        assert lock.take()
        refused = program.run("watch", status=2)
    assert refused.stdout == b""
    assert refused.stderr == (
        "Clew's window is open, and keeps this library up to date until it is closed.\n"
    )


# Beside another command.


def test_what_is_asked_of_a_command_that_watches_is_done_by_it(program: Program, letters: Path) -> None:
    program.run("add", letters)
    with program.started("watch", "--quiet") as watching:
        holder = Places(program.data).lock.with_suffix(".holder")
        wait_until(holder.exists, "the writer's lock")
        assert program.ask("index")["asked"]
        wait_until(lambda: requests(program) == [], "that the request is granted")
        watching.send_signal(signal.SIGINT)
        watching.communicate(timeout=60)


def requests(program: Program) -> list[tuple[str, Path]]:
    """What the writer has not done yet."""
    user = UserFile(Places(program.data).user)
    try:
        return user.requests()
    finally:
        user.close()


def passages(program: Program) -> set[int]:
    """Ids; a document that is made anew has others."""
    import sqlite3

    with sqlite3.connect(Places(program.data).catalogue) as connection:
        found = {row[0] for row in connection.execute("SELECT id FROM passages")}
    connection.close()
    return found
