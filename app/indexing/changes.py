"""Places that changed, gathered until it is time to look at them."""

import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from app.domain.scope import EVERYTHING, MOST_PATHS, NOTHING, Scope

QUIET_SECONDS = 0.5
"""Changes are looked at when nothing more has happened for this long,"""
PATIENCE_SECONDS = 5.0
"""or when the first of them is this old."""
RESTLESS_LOOKS = 10
RESTLESS_SECONDS = 600.0
"""What was looked at so often within this time waits until it was less often: a log that grows without an end
is not to be read without an end."""

_ALL = Path()
"""Stands for more places than anybody would list."""


class Changes:
    """Noted on any thread, taken by one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.heard = threading.Event()
        """Set with each change that is noted; whoever waits clears it."""
        self._fresh: set[Path] = set()
        self._first = 0.0
        self._last = 0.0
        self._later: dict[Path, float] = {}
        """Restless places: when to look at them."""
        self._looks: dict[Path, deque[float]] = {}

    def note(self, path: Path) -> None:
        """Something happened at *path*, or below it."""
        with self._lock:
            self._note(path)
        self.heard.set()

    def note_loss(self) -> None:
        """More happened than was told: everything has to be looked at."""
        self.note(_ALL)

    def __bool__(self) -> bool:
        return bool(self._fresh)

    def due(self) -> float | None:
        """When to look (by the clock); None: nothing has changed."""
        with self._lock:
            times = list(self._later.values())
            if self._fresh:
                times.append(min(self._last + QUIET_SECONDS, self._first + PATIENCE_SECONDS))
            return min(times, default=None)

    def take(self) -> Scope:
        """What is to be looked at now; it is forgotten here."""
        with self._lock:
            now = self._clock()
            ripe = {path for path, due in self._later.items() if due <= now}
            taken, self._fresh = self._fresh | ripe, set()
            for path in ripe:
                del self._later[path]
            self._looks = {
                path: looks for path, looks in self._looks.items() if now - looks[-1] < RESTLESS_SECONDS
            }
            for path in taken:
                self._looks.setdefault(path, deque(maxlen=RESTLESS_LOOKS)).append(now)
        if _ALL in taken:
            return EVERYTHING
        return Scope(frozenset(taken)) if taken else NOTHING

    def _note(self, path: Path) -> None:
        now = self._clock()
        if path in self._later or any(above in self._later for above in path.parents):
            return
        if (due := self._due(path)) > now:
            self._later[path] = due
            return
        if not self._fresh:
            self._first = now
        self._last = now
        if _ALL in self._fresh or any(above in self._fresh for above in path.parents):
            return
        if path == _ALL or len(self._fresh) >= MOST_PATHS:
            self._fresh = {_ALL}
        else:
            self._fresh.add(path)

    def _due(self, path: Path) -> float:
        """When *path* may be looked at again."""
        looks = self._looks.get(path)
        return looks[0] + RESTLESS_SECONDS if looks and len(looks) == RESTLESS_LOOKS else 0.0
