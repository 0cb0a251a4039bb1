"""What indexing waits for: asked from time to time, and only while there is something to do."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from app.domain.settings import Settings
from app.domain.state import Hold
from app.engine.conditions.battery import Battery
from app.engine.conditions.full_screen import FullScreen
from app.engine.conditions.load import Load
from app.engine.conditions.room import Room

ASK_SECONDS = 5.0


class Condition(Protocol):
    """One reason to wait."""

    def asked(self) -> bool:
        """Whether it holds now."""


class Holding:
    """Which of the reasons counts now. Used from one thread."""

    def __init__(
        self,
        conditions: Mapping[Hold, Condition],
        room: Room,
        settings: Callable[[], Settings],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._conditions = conditions
        self._room = room
        self._settings = settings
        self._clock = clock
        self._present: frozenset[Hold] = frozenset()
        self._overridden: frozenset[Hold] = frozenset()
        """Present, and the user goes on all the same."""
        self._next = 0.0

    @property
    def hold(self) -> Hold | None:
        """The weightiest reason, as it was when it was asked for last."""
        left = self._present - self._overridden
        return next((hold for hold in Hold if hold in left), None)

    @property
    def due_seconds(self) -> float:
        """When `ask` would ask."""
        return max(0.0, self._next - self._clock())

    def ask(self, *, at_once: bool = False) -> None:
        """Ask where it is time to."""
        if self.due_seconds and not at_once:
            return
        settings = self._settings()
        wanted = {
            Hold.BATTERY: settings.pause_on_battery,
            Hold.FULL_SCREEN: settings.pause_in_full_screen,
            Hold.LOAD: settings.pause_on_load,
        }
        conditions = {Hold.DISK_FULL: self._room, **self._conditions}
        self._present = frozenset(
            hold for hold, condition in conditions.items() if wanted.get(hold, True) and condition.asked()
        )
        self._overridden &= self._present
        self._next = self._clock() + ASK_SECONDS

    def go_on(self) -> None:
        """Wait for none of the reasons there are now, until they are over; but for a full disk."""
        self._overridden = self._present - {Hold.DISK_FULL}

    def ran_out(self) -> None:
        """Writing failed for want of room."""
        self._room.ran_out()
        self.ask(at_once=True)

    def try_again(self) -> None:
        """The user says that there is room: only what is free counts."""
        self._room.forget()
        self.ask(at_once=True)


def holding(data: Path, settings: Callable[[], Settings]) -> Holding:
    """The reasons of this computer, for the library in *data*."""
    conditions: dict[Hold, Condition] = {
        Hold.BATTERY: Battery(),
        Hold.FULL_SCREEN: FullScreen(os.getppid()),
        Hold.LOAD: Load(),
    }
    return Holding(conditions, Room(data), settings)
