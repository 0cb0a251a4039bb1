"""Noticing that files change. Events are hints, the scan is the truth."""

import logging
import os
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    EVENT_TYPE_DELETED,
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
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

from app.domain.scope import EVERYTHING, NOTHING, Scope
from app.domain.state import Following
from app.indexing.changes import Changes
from app.indexing.ground import RULES_FILE
from app.indexing.ignore import MARKERS
from app.indexing.presence import Seen, Sentry
from app.indexing.ruling import Ruling
from app.indexing.watches import is_watch_to_be_had

RESCAN_SECONDS = 3600.0
"""Events can be lost on every platform: all is looked through again after this time."""
RESCAN_UNWATCHED_SECONDS = 300.0
"""Where a folder cannot be watched, it is looked through this often."""

POLL_SECONDS = 0.5
"""What else may end a wait is asked so often, where nobody wakes the watcher."""

_INOTIFY = "watchdog.observers.inotify_c"
"""The logger that tells of lost events."""

EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileAttribEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirAttribEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""Without this filter watchdog 7.1 hears its own looking from some 5,000 folders on, and never rests."""


DECISIVE = MARKERS | {RULES_FILE}
"""Files that decide about the folder they lie in."""


class Watcher(FileSystemEventHandler):
    """Watches folders; says when it is time to look again, and where."""

    def __init__(self, own_folder: Path, stop: threading.Event) -> None:
        """*own_folder* is our data: what we write there is no news. *stop* ends a `wait`."""
        self._own_folder = own_folder
        self._own = os.fsencode(own_folder)
        self._observer = Observer()
        self._stop = stop
        self.sentry = Sentry()
        """Says which folders are there."""
        self._changes = Changes()
        self._losses = _Losses(self._changes)
        self._watched: dict[Path, tuple[Seen, ObservedWatch]] = {}
        self._remote: frozenset[Path] = frozenset()
        """Folders on a network drive, or with one inside."""
        self._rulings: dict[Path, Ruling] = {}
        self._lost: set[Path] = set()
        """What was deleted: a new folder of that name may have the old one's identity."""
        self._look_at_all = time.monotonic() + RESCAN_SECONDS
        self._look_at_unwatched = time.monotonic() + RESCAN_UNWATCHED_SECONDS
        self.unwatched: dict[Path, Following] = {}
        """Folders that are only looked through from time to time, and why."""

    def __enter__(self) -> Self:
        # watchdog 7.1 warns, with a path, where nested folders appear quickly; nothing is lost by it.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        logging.getLogger(_INOTIFY).addHandler(self._losses)
        self._observer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join()
        logging.getLogger(_INOTIFY).removeHandler(self._losses)

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch exactly these folders from now on; one that went and came back is another one."""
        wanted = self.sentry.look(folders)
        self._remote = frozenset(folder for folder, seen in wanted.items() if seen and seen.mounted.remote)
        lost, self._lost = self._lost, set()
        watched: dict[Path, tuple[Seen, ObservedWatch]] = {}
        for folder, known in self._watched.items():
            if wanted.get(folder) == known[0] and folder not in lost:
                watched[folder] = known
            else:
                self._observer.unschedule(known[1])
        for folder, seen in wanted.items():
            if seen is not None and folder not in watched and not seen.mounted.home.remote:
                with suppress(OSError):  # it went meanwhile, or there are no more watches to be had
                    place = os.fspath(folder)
                    scheduled = self._observer.schedule(self, place, recursive=True, event_filter=EVENTS)
                    watched[folder] = seen, scheduled
        self._watched = watched
        self._see_what_is_unwatched(wanted)

    def obey(self, rules: Mapping[Path, Sequence[str]]) -> None:
        """From now on these are the user's rules for his folders: what they leave out is noise."""
        self._rulings = {folder: Ruling(folder, lines) for folder, lines in rules.items()}

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change; nothing else happens on the watching thread."""
        for path in (event.src_path, event.dest_path):
            if path and not self._is_noise(os.fsencode(path), is_folder=event.is_directory):
                changed = Path(os.fsdecode(path))
                self._changes.note(changed.parent if os.fsencode(changed.name) in DECISIVE else changed)
        if event.event_type == EVENT_TYPE_DELETED:
            self._lost.add(Path(os.fsdecode(event.src_path)))

    def has_news(self) -> bool:
        """Whether something changed since the last `wait` ended."""
        return bool(self._changes)

    def wait(self, asked: Callable[[], bool] = lambda: False, poll_seconds: float | None = None) -> Scope:
        """Wait until it is time to look again, and say where.

        That is everything where somebody *asked*, and nothing where it was stopped; both are seen to every
        *poll_seconds* (half a second unless told), and whenever somebody wakes us.
        """
        poll_seconds = POLL_SECONDS if poll_seconds is None else poll_seconds
        while not self._stop.is_set():
            self._changes.heard.clear()
            now = time.monotonic()
            due = self._changes.due()
            if now >= self._look_at_all:
                self._look_at_all = now + RESCAN_SECONDS
                return EVERYTHING
            if due is not None and now >= due:
                self._see_what_is_unwatched(self._watched)
                return self._changes.take()
            if self.unwatched and now >= self._look_at_unwatched:
                self._look_at_unwatched = now + RESCAN_UNWATCHED_SECONDS
                return Scope(frozenset(self.unwatched))
            if asked():
                return EVERYTHING
            self._changes.heard.wait(poll_seconds if due is None else min(poll_seconds, max(0.0, due - now)))
        return NOTHING

    def wake(self) -> None:
        """From any thread: have `wait` ask again at once what may end it."""
        self._changes.heard.set()

    def _see_what_is_unwatched(self, wanted: Iterable[Path]) -> None:
        """Folders that tell nothing, because of where they lie or because there are too many in them."""
        unwatched = {
            folder: Following.REMOTE if folder in self._remote else Following.TOO_MANY
            for folder in wanted
            if folder not in self._watched or folder in self._remote
        }
        if not is_watch_to_be_had(self._own_folder):
            unwatched |= dict.fromkeys(
                (folder for folder in self._watched if folder not in unwatched), Following.TOO_MANY
            )
        self.unwatched = unwatched

    def _is_noise(self, path: bytes, *, is_folder: bool) -> bool:
        """Whether a change at *path* cannot concern a document."""
        if path == self._own or path.startswith(self._own + os.fsencode(os.sep)):
            return True
        place = Path(os.fsdecode(path))
        roots = [folder for folder in self._watched if folder in place.parents]
        if not roots:
            return False
        root = max(roots, key=lambda folder: len(folder.parts))
        ruling = self._rulings.get(root) or Ruling(root)
        if os.fsencode(place.name) in DECISIVE:
            place, is_folder = place.parent, True
        return ruling.verdict(place, is_folder=is_folder) is not None


class _Losses(logging.Handler):
    """Hears that events were lost: watchdog says so in its log, and nowhere else."""

    def __init__(self, changes: Changes) -> None:
        super().__init__(logging.WARNING)
        self._changes = changes

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage():
            self._changes.note_loss()
