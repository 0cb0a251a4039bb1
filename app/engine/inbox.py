"""What the engine has to see to, in order; of questions only the newest."""

import queue
from collections import deque
from dataclasses import dataclass

from app.domain.scope import Scope
from app.engine.messages import Message
from app.engine.requests import OfSimilar, Search, Show


@dataclass(frozen=True, slots=True)
class End:
    """The window is gone, or wants us to be."""


@dataclass(frozen=True, slots=True)
class Warmed:
    """Encoder and index are loaded, or could not be: then *sentence* says why."""

    sentence: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """Files changed, or may have, in these places."""

    scope: Scope


@dataclass(frozen=True, slots=True)
class IndexerEnded:
    """The indexer's process is no more."""

    status: int


FINDING = Search | OfSimilar
"""Of these the newest counts, whatever it asks for."""

Item = Message | End | Warmed | News | IndexerEnded


class Inbox:
    """Filled from any thread, emptied by one."""

    def __init__(self) -> None:
        self._posted: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._waiting: deque[Item] = deque()

    def post(self, item: Item) -> None:
        """Add something; never waits."""
        self._posted.put(item)

    def take(self, seconds: float | None) -> Item | None:
        """The next item; None where there is none for so long."""
        self._gather()
        if not self._waiting:
            try:
                self._waiting.append(self._posted.get(timeout=seconds))
            except queue.Empty:
                return None
            self._gather()
        while self._is_overtaken(self._waiting[0]):
            self._waiting.popleft()
        return self._waiting.popleft()

    def _gather(self) -> None:
        while not self._posted.empty():
            self._waiting.append(self._posted.get())

    def _is_overtaken(self, item: Item) -> bool:
        rivals = next((rivals for rivals in (FINDING, Show) if isinstance(item, rivals)), None)
        if rivals is None:
            return False
        return any(isinstance(later, rivals | End) for later in self._waiting if later is not item)
