"""Watches the folders on a thread of its own, which does nothing but say where there is news."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.domain.scope import EVERYTHING, Scope
from app.domain.state import Following
from app.indexing.presence import Presence, Sentry
from app.indexing.watch import Watcher

PRESENCE_SECONDS = 5.0
"""No event tells that a folder itself was renamed, or that its drive came or went: we look so often."""

log = logging.getLogger("clew")


class Watching:
    """Says so at the start, when files change, when folders come or go, and from time to time."""

    def __init__(
        self, own_folder: Path, folders: Mapping[Path, Sequence[str]], tell: Callable[[Scope], None]
    ) -> None:
        """*own_folder* is our data: what we write there is no news. *folders* come with their rules."""
        self._own_folder = own_folder
        self._folders = dict(folders)
        self._tell = tell
        self.following: Mapping[Path, Following] = {}
        """Folders that tell of no changes, and are only looked through from time to time."""
        self.presence: Presence = {}
        """What of the folders is there."""
        self._watcher: Watcher | None = None
        self._stop = threading.Event()
        self._others = threading.Event()
        """Set when the folders are other ones than those being watched."""
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
        self._thread.start()

    def follow(self, folders: Mapping[Path, Sequence[str]]) -> None:
        """Watch these from now on; what their rules leave out is no news."""
        self._folders = dict(folders)
        self._others.set()
        self._wake()

    def close(self, seconds: float) -> None:
        """Stop; a thread that is still setting up its watches ends with the process."""
        self._stop.set()
        self._wake()
        self._thread.join(seconds)

    def _wake(self) -> None:
        if (watcher := self._watcher) is not None:
            watcher.wake()

    def _run(self) -> None:
        try:
            with Watcher(self._own_folder, self._stop) as watcher:
                self._watcher = watcher
                scope = EVERYTHING
                while not self._stop.is_set():
                    self._others.clear()
                    self.presence = presence = watcher.sentry.look(self._folders)
                    there = [folder for folder, seen in presence.items() if seen is not None]
                    watcher.obey(self._folders)
                    watcher.watch(there)  # those that are away cost no watch, and no look until they come
                    self.following = watcher.unwatched
                    self._tell(scope)
                    scope = watcher.wait(self._sees_other(watcher.sentry, presence), PRESENCE_SECONDS)
        except Exception:
            log.exception("folders are watched no more")

    def _sees_other(self, sentry: Sentry, presence: Presence) -> Callable[[], bool]:
        """Whether other folders or drives are there than *presence* tells."""
        next_look = time.monotonic() + PRESENCE_SECONDS

        def sees_other() -> bool:
            nonlocal next_look
            if time.monotonic() >= next_look:
                next_look = time.monotonic() + PRESENCE_SECONDS
                if sentry.look(self._folders) != presence:
                    return True
            return self._others.is_set()

        return sees_other
