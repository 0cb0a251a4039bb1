"""Processes are killed, folders cannot be used: the window hears a calm sentence, and nothing is left behind."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.domain.state import Doing
from app.engine.answers import EngineLost, Found, MeaningReady, Opened, Unusable
from app.engine.client import EngineClient
from app.engine.requests import AddFolders, Search
from app.places import Places, role_command
from tests.fakes.folder import MAY_OPEN_EVERYTHING
from tests.fakes.heard import Heard
from tests.integration.engine_room import EngineRoom, is_alive, opened
from tests.integration.program import ROOT, Program, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")

FILES = 1_500
"""Enough to keep reading and encoding busy for some seconds."""
PHRASES = ("harbour lantern", "violin glacier", "pepper window", "saddle thunder", "velvet orchard")
WINDOW = """
import sys, threading
from pathlib import Path
from app.engine.client import EngineClient
from app.engine.answers import Opened, Working
from app.engine.requests import AddFolders
from app.places import role_command
client = EngineClient(role_command("engine", Path(sys.argv[1])), lambda answer: print(answer, flush=True))
client.start()
client.send(AddFolders((Path(sys.argv[2]),)))
threading.Event().wait()
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(FILES):
        phrase = PHRASES[number % len(PHRASES)]
        (folder / f"{number}.txt").write_text(f"Entry {number} of the archive is about a {phrase}. " * 8)
    return folder


@pytest.fixture
def busy(tmp_path: Path, archive: Path) -> Iterator[EngineRoom]:
    """An engine whose indexer reads."""
    with opened(tmp_path / "library") as room:
        room.say(AddFolders((archive,)))
        room.wait_for_activity(Doing.READING)
        yield room


def everybody(room: EngineRoom) -> list[psutil.Process]:
    """Engine, indexer and readers, as soon as all are there."""
    wait_until(room.readers, "the readers")
    return [room.engine, *room.engine.children(recursive=True)]


def wait_for_all_to_end(processes: list[psutil.Process]) -> None:
    wait_until(lambda: not any(is_alive(process) for process in processes), "that nothing is left behind")


def test_an_engine_that_is_killed_at_work_is_back_and_nothing_is_left_of_the_old(busy: EngineRoom) -> None:
    processes = everybody(busy)
    busy.heard.forget()
    processes[0].kill()
    assert busy.heard.wait_for(EngineLost).again
    busy.heard.wait_for(Opened)
    wait_for_all_to_end(processes)
    assert busy.engine.pid != processes[0].pid
    busy.heard.wait_for(MeaningReady)
    wait_until(lambda: busy.names("harbour lantern"), "the words that were read")
    wait_until(lambda: busy.indexer() is not None or busy.has_rested(), "that indexing goes on")


def test_an_engine_killed_while_somebody_types_answers_the_next_question(busy: EngineRoom) -> None:
    for number, text in enumerate(("v", "vi", "vio", "viol", "violi", "violin")):
        busy.say(Search(10_000 + number, text))
    busy.engine.kill()
    busy.heard.wait_for(EngineLost)
    wait_until(lambda: busy.client.process_id is not None, "another engine")
    busy.say(Search(20_000, "violin"))
    busy.heard.wait_for(Found, lambda found: found.number == 20_000)


def test_an_indexer_that_is_killed_is_started_again(busy: EngineRoom) -> None:
    processes = everybody(busy)
    indexer = busy.indexer()
    assert indexer is not None
    indexer.kill()
    wait_for_all_to_end(processes[1:])
    wait_until(lambda: busy.indexer() is not None, "another indexer")
    assert busy.heard.all(EngineLost) == []
    busy.wait_for_activity(Doing.ENCODING)


def test_an_indexer_that_is_killed_again_and_again_is_left_alone_with_a_sentence(busy: EngineRoom) -> None:
    killed: set[int] = set()

    def kill() -> bool:
        indexer = busy.indexer()
        if indexer is not None and indexer.pid not in killed:
            killed.add(indexer.pid)
            indexer.kill()
        return len(killed) == 4

    wait_until(kill, "the fourth death")
    activity = busy.wait_for_activity(Doing.BROKEN)
    assert str(busy.data / "clew.log") in activity.sentence
    assert isinstance(busy.names("violin"), list)


def test_a_window_that_is_killed_leaves_nothing_behind(tmp_path: Path, archive: Path) -> None:
    command = [sys.executable, "-c", WINDOW, str(tmp_path / "library"), str(archive)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as window:
        assert window.stdout is not None
        for line in window.stdout:
            if "READING" in line:
                break
        processes = psutil.Process(window.pid).children(recursive=True)
        assert len(processes) >= 2
        window.kill()
    wait_for_all_to_end(processes)
    ended = Program(tmp_path / "library").ask("index")
    assert ended["seen"] == FILES
    assert Program(tmp_path / "library").ask("status")["waiting"] == 0


def test_closing_while_the_indexer_works_takes_little_time_and_loses_nothing(
    tmp_path: Path, archive: Path
) -> None:
    with opened(tmp_path / "library") as room:
        room.say(AddFolders((archive,)))
        room.wait_for_activity(Doing.ENCODING)
        processes = [room.engine, *room.engine.children(recursive=True)]
    wait_for_all_to_end(processes)
    assert not (tmp_path / "library" / "writer.holder").exists()
    with opened(tmp_path / "library") as again:
        again.heard.wait_for(MeaningReady)
        assert again.names("violin glacier")


def refused(data: Path) -> str:
    """The sentence with which an engine ends that cannot work."""
    heard = Heard()
    client = EngineClient(role_command("engine", data), heard)
    client.start()
    sentence = heard.wait_for(Unusable).sentence
    client.close()
    assert heard.names() == ["Unusable"]
    return sentence


def test_a_library_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "library"
    Program(data).run("folders")
    connection = sqlite3.connect(Places(data).catalogue)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    assert "newer version" in refused(data)


def test_a_data_folder_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "library").touch()
    assert str(tmp_path / "library") in refused(tmp_path / "library")


@pytest.mark.skipif(MAY_OPEN_EVERYTHING, reason="the user may write everywhere")
def test_a_data_folder_that_may_only_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir(0o500)
    assert str(tmp_path / "library") in refused(tmp_path / "library")


def test_a_damaged_catalogue_is_a_sentence(tmp_path: Path) -> None:
    data = tmp_path / "library"
    Program(data).run("folders")
    for path in data.glob("catalogue.sqlite*"):
        path.unlink()
    Places(data).catalogue.write_bytes(os.urandom(8_192))
    assert "damaged" in refused(data)
