"""A computer on which the reasons to wait are as told."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.settings import Settings
from app.domain.state import Hold
from app.engine.conditions.room import LEAST, Room
from app.engine.holding import Condition, Holding


@dataclass
class Reason:
    """One of them."""

    hold: Hold
    reasons: "Reasons"

    def asked(self) -> bool:
        self.reasons.asked.append(self.hold)
        return self.hold in self.reasons.present


class Reasons:
    """Those that are present, and what is free on the disk."""

    def __init__(self, *present: Hold) -> None:
        self.present = set(present)
        self.ask_settings: Callable[[], Settings] = Settings
        self.asked: list[Hold] = []
        """Those that were asked for, in order."""
        self.free = LEAST * 100

    def holding(self, clock: Callable[[], float] = time.monotonic) -> Holding:
        """What the engine asks."""
        soft: dict[Hold, Condition] = {
            hold: Reason(hold, self) for hold in Hold if hold is not Hold.DISK_FULL
        }
        return Holding(soft, Room(Path("/data"), self._tell_free), self.ask_settings, clock)

    def _tell_free(self, _folder: Path) -> int:
        return 0 if Hold.DISK_FULL in self.present else self.free
