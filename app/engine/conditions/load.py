"""Whether other programs keep the processor busy."""

import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psutil

WINDOW_SECONDS = 20.0
MUCH, LITTLE = 0.70, 0.45
"""Shares of all cores: from the one they are busy, until they are below the other."""
BUSY = ("user", "nice", "system", "irq", "softirq")
IDLE = ("idle", "iowait")


@dataclass(frozen=True, slots=True)
class Reading:
    """Seconds of processor time since the system started, of all cores together."""

    at: float
    busy: float
    total: float
    own: float
    """Of our processes, in `busy` too."""


class Load:
    """The share of all cores that others used within the last seconds, asked again and again."""

    def __init__(self, read: Callable[[], Reading] | None = None) -> None:
        self._read = read or reading
        self._readings: deque[Reading] = deque()
        self._holds = False

    def asked(self) -> bool:
        """Whether others are busy; not known, and so not said, until it was asked for some time."""
        now = self._read()
        if self._readings and now.at - self._readings[-1].at > WINDOW_SECONDS:  # nobody asked for long
            self._readings.clear()
            self._holds = False
        self._readings.append(now)
        while len(self._readings) > 2 and now.at - self._readings[1].at >= WINDOW_SECONDS:
            self._readings.popleft()
        first = self._readings[0]
        if now.at - first.at >= WINDOW_SECONDS and now.total > first.total:
            others = (now.busy - first.busy) - max(0.0, now.own - first.own)
            self._holds = others / (now.total - first.total) > (LITTLE if self._holds else MUCH)
        return self._holds


def reading() -> Reading:
    """What the processor did so far."""
    times = psutil.cpu_times()
    busy, idle = (sum(getattr(times, name, 0.0) for name in names) for names in (BUSY, IDLE))
    return Reading(time.monotonic(), busy, busy + idle, _own_seconds())


def _own_seconds() -> float:
    """Of this process, of those that it started, the ended ones too, and of the one that started it."""
    this = psutil.Process()
    seconds = 0.0
    for process in (this, *this.children(recursive=True)):
        with suppress(psutil.Error):  # it has just ended: its parent answers for it from now on
            seconds += sum(process.cpu_times()[:4])  # its own, and those of its ended children
    parent = this.parent()
    if parent is not None:
        with suppress(psutil.Error):
            seconds += sum(parent.cpu_times()[:2])
    return seconds
