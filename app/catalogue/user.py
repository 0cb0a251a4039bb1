"""What the user said: his folders, and requests to the writer; survives every rebuild."""

import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.connection import connect, transaction
from app.catalogue.schema import USER
from app.domain.errors import WrongUse

RETRY = "retry"
"""A request: what could not be read is to be read again: all of it, one file, or (`retry damaged`) one reason."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that the user gave us."""

    id: int
    path: Path
    device: int
    """st_dev when it was added."""


class UserFile:
    """`user.sqlite`: written by short transactions from any process."""

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            LibraryUnusable: it cannot be opened.
            NewerLibrary: a newer Clew wrote it.
        """
        self._connection: sqlite3.Connection = connect(path, USER, write=True)
        self._version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def folders(self) -> list[Folder]:
        """All folders, in the order in which they were added."""
        rows = self._connection.execute("SELECT id, path, device FROM folders ORDER BY id")
        return [Folder(row[0], Path(os.fsdecode(row[1])), row[2]) for row in rows]

    def add(self, path: Path) -> Folder:
        """Add a folder for good; one that an added folder covers already is that folder.

        Folders below the new one stay folders of their own: nested folders have one owner, the
        innermost.

        Raises:
            WrongUse: the path is no folder.
        """
        if not path.is_dir():
            raise WrongUse(f"{path} is not a folder." if path.exists() else f"There is no folder {path}.")
        device = path.stat().st_dev
        with transaction(self._connection) as connection:
            covering = self.covering(path)  # inside: another process may be adding the same
            if covering is not None:
                return covering
            added = connection.execute(
                "INSERT INTO folders (path, device, added_ns) VALUES (?, ?, ?)",
                (os.fsencode(path), device, time.time_ns()),
            )
            return Folder(int(added.lastrowid or 0), path, device)

    def covering(self, path: Path) -> Folder | None:
        """The innermost added folder that *path* is or lies in."""
        candidates = [
            folder for folder in self.folders() if path == folder.path or folder.path in path.parents
        ]
        return max(candidates, key=lambda folder: len(folder.path.parts), default=None)

    def remove(self, folder: Folder) -> None:
        """Take a folder out; its documents are forgotten by the writer's next look."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM folders WHERE id = ?", (folder.id,))

    def exclude(self, path: Path) -> None:
        """Keep a file or folder out from now on."""
        with transaction(self._connection):
            self._connection.execute("INSERT OR IGNORE INTO exclusions VALUES (?)", (os.fsencode(path),))

    def include(self, path: Path) -> None:
        """Let in again what was kept out at or below *path*, or above it."""
        again = [
            kept for kept in self.exclusions() if kept == path or path in kept.parents or kept in path.parents
        ]
        with transaction(self._connection):
            self._connection.executemany(
                "DELETE FROM exclusions WHERE path = ?", ((os.fsencode(p),) for p in again)
            )

    def exclusions(self) -> frozenset[Path]:
        """Files and folders that are kept out."""
        rows = self._connection.execute("SELECT path FROM exclusions")
        return frozenset(Path(os.fsdecode(row[0])) for row in rows)

    def ask_to_retry(self, reason: str = "", path: Path | None = None) -> None:
        """Have the writer read again what could not be read: all, for one *reason*, or at one *path*."""
        self.ask(f"{RETRY} {reason}".strip(), path or Path())

    def ask(self, verb: str, path: Path) -> None:
        """Leave a request for the writer."""
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO requests (verb, path) VALUES (?, ?)", (verb, os.fsencode(path))
            )

    def take_requests(self) -> list[tuple[str, Path]]:
        """Take all requests, oldest first."""
        with transaction(self._connection):
            rows = self._connection.execute("SELECT verb, path FROM requests ORDER BY id").fetchall()
            self._connection.execute("DELETE FROM requests")
        return [(verb, Path(os.fsdecode(path))) for verb, path in rows]

    def has_news(self) -> bool:
        """Whether another process has written here since this was last asked."""
        version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        news, self._version = version != self._version, version
        return news

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
