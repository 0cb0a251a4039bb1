"""Opening an SQLite file so that it survives a pulled plug."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.domain.errors import LibraryUnusable, NewerLibrary

OLDEST_SQLITE = (3, 34, 0)
"""FTS5 with the options we use, RETURNING aside; the tests run on 3.40."""
BUSY_SECONDS = 30.0
CACHE_KIBIBYTES = 16_384


def connect(path: Path, migrations: Sequence[str], *, write: bool) -> sqlite3.Connection:
    """Open *path*, bring its schema up to date when *write*, and set what durability needs.

    Law 2: WAL and `synchronous=FULL`, so a committed transaction survives a pulled plug.

    Raises:
        NewerLibrary: the file was written by a newer version; it is left as it is.
        LibraryUnusable: the file cannot be opened or is damaged.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise LibraryUnusable(f"SQLite {sqlite3.sqlite_version} is too old: Clew needs 3.34 or newer.")
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        _prepare(connection, migrations, path, write=write)
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        raise LibraryUnusable(f"The library file {path} cannot be used ({error}).") from error
    except NewerLibrary:
        if connection is not None:
            connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, migrations: Sequence[str], path: Path, *, write: bool) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(migrations):
        raise NewerLibrary(
            f"{path} was written by a newer version of Clew. Please update; nothing was changed."
        )
    if write or version < len(migrations):
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")
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
        LibraryUnusable: the disk is full or the file cannot be written; nothing was changed.
    """
    if connection.in_transaction:
        yield connection
        return
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _roll_back(connection)
        raise LibraryUnusable(
            f"The library could not be written ({error}). Please make room and try again."
        ) from error
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
