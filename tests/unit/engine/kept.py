"""A keeper, with an indexer that plays a part and a computer that is made up."""

import queue
from collections.abc import Callable, Iterator

import pytest

from app.domain.state import Activity, Doing, Hold
from app.engine.inbox import IndexerEnded
from app.engine.keeper import Keeper
from app.engine.messages import Message
from app.engine.reports import Report
from tests.fakes.reasons import Reasons
from tests.unit.engine.scripted import Scripted

PATIENCE_SECONDS = 30.0
SORRY = "It failed several times."


class Kept:
    """A keeper whose indexer plays a part, and what the engine does for it."""

    def __init__(self, scripted: Scripted, *, paused: bool = False) -> None:
        self.scripted = scripted
        self.reasons = Reasons()
        self._posted: queue.SimpleQueue[Message | IndexerEnded] = queue.SimpleQueue()
        self.keeper = Keeper(scripted.command, self._posted.put, SORRY, self.reasons.holding(), paused=paused)
        self.course: list[Doing] = []
        """What went on, without repeats."""
        self.ends = 0

    @property
    def activity(self) -> Activity:
        return self.keeper.activity

    def until(self, condition: Callable[[], bool]) -> None:
        """Hand over what the indexer says until *condition* holds."""
        while not condition():
            self.hand_over(self._posted.get(timeout=PATIENCE_SECONDS))

    def change(self, *reasons: Hold) -> None:
        """From now on these are the reasons to wait, and they are asked for."""
        self.reasons.present = set(reasons)
        self.keeper.reconsider()

    def hand_over(self, item: Message | IndexerEnded) -> None:
        if isinstance(item, IndexerEnded):
            self.ends += 1
            self.keeper.ended(item.status)
        elif isinstance(item, Report):
            self.keeper.take(item)
        if self.course[-1:] != [self.activity.doing]:
            self.course.append(self.activity.doing)


@pytest.fixture
def kept(scripted: Callable[..., Scripted]) -> Iterator[Callable[..., Kept]]:
    made: list[Kept] = []

    def keep(*parts: str, paused: bool = False) -> Kept:
        made.append(Kept(scripted(*parts), paused=paused))
        return made[-1]

    yield keep
    for one in made:
        one.keeper.close(PATIENCE_SECONDS)
