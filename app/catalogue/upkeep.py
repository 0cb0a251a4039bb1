"""Keeps the file small over months of changes: dead words leave it, free pages are given back, its log is short.

All of it in short transactions, so that it may be stopped, and others may write in between.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from app.catalogue.connection import transaction, world_errors

WORDS_GROWTH = 1.5
"""Times the pages for the words of a passage, compared with last time, from which on words are merged.

FTS5 keeps a word that was taken out, and that it was, until it merges the two: after 5,000 small saves
1,172 pages held what 240 can.
"""
LEAST_PAGES = 100
"""Fewer pages of words are left as they are."""
FREE_SHARE = 0.3
"""Part of the file that may be free: the next documents will fill it."""
LOG_BYTES = 1_000_000
"""The log is emptied where it is longer; SQLite itself would leave it at 4 MB and more."""
STEP_PAGES = 200
"""Written in one transaction: 100 ms."""
LOG_WAIT_MILLISECONDS = 500
"""For those who read; else the log stays until next time."""
_NOTED = "words-merged"


def tidy(connection: sqlite3.Connection, path: Path, stopped: Callable[[], bool]) -> None:
    """Do what is due, until it is done or *stopped*; nothing that costs much is due often.

    Raises:
        DiskFull: there is no room for it; everything is as it was.
    """
    with world_errors("The library"):
        _merge_words(connection, stopped)
        _give_back(connection, stopped)
        _empty_log(connection, path)


def _merge_words(connection: sqlite3.Connection, stopped: Callable[[], bool]) -> None:
    """Merge the words where those that were taken out fill the file."""
    pages, passages = _words(connection)
    noted = connection.execute("SELECT value FROM meta WHERE key = ?", (_NOTED,)).fetchone()
    if noted is not None:
        pages_then, passages_then = map(int, str(noted[0]).split())
        wanted = pages_then * max(1, passages) / max(1, passages_then)
        if pages <= max(LEAST_PAGES, WORDS_GROWTH * wanted):
            return
        for table in ("passage_words", "document_words"):
            step = -STEP_PAGES  # the first one puts all pieces on one level
            while _has_merged(connection, table, step):
                if stopped():
                    return
                step = STEP_PAGES
    with transaction(connection):
        pages, passages = _words(connection)
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_NOTED, f"{pages} {passages}"))


def _words(connection: sqlite3.Connection) -> tuple[int, int]:
    """(pages of words, passages)."""
    return (
        connection.execute("SELECT count(*) FROM passage_words_idx").fetchone()[0],
        connection.execute("SELECT count(*) FROM passages").fetchone()[0],
    )


def _has_merged(connection: sqlite3.Connection, table: str, pages: int) -> bool:
    """Merge so many pages; whether there was something to merge (FTS5 counts one change for nothing)."""
    before = connection.total_changes
    with transaction(connection):
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", (pages,))
    return connection.total_changes - before >= 2


def _give_back(connection: sqlite3.Connection, stopped: Callable[[], bool]) -> None:
    """Give free pages back to the disk where they are many, down to half as many."""
    pages, free = _pragma(connection, "page_count"), _pragma(connection, "freelist_count")
    if free <= FREE_SHARE * pages:
        return
    kept = FREE_SHARE / 2 * (pages - free)
    while free > kept and not stopped():
        # A script goes on to its end; `execute` would give back one page.
        connection.executescript(f"PRAGMA incremental_vacuum({STEP_PAGES})")
        before, free = free, _pragma(connection, "freelist_count")
        if free >= before:  # a file that was made without the means
            return


def _empty_log(connection: sqlite3.Connection, path: Path) -> None:
    """Bring what the log holds into the file where it has grown, and cut it to nothing."""
    log = path.with_name(f"{path.name}-wal")
    if not log.exists() or log.stat().st_size <= LOG_BYTES:
        return
    patience = _pragma(connection, "busy_timeout")
    connection.execute(f"PRAGMA busy_timeout = {LOG_WAIT_MILLISECONDS}")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
