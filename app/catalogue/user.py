"""What the user said: his folders, and requests to the writer; survives every rebuild."""

import os
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.connection import connect, transaction
from app.catalogue.history import History
from app.catalogue.news import News
from app.catalogue.saved_searches import SavedSearches
from app.catalogue.schema import USER
from app.domain.errors import WrongUse

RETRY = "retry"
"""A request: what could not be read is to be read again: all of it, one file, or (`retry damaged`) one reason."""
LOOK = "look"
"""A request: a folder, or all of them, is to be looked through again."""
FORGET = "forget"
"""A request: everything known of a path is to be erased."""
REBUILD = "rebuild"
"""A request: words and vectors are to be made anew."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that the user gave us."""

    id: int
    path: Path
    device: int
    """st_dev when it was added."""
    rules: tuple[str, ...] = ()
    """Lines as in `.gitignore`: what is left out of it."""


class UserFile:
    """`user.sqlite`: written by short transactions from any process."""

    def __init__(self, path: Path) -> None:
        """Open or create the file.

        Raises:
            LibraryUnusable: it cannot be opened.
            NewerLibrary: a newer Clew wrote it.
        """
        self._connection: sqlite3.Connection = connect(path, USER, write=True)
        self._news = News(self._connection)
        self.history = History(self._connection)
        self.searches = SavedSearches(self._connection)

    def folders(self) -> list[Folder]:
        """All folders, in the order in which they were added."""
        rows = self._connection.execute("SELECT id, path, device FROM folders ORDER BY id").fetchall()
        rules: dict[int, list[str]] = {}
        for folder, line in self._connection.execute(
            "SELECT folder, pattern FROM rules ORDER BY folder, line"
        ):
            rules.setdefault(folder, []).append(line)
        return [
            Folder(row[0], Path(os.fsdecode(row[1])), row[2], tuple(rules.get(row[0], ()))) for row in rows
        ]

    def leave_out(self, folder: Folder, rules: Sequence[str]) -> None:
        """From now on these are the rules of a folder, instead of what it had."""
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM rules WHERE folder = ?", (folder.id,))
            connection.executemany(
                "INSERT INTO rules SELECT id, ?, ? FROM folders WHERE id = ?",  # it may just have been taken out
                ((line, rule, folder.id) for line, rule in enumerate(rules, 1)),
            )

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
        """Let in again what was kept out at or below *path*, or above it; what is not yet forgotten stays."""

        def is_near(kept: Path) -> bool:
            return kept == path or path in kept.parents or kept in path.parents

        with transaction(self._connection):
            again = [kept for kept in self.exclusions() if is_near(kept)]
            self._connection.executemany(
                "DELETE FROM exclusions WHERE path = ?", ((os.fsencode(kept),) for kept in again)
            )
            for _, asked in filter(lambda request: is_near(request[1]), self.requests(FORGET)):
                self.withdraw(FORGET, asked)

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

    def ask_to_forget(self, path: Path) -> None:
        """Keep *path* out at once, and have the writer erase what is known of it; a whole folder goes with that."""
        with transaction(self._connection):
            if all(folder.path != path for folder in self.folders()):
                self.exclude(path)
            self.ask(FORGET, path)

    def requests(self, verb: str = "") -> list[tuple[str, Path]]:
        """What the writer has been asked and has not done, oldest first: all, or only this."""
        rows = self._connection.execute(
            "SELECT verb, path FROM requests WHERE ? IN ('', verb) ORDER BY id", (verb,)
        )
        return [(verb, Path(os.fsdecode(path))) for verb, path in rows]

    def withdraw(self, verb: str, path: Path) -> None:
        """This request has been granted."""
        with transaction(self._connection):
            self._connection.execute(
                "DELETE FROM requests WHERE verb = ? AND path = ?", (verb, os.fsencode(path))
            )

    def take_requests(self) -> list[tuple[str, Path]]:
        """Take what a look grants, oldest first; whoever grants the others withdraws them when they are done."""
        with transaction(self._connection):
            taken = [request for request in self.requests() if request[0] not in (FORGET, REBUILD)]
            for verb, path in taken:
                self.withdraw(verb, path)
        return taken

    def has_news(self) -> bool:
        """Whether another process has written here since this was last asked."""
        return self._news.has_come()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
