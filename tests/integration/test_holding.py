"""A real engine with a real indexer, on a computer whose battery is made up."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.settings import Settings
from app.domain.state import Activity, Doing, Hold
from app.engine.answers import Found, Standing, Working
from app.engine.holding import Holding
from app.engine.inbox import End, Inbox
from app.engine.requests import AddFolders, Search
from app.engine.server import serve
from app.places import places, role_command
from tests.fakes.heard import Heard
from tests.fakes.reasons import Reasons
from tests.integration.program import wait_until

ON_BATTERY = Working(Activity(Doing.HELD, hold=Hold.BATTERY))
AT_REST = Working(Activity(Doing.NOTHING))


class Engine:
    """Serves on a thread of this process."""

    def __init__(self, data: Path) -> None:
        self.inbox, self.heard = Inbox(), Heard()
        self.reasons = Reasons(Hold.BATTERY)
        self._questions = 0
        self._thread = threading.Thread(target=self._run, args=(data,))
        self._thread.start()

    def _run(self, data: Path) -> None:
        serve(places(data), role_command("indexer", data), self.inbox, self.heard, self._waiting)

    def _waiting(self, data: Path, settings: Callable[[], Settings]) -> Holding:
        return self.reasons.holding()

    def names(self, text: str) -> list[str]:
        """Names of the files that are found."""
        self._questions += 1
        number = self._questions
        self.inbox.post(Search(number, text))
        found = self.heard.wait_for(Found, lambda found: found.number == number)
        return [hit.path.name for hit in found.results.hits]

    @property
    def waiting(self) -> int | None:
        """Passages that are not encoded yet, as said last."""
        said = self.heard.all(Standing)
        return said[-1].totals.waiting if said else None

    def says(self, working: Working) -> bool:
        return self.heard.all(Working)[-1:] == [working]

    def close(self) -> None:
        self.inbox.post(End())
        self._thread.join()


@contextmanager
def on_battery(data: Path) -> Iterator[Engine]:
    engine = Engine(data)
    try:
        yield engine
    finally:
        engine.close()


def test_on_battery_words_are_found_and_with_mains_meaning_follows(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "boiler.txt").write_text("The walrus of the boiler house was repaired in March.")
    with on_battery(tmp_path / "data") as engine:
        engine.inbox.post(AddFolders((home,)))
        wait_until(lambda: engine.names("walrus") == ["boiler.txt"], "the words of the folder")
        wait_until(lambda: engine.says(ON_BATTERY), "that it waits")
        (home / "new.txt").write_text("An armadillo was seen at the tram stop.")
        wait_until(lambda: "new.txt" in engine.names("armadillo"), "the words of a new file")
        wait_until(lambda: engine.waiting == 2, "that their meaning waits")
        engine.reasons.present.clear()
        wait_until(lambda: engine.waiting == 0, "their meaning")
        wait_until(lambda: engine.says(AT_REST), "rest")
