"""Watches the folders on a thread of its own, which does nothing but say where there is news."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from app.domain.scope import EVERYTHING, Scope
from app.domain.state import Following
from app.indexing.watch import Identity, Watcher, identity_of

PRESENCE_SECONDS = 2.0
"""No event tells that a folder itself was renamed, or that its drive came or went: we look so often."""

log = logging.getLogger("clew")


class Watching:
    """Says so at the start, when files change, when folders come or go, and from time to time."""

    def __init__(self, own_folder: Path, folders: Iterable[Path], tell: Callable[[Scope], None]) -> None:
        """*own_folder* is our data: what we write there is no news."""
        self._own_folder = own_folder
        self._folders = tuple(folders)
        self._tell = tell
        self.following: Mapping[Path, Following] = {}
        """Folders that tell of no changes, and are only looked through from time to time."""
        self._stop = threading.Event()
        self._others = threading.Event()
        """Set when the folders are other ones than those being watched."""
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
        self._thread.start()

    def follow(self, folders: Iterable[Path]) -> None:
        """Watch these from now on."""
        self._folders = tuple(folders)
        self._others.set()

    def close(self, seconds: float) -> None:
        """Stop; a thread that is still setting up its watches ends with the process."""
        self._stop.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            with Watcher(self._own_folder, self._stop) as watcher:
                scope = EVERYTHING
                while not self._stop.is_set():
                    self._others.clear()
                    present = _present(self._folders)
                    watcher.watch(present)  # those that are away cost no watch, and no look until they come
                    self.following = watcher.unwatched
                    self._tell(scope)
                    scope = watcher.wait(self._sees_other(present))
        except Exception:
            log.exception("folders are watched no more")

    def _sees_other(self, present: Mapping[Path, object]) -> Callable[[], bool]:
        """Whether other folders are to be watched than those that were *present*."""
        next_look = time.monotonic() + PRESENCE_SECONDS

        def sees_other() -> bool:
            nonlocal next_look
            if time.monotonic() >= next_look:
                next_look = time.monotonic() + PRESENCE_SECONDS
                if _present(self._folders) != present:
                    return True
            return self._others.is_set()

        return sees_other


def _present(folders: Iterable[Path]) -> dict[Path, Identity]:
    """Those that are there, with what tells each from another one under its name."""
    found = ((folder, identity_of(folder)) for folder in folders)
    return {folder: identity for folder, identity in found if identity is not None}
