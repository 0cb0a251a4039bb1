"""An engine on a thread, with a real small library, an indexer that plays a part, and a made up computer."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

from app.domain.settings import Settings
from app.domain.state import Activity, Doing, Hold
from app.engine import server
from app.engine.answers import (
    MeaningReady,
    Working,
)
from app.engine.holding import Holding
from app.engine.inbox import End, Inbox, Item
from app.library.library import Library
from app.places import Places
from tests.fakes.folder import FolderOfFiles
from tests.fakes.heard import Heard
from tests.fakes.reasons import Reasons
from tests.unit.engine.scripted import Scripted
from tests.unit.indexing.small_library import DAMAGED

Script = Callable[..., Scripted]


class Serving:
    """An engine on a thread."""

    def __init__(self, places: Places, indexer: Scripted, *present: Hold) -> None:
        self.inbox = Inbox()
        self.heard = Heard()
        self.reasons = Reasons(*present)
        self.status: int | None = None
        self.indexer = indexer
        self._thread = threading.Thread(target=self._run, args=(places,))
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, item: Item) -> None:
        self.inbox.post(item)

    @property
    def has_made_up_for_all(self) -> bool:
        """Whether a whole look came after words alone, and then rest."""
        rests = self.heard.all(Working)[-1:] == [Working(Activity(Doing.NOTHING))]
        return rests and self.indexer.orders()[-1:] == ["all: everything"]

    def close(self) -> int:
        self.inbox.post(End())
        self._thread.join()
        assert self.status is not None
        return self.status

    def _run(self, places: Places) -> None:
        self.status = server.serve(places, self.indexer.command, self.inbox, self.heard, self._waiting)

    def _waiting(self, data: Path, settings: Callable[[], Settings]) -> Holding:
        self.reasons.ask_settings = settings
        return self.reasons.holding()


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    made.write("bees.txt", "bees dance")
    made.write("in/cars.txt", "cars drive")
    made.write("wreck.txt", DAMAGED)
    return made


@pytest.fixture
def places(library: Library, folder: FolderOfFiles) -> Places:
    """Of a library that was indexed."""
    library.user.add(folder.root)
    library.index()
    return library.places


@pytest.fixture
def serving(places: Places, scripted: Script) -> Iterator[Serving]:
    made = Serving(places, scripted("indexer"))
    made.heard.wait_for(MeaningReady)
    yield made
    made.close()
