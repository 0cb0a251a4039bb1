"""A folder of files for the tests, whose time stamps are told apart by the planner."""

import os
from itertools import count
from pathlib import Path

MAY_OPEN_EVERYTHING = getattr(os, "geteuid", lambda: 0)() == 0
"""Root, and everybody on Windows, where `chmod` takes no right to read away."""
LONG_AGO = 1_000_000_000
"""Seconds since 1970: far enough from now that no stamp is racy."""


class FolderOfFiles:
    """Makes, changes and moves files below *root*; every file written has a time stamp of its own."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self._seconds = count(LONG_AGO)

    def write(self, name: str, text: str | bytes, *, just_now: bool = False) -> Path:
        """Write a file, folders above it included; *just_now* leaves the stamp that the clock gives."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        if not just_now:
            self.touch(name)
        return path

    def touch(self, name: str) -> None:
        """Give a file another time stamp and nothing else."""
        seconds = next(self._seconds)
        os.utime(self.root / name, (seconds, seconds))

    def move(self, name: str, to: str) -> Path:
        """Rename a file or a folder."""
        target = self.root / to
        target.parent.mkdir(parents=True, exist_ok=True)
        return (self.root / name).replace(target)

    def delete(self, name: str) -> None:
        """Delete a file."""
        (self.root / name).unlink()
