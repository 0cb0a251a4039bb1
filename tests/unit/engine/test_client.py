"""The client and an engine that plays a part: answers arrive, deaths are survived, nothing is left behind."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.domain.settings import Settings
from app.engine.answers import Answer, EngineLost, Folders, Found, Opened, Unusable
from app.engine.client import EngineClient
from app.engine.requests import AddFolders, ChangeSettings, Search
from tests.fakes.heard import Heard
from tests.integration.program import ROOT
from tests.unit.engine.scripted import Scripted

Script = Callable[..., Scripted]
LONGEST_FAREWELL = 8.0
"""Seconds; three are promised on an idle machine."""


@contextmanager
def started(scripted: Scripted, heard: Heard) -> Iterator[EngineClient]:
    client = EngineClient(scripted.command, heard)
    client.start()
    try:
        yield client
    finally:
        client.close()


def test_what_is_asked_is_answered_on_one_thread(scripted: Script) -> None:
    heard = Heard()
    with started(scripted("engine"), heard) as client:
        heard.wait_for(Opened)
        for number in range(20):
            client.send(Search(number, "bees"))
        heard.wait_for(Found, lambda found: found.number == 19)
    assert [found.number for found in heard.all(Found)] == list(range(20))
    assert len(heard.threads) == 1


def test_nothing_is_started_before_it_is_wanted_and_nothing_afterwards(scripted: Script) -> None:
    heard, child = Heard(), scripted("engine")
    client = EngineClient(child.command, heard)
    client.send(Search(1, "bees"))
    client.close()
    client.close()
    client.start()
    client.send(Search(2, "bees"))
    assert (child.starts, heard.names()) == (0, [])


def test_closing_ends_the_engine(scripted: Script) -> None:
    heard = Heard()
    with started(scripted("engine"), heard) as client:
        heard.wait_for(Opened)
        process = psutil.Process(client.process_id)
    assert not process.is_running()
    assert heard.names() == ["Opened"]


def test_an_engine_that_does_not_listen_is_ended_by_force_in_time(scripted: Script) -> None:
    heard = Heard()
    with started(scripted("deaf"), heard) as client:
        heard.wait_for(Opened)
        process = psutil.Process(client.process_id)
        for number in range(2_000):  # more than a pipe holds
            client.send(Search(number, "bees" * 100))
        begun = time.monotonic()
        client.close()
        assert time.monotonic() - begun < LONGEST_FAREWELL
    assert not process.is_running()


@pytest.mark.parametrize("how", ["die", "babble"])
def test_an_engine_that_dies_is_started_again(scripted: Script, how: str) -> None:
    heard, child = Heard(), scripted("engine")
    with started(child, heard) as client:
        heard.wait_for(Opened)
        heard.forget()
        client.send(Search(1, how))
        heard.wait_for(Opened)
        client.send(Search(2, "bees"))
        heard.wait_for(Found)
    assert heard.names() == ["EngineLost", "Opened", "Found"]
    assert heard.all(EngineLost) == [EngineLost(again=True)]
    assert child.starts == 2


def test_what_the_user_said_while_there_was_no_engine_is_not_lost(scripted: Script, tmp_path: Path) -> None:
    heard = Heard()
    child = scripted("dying", "engine")
    say = AddFolders((tmp_path,))

    def deliver(answer: Answer) -> None:
        if isinstance(answer, EngineLost):
            client.send(Search(1, "bees"))
            client.send(say)
        heard(answer)

    client = EngineClient(child.command, deliver)
    client.start()
    heard.wait_for(Folders)
    client.close()
    assert heard.all(Folders)[0].states[0].path == tmp_path
    assert heard.all(Found) == []


def test_what_a_dead_engine_was_not_told_the_next_one_is_told(scripted: Script, tmp_path: Path) -> None:
    heard = Heard()
    with started(scripted("deaf", "engine"), heard) as client:
        heard.wait_for(Opened)
        for number in range(2_000):  # more than a pipe holds: what follows is not written
            client.send(Search(number, "bees" * 100))
        client.send(ChangeSettings(Settings(paused=True)))
        client.send(AddFolders((tmp_path,)))
        psutil.Process(client.process_id).kill()
        heard.wait_for(Folders)
    assert heard.all(Found) == []


def test_an_engine_that_dies_too_often_is_given_up_until_somebody_tries_again(scripted: Script) -> None:
    heard, child = Heard(), scripted("dying", "dying", "dying", "dying", "engine")
    with started(child, heard) as client:
        heard.wait_for(EngineLost, lambda lost: not lost.again)
        assert [lost.again for lost in heard.all(EngineLost)] == [True, True, True, False]
        client.send(Search(1, "bees"))
        assert (child.starts, heard.all(Opened)) == (4, [])
        client.start()
        heard.wait_for(Opened)
        client.start()
    assert child.starts == 5


def test_trying_again_in_the_very_answer_that_tells_the_end_works(scripted: Script) -> None:
    heard, child = Heard(), scripted("unusable", "engine")

    def deliver(answer: Answer) -> None:
        heard(answer)
        if isinstance(answer, Unusable):
            client.start()

    client = EngineClient(child.command, deliver)
    client.start()
    heard.wait_for(Opened)
    client.close()
    assert (heard.names(), child.starts) == (["Unusable", "Opened"], 2)


def test_an_unusable_library_is_told_once(scripted: Script) -> None:
    heard, child = Heard(), scripted("unusable")
    with started(child, heard):
        heard.wait_for(Unusable)
    assert (heard.names(), child.starts) == (["Unusable"], 1)


def test_a_program_that_is_not_there_is_an_engine_that_is_lost(tmp_path: Path) -> None:
    heard = Heard()
    client = EngineClient([str(tmp_path / "nothing")], heard)
    client.start()
    heard.wait_for(EngineLost, lambda lost: not lost.again)
    client.close()
    assert heard.names() == ["EngineLost"] * 4


def test_an_answer_that_cannot_be_taken_does_not_deafen_the_client(scripted: Script) -> None:
    heard = Heard()

    def deliver(answer: Answer) -> None:
        if type(answer) is Opened:
            raise LookupError("the window is gone")
        heard(answer)

    client = EngineClient(scripted("engine").command, deliver)
    client.start()
    client.send(Search(1, "bees"))
    deadline = time.monotonic() + 30
    while not heard.all(Found) and time.monotonic() < deadline:
        client.send(Search(1, "bees"))
        time.sleep(0.01)
    client.close()
    assert heard.all(Found)


def test_what_the_window_imports_is_light() -> None:
    tell = "import sys, app.engine.client, app.places; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", tell], cwd=ROOT, capture_output=True, check=True, text=True)
    heavy = ("numpy", "sqlite3", "lancedb", "onnxruntime", "app.library", "app.search", "app.catalogue")
    assert "app.engine.child" in told.stdout.split()
    assert not [name for name in told.stdout.split() if name.startswith(heavy)]
