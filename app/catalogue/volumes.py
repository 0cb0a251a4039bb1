"""On which volumes the documents of a folder lie: what is away is told from what is gone."""

import os
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.connection import transaction


@dataclass(frozen=True, slots=True)
class NotedVolume:
    """A volume as it was when documents were found on it."""

    id: str
    """Of its file system; empty for the drive that the system runs from."""
    path: bytes
    """Where in the folder it begins, `/` between names; empty where the folder itself lies on it."""
    name: str
    """What people call it."""

    def place(self, folder: Path) -> Path:
        """The absolute path at which it begins in *folder*."""
        return folder / os.fsdecode(self.path)


class Volumes:
    """Noted by the writer, read by everybody."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, folder: int) -> dict[str, NotedVolume]:
        """Id -> volume, of those on which documents of *folder* lie."""
        rows = self._connection.execute("SELECT id, path, name FROM volumes WHERE folder = ?", (folder,))
        return {row[0]: NotedVolume(*row) for row in rows}

    def note(self, folder: int, volumes: Collection[NotedVolume]) -> None:
        """Note these, and no others, for *folder*; nothing is written where that is known."""
        if {volume.id: volume for volume in volumes} == self.of(folder):
            return
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM volumes WHERE folder = ?", (folder,))
            connection.executemany(
                "INSERT INTO volumes (folder, id, path, name) VALUES (?, ?, ?, ?)",
                ((folder, volume.id, volume.path, volume.name) for volume in volumes),
            )
