"""The engine as a window has it: a client in this process, engine, indexer and readers in theirs."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from app.domain.hit import Results
from app.domain.state import Activity, Doing
from app.engine.answers import Found, Opened, Working
from app.engine.client import EngineClient
from app.engine.requests import Request, Search
from app.places import role_command
from tests.fakes.always import work_always
from tests.fakes.heard import Heard
from tests.integration.program import wait_until


class EngineRoom:
    """A client, what it was told, and the processes behind it."""

    def __init__(self, data: Path) -> None:
        self.data = data
        work_always(data)
        self.heard = Heard()
        self.client = EngineClient(role_command("engine", data), self.heard)
        self._number = 0

    def say(self, request: Request) -> None:
        self.client.send(request)

    def search(self, text: str) -> Results:
        """Search, and wait for the answer."""
        self._number += 1
        number = self._number
        self.client.send(Search(number, text))
        return self.heard.wait_for(Found, lambda found: found.number == number).results

    def names(self, text: str) -> list[str]:
        """Names of the files that a search finds, best first."""
        return [hit.path.name for hit in self.search(text).hits]

    def wait_for_rest(self) -> None:
        """Until the indexer has been at work and is at rest again, as told since `heard.forget`."""
        wait_until(self.has_rested, "that the indexer comes to rest")

    def has_rested(self) -> bool:
        doing = [working.activity.doing for working in self.heard.all(Working)]
        return len(doing) > 1 and doing[-1] is Doing.NOTHING

    def wait_for_activity(self, doing: Doing) -> Activity:
        return self.heard.wait_for(Working, lambda working: working.activity.doing is doing).activity

    @property
    def engine(self) -> psutil.Process:
        return psutil.Process(self.client.process_id)

    def indexer(self) -> psutil.Process | None:
        """The indexer that is running."""
        for child in self.engine.children():
            with suppress(psutil.NoSuchProcess):
                if "indexer" in child.cmdline():
                    return child
        return None

    def readers(self) -> list[psutil.Process]:
        indexer = self.indexer()
        return indexer.children() if indexer else []


@contextmanager
def opened(data: Path) -> Iterator[EngineRoom]:
    """An engine whose library is open; with the end, all its processes end."""
    room = EngineRoom(data)
    room.client.start()
    try:
        room.heard.wait_for(Opened)
        processes = [room.engine]
        yield room
        if room.client.process_id is not None:
            processes += [room.engine, *room.engine.children(recursive=True)]
    finally:
        room.client.close()
    wait_until(lambda: not any(is_alive(process) for process in processes), "that all processes end")


def is_alive(process: psutil.Process) -> bool:
    """Whether it runs; one that nobody has buried yet does not."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
