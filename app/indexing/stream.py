"""What one thread yields, taken by another one; a few items ahead, no more."""

import contextlib
import queue
import threading
from collections.abc import Generator, Iterator
from typing import Generic, TypeVar

from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Unreadable

AHEAD = 2
"""Items that wait to be taken."""
ROOM_SECONDS = 0.2
"""Time after which a full stream is looked at again."""
PORTION_MEMBERS = 100
PORTION_CHARACTERS = 1_000_000

Item = TypeVar("Item")


class Stream(Generic[Item]):
    """Carried by one thread and iterated over by another one, once."""

    def __init__(self, closing: threading.Event) -> None:
        """Once *closing* is set nobody takes anything any more."""
        self._closing = closing
        self._items: queue.Queue[Item | _End] = queue.Queue(AHEAD)

    def carry(self, items: Iterator[Item]) -> None:
        """Hand *items* over; an error of theirs is raised where they are taken."""
        try:
            for item in items:
                if not self._put(item):
                    return
        except BaseException as error:  # noqa: BLE001 - it goes on in the taking thread
            self._put(_End(error))
        else:
            self._put(_End(None))
        finally:
            if isinstance(items, Generator):
                items.close()

    def __iter__(self) -> Iterator[Item]:
        while not isinstance(item := self._items.get(), _End):
            yield item
        if item.error is not None:
            raise item.error

    def _put(self, item: "Item | _End") -> bool:
        """Wait for room; False if nobody wants it any more."""
        while not self._closing.is_set():
            with contextlib.suppress(queue.Full):
                self._items.put(item, timeout=ROOM_SECONDS)
                return True
        return False


class _End:
    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def portions(members: Generator[Member]) -> Iterator[tuple[Member, ...]]:
    """Members in groups of a bounded size; *members* is closed at the end, whatever it be.

    Raises:
        Unreadable: as *members* does, behind the last group.
    """
    gathered: list[Member] = []
    characters = 0
    failure: Unreadable | None = None
    with contextlib.closing(members):
        try:
            for member in members:
                gathered.append(member)
                characters += len(member.outcome.text) if isinstance(member.outcome, Document) else 0
                if characters >= PORTION_CHARACTERS or len(gathered) >= PORTION_MEMBERS:
                    yield tuple(gathered)
                    gathered, characters = [], 0
        except Unreadable as error:
            failure = error
    if gathered:
        yield tuple(gathered)
    if failure:
        raise failure
