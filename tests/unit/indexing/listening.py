"""A watcher that keeps what it heard, and a wait that ends."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent

from app.indexing.watch import Watcher

BOUND_SECONDS = 20.0
"""No test waits longer; on an idle machine each takes a fraction of a second."""


class ListeningWatcher(Watcher):
    """Keeps every event with what was known after it."""

    def __init__(self, own_folder: Path, stop: threading.Event) -> None:
        super().__init__(own_folder, stop)
        self.heard: list[tuple[str, bool]] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        super().on_any_event(event)
        self.heard.append((os.fsdecode(event.src_path), self.has_news()))


@contextmanager
def within_bounds(stop: threading.Event) -> Iterator[None]:
    """Stop what waits for too long."""
    alarm = threading.Timer(BOUND_SECONDS, stop.set)
    alarm.start()
    yield
    alarm.cancel()
    alarm.join()


def hears(watcher: Watcher, stop: threading.Event) -> bool:
    """Whether a wait ends because something changed."""
    with within_bounds(stop):
        watcher.wait()
    return not stop.is_set()
