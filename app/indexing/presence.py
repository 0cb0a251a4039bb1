"""Which folders are there, asked so that a dead drive keeps nobody waiting."""

import stat
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.indexing.volumes import Mounted, mounted, raw_table

ANSWER_SECONDS = 3.0
"""What has not answered by then is away, until it does."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A folder that is there; another one under its name, or with another drive in it, is not the same."""

    device: int
    inode: int
    mounted: Mounted


ON_SYSTEM = Mounted()
Presence = Mapping[Path, Seen | None]
"""Folders that were asked for; None: away."""


def see(folder: Path) -> Seen | None:
    """What tells a folder from another one under its name; None where there is none."""
    try:
        status = folder.stat()
        here = mounted(folder)
    except OSError:
        return None
    return Seen(status.st_dev, status.st_ino, here) if stat.S_ISDIR(status.st_mode) else None


class Sentry:
    """Asks whether folders are there; used from one thread."""

    def __init__(self) -> None:
        self._stuck: dict[Path, threading.Thread] = {}
        """Folders that have not answered yet, with who waits for them."""
        self._last: dict[Path, Seen | None] = {}
        self._table = b""

    def look(self, folders: Iterable[Path]) -> dict[Path, Seen | None]:
        """Ask all; what does not answer in time is away, and is asked again only when it has answered."""
        table, wanted = raw_table(), list(folders)
        if not (
            table and table == self._table and wanted == list(self._last) and all(map(self._is_still, wanted))
        ):
            self._last, self._table = self._asked(wanted), table
        return dict(self._last)

    def _is_still(self, folder: Path) -> bool:
        """Whether a folder on the system's own drive is as it was, while nothing else was mounted: a glance."""
        seen = self._last[folder]
        if seen is None or seen.mounted != ON_SYSTEM:
            return False
        try:
            status = folder.stat()
        except OSError:
            return False
        return (status.st_dev, status.st_ino) == (seen.device, seen.inode)

    def _asked(self, folders: Iterable[Path]) -> dict[Path, Seen | None]:
        self._stuck = {folder: asking for folder, asking in self._stuck.items() if asking.is_alive()}
        seen: dict[Path, Seen | None] = dict.fromkeys(folders)
        left = [folder for folder in seen if folder not in self._stuck]
        while left:
            asking = _Asking(left)
            asking.start()
            asking.join(ANSWER_SECONDS)
            answered = dict(asking.answers)
            seen |= answered
            if len(answered) == len(left):
                break
            self._stuck[left[len(answered)]] = asking
            left = left[len(answered) + 1 :]
        return seen


class _Asking(threading.Thread):
    """Asks one folder after the other; a dead drive may hold it for as long as it likes."""

    def __init__(self, folders: Iterable[Path]) -> None:
        super().__init__(name="presence", daemon=True)
        self._folders = tuple(folders)
        self.answers: dict[Path, Seen | None] = {}

    def run(self) -> None:
        for folder in self._folders:
            self.answers[folder] = see(folder)
