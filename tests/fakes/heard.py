"""Somebody who listens: keeps what is said to him, and waits for what he wants to hear."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE_SECONDS = 60.0
"""For something that an idle machine says within a second or two."""


class Heard:
    """Called with each message, from any thread."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._messages: list[object] = []
        self.threads: set[str] = set()
        """Names of the threads that spoke."""

    def __call__(self, message: object) -> None:
        with self._news:
            self._messages.append(message)
            self.threads.add(threading.current_thread().name)
            self._news.notify_all()

    def all(self, kind: type[T]) -> list[T]:
        """Everything of one kind so far, in order."""
        with self._news:
            return [message for message in self._messages if isinstance(message, kind)]

    def names(self) -> list[str]:
        """The kinds of all that was said, in order."""
        with self._news:
            return [type(message).__name__ for message in self._messages]

    def forget(self) -> None:
        """Begin anew."""
        with self._news:
            self._messages.clear()

    def wait_for(self, kind: type[T], such: Callable[[T], bool] = lambda _: True) -> T:
        """The first message of a kind, *such* as is wanted, as soon as it is there.

        Raises:
            AssertionError: it was not said within a generous time.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._news:
            while True:
                for message in self._messages:
                    if isinstance(message, kind) and such(message):
                        return message
                assert self._news.wait(deadline - time.monotonic()), (kind.__name__, self._messages[-5:])
