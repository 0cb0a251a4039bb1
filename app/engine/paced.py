"""Saying what changes often: only when it changed, not too often, the last of it always."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Paced(Generic[T]):
    """Makes a value when it is time to say it; one that is as it was last time is not said."""

    def __init__(self, seconds: float, make: Callable[[], T], say: Callable[[T], None]) -> None:
        """*seconds* lie between two sayings at least."""
        self._seconds = seconds
        self._make = make
        self._say = say
        self._said: T | None = None
        self._next = 0.0
        self._is_touched = False

    def touch(self, *, at_once: bool = False) -> None:
        """The value may have changed; *at_once*: somebody waits for it."""
        self._is_touched = True
        if at_once:
            self._next = 0.0

    def know(self, value: T) -> None:
        """This has been said already, in another way."""
        self._said = value

    @property
    def due_seconds(self) -> float | None:
        """How long until something may have to be said."""
        return max(0.0, self._next - time.monotonic()) if self._is_touched else None

    def say_if_due(self) -> None:
        """Say the value where it is time."""
        if self.due_seconds != 0.0:
            return
        self._is_touched = False
        value = self._make()
        if value != self._said:
            self._said = value
            self._say(value)
        self._next = time.monotonic() + self._seconds
