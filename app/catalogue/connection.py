"""Opening an SQLite file so that it survives a pulled plug."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from app.domain.errors import DiskFull, LibraryUnusable, NewerLibrary

OLDEST_SQLITE = (3, 34, 0)
"""FTS5 with the options we use, RETURNING aside; the tests run on 3.40."""
BUSY_SECONDS = 30.0
CACHE_KIBIBYTES = 16_384
"""Pages kept by whoever reads."""
WRITERS_KIBIBYTES = 4_096
"""Pages kept by the writer, who seldom comes back to one: more takes memory and saves no time."""

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""The second, in full: on a full disk there is no room for what readers and the writer share."""
_WORLD = _DAMAGE | {
    *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL),
}
"""Primary result codes that the disk and other processes cause; all others are mistakes of ours."""


def connect(path: Path, migrations: Sequence[str], *, write: bool) -> sqlite3.Connection:
    """Open *path*, bring its schema up to date when *write*, and set what durability needs.

    Law 2: WAL and `synchronous=FULL`, so a committed transaction survives a pulled plug. A file that may only be
    read is opened to be read, whatever was asked for: what would write to it raises `LibraryUnusable`.

    Raises:
        NewerLibrary: the file was written by a newer version; it is left as it is.
        LibraryUnusable: the file cannot be opened or is damaged.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise LibraryUnusable(f"SQLite {sqlite3.sqlite_version} is too old: Clew needs 3.34 or newer.")
    with world_errors(str(path)):
        try:
            return _open(str(path), migrations, path, write=write)
        except sqlite3.OperationalError:
            if not _may_only_be_read(path):
                raise
            return _open(f"{path.absolute().as_uri()}?immutable=1", migrations, path, write=False)


def _open(name: str, migrations: Sequence[str], path: Path, *, write: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        name,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        factory=WatchfulConnection,
        uri=name.startswith("file:"),
    )
    connection.name = str(path)
    try:
        _prepare(connection, migrations, path, write=write)
    except BaseException:
        connection.close()
        raise
    return connection


def _may_only_be_read(path: Path) -> bool:
    """Whether the file may not be written by us, and nobody else is writing it.

    What lies in a log beside it could not be seen: SQLite wants to write where it reads a log.
    """
    log = path.with_name(f"{path.name}-wal")
    refused = not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
    return path.is_file() and refused and not (log.exists() and log.stat().st_size)


def _watchful(method: Callable[..., Any]) -> Callable[..., Any]:
    """*method* of a cursor, which says calmly that the file is damaged, wherever that turns out."""

    @wraps(method)
    def watch(cursor: sqlite3.Cursor, *given: Any) -> Any:  # noqa: ANN401  # whatever SQLite takes and gives
        try:
            return method(cursor, *given)
        except sqlite3.DatabaseError as error:
            if _is_full(error):
                raise DiskFull from error
            if _code(error) not in _DAMAGE:
                raise
            raise _damaged(getattr(cursor.connection, "name", "The library"), error) from error

    return watch


class WatchfulCursor(sqlite3.Cursor):
    """Raises `LibraryUnusable` where a question or its answer finds the file damaged, or the disk full."""

    execute = _watchful(sqlite3.Cursor.execute)
    fetchone = _watchful(sqlite3.Cursor.fetchone)
    fetchall = _watchful(sqlite3.Cursor.fetchall)
    __next__ = _watchful(sqlite3.Cursor.__next__)


class WatchfulConnection(sqlite3.Connection):
    """Its cursors are watchful."""

    name = "The library"
    """Of the file, for sentences."""

    def cursor(self, _factory: object = None) -> WatchfulCursor:  # type: ignore[override]  # ours alone
        """A watchful cursor; `execute` asks for one, too."""
        return super().cursor(WatchfulCursor)

    def execute(self, *question: Any) -> sqlite3.Cursor:  # noqa: ANN401  # whatever SQLite takes
        """Ask."""
        answer: sqlite3.Cursor = self.cursor().execute(*question)
        return answer


@contextmanager
def world_errors(what: str) -> Iterator[None]:
    """Say calmly what the disk does to *what*; a mistake of ours goes on as it is.

    Raises:
        DiskFull: there is no room.
        LibraryUnusable: the file is damaged or cannot be read or written.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = _code(error)
        if code not in _WORLD:
            raise
        if _is_full(error):
            raise DiskFull from error
        if code in _DAMAGE:
            raise _damaged(what, error) from error
        raise LibraryUnusable(
            f"{what} could not be used ({error}). Please see who may write there."
        ) from error


def _code(error: sqlite3.Error) -> int:
    """The primary result code; extended ones have more bits."""
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)) & 0xFF


def _is_full(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) in _NO_ROOM


def _damaged(what: str, error: sqlite3.Error) -> LibraryUnusable:
    return LibraryUnusable(f"{what} is damaged ({error}).")


def _prepare(connection: sqlite3.Connection, migrations: Sequence[str], path: Path, *, write: bool) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(migrations):
        raise NewerLibrary(
            f"{path} was written by a newer version of Clew. Please update; nothing was changed."
        )
    if not version:  # before there is a first page
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    if write or version < len(migrations):
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA cache_size=-{WRITERS_KIBIBYTES if write else CACHE_KIBIBYTES}")
    for number in range(version, len(migrations)):
        with transaction(connection):
            if connection.execute("PRAGMA user_version").fetchone()[0] > number:
                continue  # another process was quicker
            for statement in _statements(migrations[number]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number + 1}")


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements; `executescript` would commit the transaction around it."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing; inside another transaction it is a part of that one.

    Raises:
        DiskFull: there is no room; nothing was changed.
        LibraryUnusable: the file cannot be written; nothing was changed.
    """
    if connection.in_transaction:
        yield connection
        return
    with world_errors(getattr(connection, "name", "The library")):
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
