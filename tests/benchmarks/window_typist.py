"""Somebody who types into the real window, for `window_smooth.py`, and a clock that sees when it hangs."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Slot

from app.domain.state import Activity, Doing
from app.engine.answers import Found
from app.engine.requests import Search
from app.gui.activity_wording import activity_sentence
from app.gui.application import make
from app.gui.query_session import QuerySession
from app.places import Places
from tests.gui.pages import WindowPage

KEY_SECONDS = 0.09
"""Between two keys: somebody who types well."""
THOUGHT_SECONDS = 0.7
"""Between two queries."""
PATIENCE_SECONDS = 3_600.0
UNPAINTED_SECONDS = 0.25
"""Hits that need no painting within this time are those that are on screen."""
AT_REST = activity_sentence(Activity(Doing.NOTHING))
QUERIES = (
    "how do bees find their way home",
    "invoice boiler service",
    "minutes of the meeting",
    "vector search",
    "bread with rye",
    "neural network training",
    "what did we agree with the landlord",
    "travel insurance",
    "python list of files",
    "the sea at night",
    "climate and crops",
    "tax return 2023",
)


@dataclass(frozen=True, slots=True)
class Block:
    """Milliseconds for which the GUI thread was away."""

    length: float
    work: float
    """Processor time of the GUI thread itself; the rest is that of others, who kept it from running."""


class Clock(QObject):
    """Wants to fire every millisecond; what it is late is a block of the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fire)
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    @Slot()
    def _fire(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.blocks.append(Block(max(0.0, (now - self._last) * 1000 - 1), (worked - self._worked) * 1000))
        self._last, self._worked = now, worked


class Hits(QObject):
    """Hears which answer is on screen."""

    def __init__(self, page: WindowPage) -> None:
        super().__init__(page.window)
        self.asked = self.answered = 0
        self.answered_at = self.painted_at = 0.0
        session = page.window.findChild(QuerySession)
        assert session is not None
        session.asked.connect(self._ask)
        page.bridge.found.connect(self._answer)
        page.hit_list.viewport().installEventFilter(self)

    def are_shown(self) -> bool:
        """The newest answer is painted, or was painted already."""
        is_late = time.perf_counter() - self.answered_at > UNPAINTED_SECONDS
        return self.answered == self.asked and (self.painted_at > self.answered_at or is_late)

    @property
    def shown_at(self) -> float:
        """When they were."""
        return max(self.answered_at, self.painted_at)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Note when a paint is done."""
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    @Slot()
    def _note(self) -> None:
        self.painted_at = time.perf_counter()

    @Slot(Search)
    def _ask(self, search: Search) -> None:
        self.asked = search.number

    @Slot(Found)
    def _answer(self, found: Found) -> None:
        self.answered, self.answered_at = found.number, time.perf_counter()


def measure_blocks(library: Path, folder: Path, seconds: float, *, settle: bool) -> list[Block]:
    """Add *folder* and type for so many seconds while it is indexed; with *settle*, wait for its end."""
    with _window(library) as page:
        page.wait_until_opened()
        clock = Clock()
        page.add(folder)
        end = time.monotonic() + seconds
        for query in cycle(QUERIES):
            _type(page, query)
            _pause(THOUGHT_SECONDS)
            if time.monotonic() > end or page.activity == AT_REST:
                break
        blocks = clock.blocks[1:]
        if settle:
            page.wait_until_settled()
    return blocks


def measure_hits(library: Path) -> list[float]:
    """Milliseconds from the last key to painted hits, with everything indexed, each query typed twice."""
    taken = []
    with _window(library) as page:
        page.wait_until_settled()
        _pause(THOUGHT_SECONDS)
        hits = Hits(page)
        for query in QUERIES * 2:
            _type(page, query[:-1])
            page.wait(hits.are_shown)
            started = time.perf_counter()
            page.enter(query[-1])
            page.wait(hits.are_shown)
            taken.append((hits.shown_at - started) * 1000)
            _pause(THOUGHT_SECONDS)
    return taken


@contextmanager
def _window(library: Path) -> Iterator[WindowPage]:
    running = make(Places(library))
    running.window.resize(1240, 780)
    running.window.show()
    page = WindowPage(running.window, _wait)
    page.wait(lambda: page.is_whole)
    yield page
    page.close()


def _type(page: WindowPage, query: str) -> None:
    page.field.clear()
    for letter in query:
        page.enter(letter)
        _pause(KEY_SECONDS)


def _pause(seconds: float) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def _wait(condition: Callable[[], bool]) -> None:
    """Let the window live until *condition* holds."""
    loop = QEventLoop()
    end = time.monotonic() + PATIENCE_SECONDS

    def look() -> None:
        if condition() or time.monotonic() > end:
            loop.quit()

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    if not condition():
        sys.exit("waited in vain")
