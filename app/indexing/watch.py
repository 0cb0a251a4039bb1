"""Noticing that files change. Events are hints, the scan is the truth."""

import os
import stat
import threading
import time
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    EVENT_TYPE_DELETED,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

from app.indexing.ignore import folder_rule

QUIET_SECONDS = 0.5
"""Changes are looked at when nothing more has happened for this long,"""
PATIENCE_SECONDS = 5.0
"""or when the first of them is this old."""
RESCAN_SECONDS = 3600.0
"""Events can be lost on every platform: all is looked through again after this time."""
RESCAN_UNWATCHED_SECONDS = 60.0
"""Where a folder cannot be watched, it is looked through this often."""

POLL_SECONDS = 0.2
"""A change is noticed at most this late; an event object that a signal handler may set cannot be waited for
together with a change."""

EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""Without this filter watchdog 7.1 hears its own looking from some 5,000 folders on, and never rests."""


Identity = tuple[int, int]
"""Device and inode."""


class Watcher(FileSystemEventHandler):
    """Watches folders; says when it is time to look again."""

    def __init__(self, own_folder: Path, stop: threading.Event) -> None:
        """*own_folder* is our data: what we write there is no news. *stop* ends a `wait`."""
        self._own = os.fsencode(own_folder)
        self._observer = Observer()
        self._stop = stop
        self._lock = threading.Lock()
        self._first: float | None = None
        self._last = 0.0
        self._watched: dict[Path, tuple[Identity, ObservedWatch]] = {}
        self._lost: set[Path] = set()
        """What was deleted: a new folder of that name may have the old one's identity."""
        self.unwatched: list[Path] = []
        """Folders that are away or could not be watched: they are only looked through from time to time."""

    def __enter__(self) -> Self:
        # watchdog 7.1 warns, with a path, where nested folders appear quickly; nothing is lost by it.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch exactly these folders from now on; one that went and came back is another one."""
        wanted = {folder: identity_of(folder) for folder in folders}
        with self._lock:
            lost, self._lost = self._lost, set()
        watched: dict[Path, tuple[Identity, ObservedWatch]] = {}
        for folder, known in self._watched.items():
            if wanted.get(folder) == known[0] and folder not in lost:
                watched[folder] = known
            else:
                self._observer.unschedule(known[1])
        for folder, identity in wanted.items():
            if identity is not None and folder not in watched:
                with suppress(OSError):  # it went meanwhile, or there are no more watches to be had
                    place = os.fspath(folder)
                    scheduled = self._observer.schedule(self, place, recursive=True, event_filter=EVENTS)
                    watched[folder] = identity, scheduled
        self._watched = watched
        self.unwatched = [folder for folder in wanted if folder not in watched]

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note the time of a change; nothing else happens on the watching thread."""
        if all(self._is_noise(os.fsencode(path)) for path in (event.src_path, event.dest_path) if path):
            return
        with self._lock:
            self._last = time.monotonic()
            self._first = self._first or self._last
            if event.event_type == EVENT_TYPE_DELETED:
                self._lost.add(Path(os.fsdecode(event.src_path)))

    def has_news(self) -> bool:
        """Whether something changed since the last `wait` ended."""
        return self._first is not None

    def wait(self, asked: Callable[[], bool] = lambda: False) -> None:
        """Wait until it is time to look again, until somebody *asked* for it, or until stopped."""
        deadline = time.monotonic() + (RESCAN_UNWATCHED_SECONDS if self.unwatched else RESCAN_SECONDS)
        while not self._stop.is_set():
            now = time.monotonic()
            due = deadline
            with self._lock:
                if self._first is not None:
                    due = min(self._last + QUIET_SECONDS, self._first + PATIENCE_SECONDS, deadline)
                if now >= due:
                    self._first = None
                    return
            if asked():
                return
            self._stop.wait(min(due - now, POLL_SECONDS))

    def _is_noise(self, path: bytes) -> bool:
        """Whether a change at *path* cannot concern a document."""
        if path == self._own or path.startswith(self._own + os.fsencode(os.sep)):
            return True
        place = Path(os.fsdecode(path))
        roots = [folder for folder in self._watched if folder in place.parents]
        root = max(roots, key=lambda folder: len(folder.parts), default=place)
        return any(folder_rule(name) for name in place.relative_to(root).parts[:-1])


def identity_of(folder: Path) -> Identity | None:
    """What tells a folder from another one under its name; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None
