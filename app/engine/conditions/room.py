"""Whether the disk that holds the data folder is full."""

from collections.abc import Callable
from pathlib import Path

from app.catalogue.room import HEAD_ROOM, free_bytes

LEAST = HEAD_ROOM
"""With less than this, the writer writes nothing."""
MORE = 10_000_000
"""So much is to be freed where writing failed, or was about to."""


class Room:
    """Full when too little is free, or when writing failed and nobody has made room since."""

    def __init__(self, folder: Path, free: Callable[[Path], int] | None = None) -> None:
        self._folder = folder
        self._free = free or free_bytes
        self._needed = LEAST

    def asked(self) -> bool:
        """Whether it is full now."""
        try:
            free = self._free(self._folder)
        except OSError:  # the drive is away: opening the library says so better
            return False
        if free >= self._needed:
            self._needed = LEAST
            return False
        self._needed = max(self._needed, LEAST + MORE)
        return True

    def ran_out(self) -> None:
        """Writing failed, with whatever is free now."""
        try:
            self._needed = max(LEAST, self._free(self._folder)) + MORE
        except OSError:
            self._needed = LEAST

    def forget(self) -> None:
        """Somebody says that there is room: only what is free counts."""
        self._needed = LEAST
