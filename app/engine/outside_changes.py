"""What others change while the engine runs: the command line in the library, an editor in the settings file."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.user import Folder, UserFile
from app.domain.scope import EVERYTHING, NOTHING, Scope

LOOK_SECONDS = 5.0
"""Every look wakes a processor that sleeps."""

_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since it was last asked."""

    folders: bool = False
    """Some were added or taken out, or have other rules."""
    scope: Scope = NOTHING
    """To be looked through: what is let in or kept out now; all where folders changed, or something was asked for."""
    documents: bool = False
    """What is known of them was written to."""
    settings: bool = False
    """The file is another one; what it says may be what it said."""
    searches: bool = field(default=False, compare=False)
    """The history of searches and the saved ones may be others: no change for what is indexed."""

    def __bool__(self) -> bool:
        return self.folders or bool(self.scope) or self.documents or self.settings


class OutsideChanges:
    """Asked from the engine's thread, from time to time.

    What the engine says itself is no news: SQLite tells a connection of the commits of others alone.
    """

    def __init__(self, user: UserFile, catalogue: Catalogue, settings: Path) -> None:
        """*user* and *catalogue* are those by which the engine reads and writes."""
        self._user, self._catalogue, self._settings = user, catalogue, settings
        self._folders, self._kept_out = user.folders(), user.exclusions()
        self._seen = self._known = _stamp(settings)
        self._next = time.monotonic() + LOOK_SECONDS

    @property
    def due_seconds(self) -> float:
        """How long until it is time to ask again."""
        return max(0.0, self._next - time.monotonic())

    def find(self) -> Changes:
        """What is new."""
        self._next = time.monotonic() + LOOK_SECONDS
        documents, settings = self._catalogue.has_news(), self._has_other_settings()
        own = self._user.folders(), self._user.exclusions()
        if not self._user.has_news():  # asked after they were read: what differs was changed by the engine
            self._folders, self._kept_out = own
            return Changes(documents=documents, settings=settings)
        folders, kept_out = self._user.folders(), self._user.exclusions()
        others = _said(folders) != _said(self._folders)
        scope = EVERYTHING if others or self._user.requests() else Scope(kept_out ^ self._kept_out)
        self._folders, self._kept_out = folders, kept_out
        return Changes(others, scope, documents, settings, searches=True)

    def _has_other_settings(self) -> bool:
        """Whether the file is another one, and has been for a while: it may just be being written."""
        stamp, before = _stamp(self._settings), self._seen
        self._seen = stamp
        if stamp == self._known or stamp != before:
            return False
        self._known = stamp
        return True


def _said(folders: list[Folder]) -> set[tuple[Path, tuple[str, ...]]]:
    return {(folder.path, folder.rules) for folder in folders}


def _stamp(path: Path) -> _Stamp:
    try:
        status = os.stat(path)  # noqa: PTH116  # every two seconds, for ever
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
