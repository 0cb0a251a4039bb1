"""Filters to sets of documents: plain columns by SQL, names by SQL where they are ASCII, else by Python."""

import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from app.catalogue import names
from app.domain.query import Filter
from app.domain.vectors import Ids

EVERYTHING = Filter()
_TELLING = 100
"""Characters of what is sought that SQL looks for; SQLite refuses very long patterns."""
_MANY = 5_000
"""Names among which one is looked for that looks like another."""

Condition = tuple[str, Sequence[object]]
"""SQL on a row of `documents`, and what is bound in it."""


class Matching:
    """The reader's side of filters; changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for function, count in (
            (names.is_called, 3),
            (names.ends_with, 3),
            (names.mentions, 2),
            (names.lies_in, 4),
        ):
            connection.create_function(function.__name__, count, function, deterministic=True)

    def documents(self, where: Filter, folders: Mapping[int, bytes], without: Filter = EVERYTHING) -> Ids:
        """Sorted ids of the readable documents that pass *where* and have nothing of *without*.

        *folders* maps the id of each user folder to its absolute path.
        """
        rows = self._select("id", where, folders, without, "ORDER BY id").fetchall()
        return np.array(rows, np.int64).reshape(-1)

    def has_any(self, where: Filter, folders: Mapping[int, bytes]) -> bool:
        """Whether any readable document passes *where*."""
        return self._select("1", where, folders, EVERYTHING, "LIMIT 1").fetchone() is not None

    def newest(self, documents: Ids, count: int) -> list[int]:
        """The *count* of *documents* (sorted) that changed last, newest first."""
        found: list[int] = []
        rows = self._connection.execute("SELECT id FROM documents ORDER BY modified_ns DESC, id DESC")
        while len(found) < count and (batch := rows.fetchmany(2_000)):
            ids = np.array([row[0] for row in batch], dtype=np.int64)
            found.extend(ids[np.isin(ids, documents, assume_unique=True)].tolist())
        rows.close()
        return found[:count]

    def kinds(self) -> list[str]:
        """Kinds of the readable documents."""
        return self._distinct("SELECT DISTINCT kind FROM documents WHERE text NOT NULL")

    def authors(self) -> list[str]:
        """Names of authors, as far as that many can be looked through at once."""
        return self._distinct("SELECT DISTINCT author FROM documents WHERE author <> '' AND text NOT NULL")

    def extensions(self) -> list[str]:
        """Ends of file names, without the dot, in lower case."""
        return sorted({end for path in self._paths() if (end := names.extension(path))})

    def folder_names(self) -> list[str]:
        """Names of the folders that documents lie in."""
        found = {name for path in self._paths() for name in path.split("/")[:-1]}
        return sorted(found)[:_MANY]

    def _paths(self) -> Iterable[str]:
        rows = self._connection.execute("SELECT path, member FROM documents WHERE text NOT NULL")
        return (names.inside(path, member) for path, member in rows)

    def _distinct(self, statement: str) -> list[str]:
        return [row[0] for row in self._connection.execute(f"{statement} LIMIT ?", (_MANY,))]

    def _select(
        self, what: str, where: Filter, folders: Mapping[int, bytes], without: Filter, end: str
    ) -> sqlite3.Cursor:
        wanted = list(_conditions(where, folders))
        unwanted = list(_conditions(without, folders))
        clauses = ["text NOT NULL", *(text for text, _ in wanted), *(f"NOT {text}" for text, _ in unwanted)]
        values = [_bindable(value) for _, bound in (*wanted, *unwanted) for value in bound]
        return self._connection.execute(
            f"SELECT {what} FROM documents WHERE {' AND '.join(clauses)} {end}", values
        )


def _conditions(where: Filter, folders: Mapping[int, bytes]) -> Iterable[Condition]:
    """One for each field that asks for something; what costs least comes first."""
    for column, labels in (("kind", where.kinds), ("language", where.languages)):
        if labels:
            yield f"({column} IN ({','.join('?' * len(labels))}))", sorted(labels)
    if where.since is not None:
        yield "(modified_ns >= ?)", (where.since,)
    if where.until is not None:
        yield "(modified_ns < ?)", (where.until,)
    if where.folders:
        yield _any(_inside(where.folders, folders))
    told: tuple[Iterable[Condition], ...] = (
        (("(modified_ns >= ? AND modified_ns < ?)", period) for period in where.periods),
        (_named("ends_with", f".{end}", end) for end in sorted(where.extensions)),
        (_named("is_called", part, part) for part in where.names),
        (_by(author) for author in where.authors),
        (_in_run(run, folders) for run in where.folder_words),
    )
    yield from (_any(conditions) for conditions in map(list, told) if conditions)


def _any(conditions: Iterable[Condition]) -> Condition:
    told = list(conditions)
    return f"({_either([text for text, _ in told])})", [value for _, bound in told for value in bound]


def _either(texts: Sequence[str]) -> str:
    """Halves of halves: SQLite takes an expression of any breadth, but not of any depth."""
    if len(texts) <= 1:
        return texts[0] if texts else "0"
    half = len(texts) // 2
    return f"({_either(texts[:half])}) OR ({_either(texts[half:])})"


def _named(function: str, sought: str, argument: str) -> Condition:
    """A condition on the name, asked of those rows alone whose path could hold what is *sought*."""
    possible, bound = _name_may_hold(sought)
    return f"({possible} AND {function}(path, member, ?))", (*bound, argument)


def _by(author: str) -> Condition:
    possible, bound = _may_hold("author", author)
    return f"({possible} AND mentions(author, ?))", (*bound, author)


def _in_run(run: str, folders: Mapping[int, bytes]) -> Condition:
    """Lying in folders called as *run* says."""
    wanted = names.folder_names(run)
    if not wanted:
        return "0", ()
    possible, bound = _name_may_hold(wanted[-1])
    told: list[Condition] = []
    for identity, root in folders.items():
        path = root.decode("utf-8", "replace")
        if names.folder_names(path)[-len(wanted) :] == wanted:
            told.append(("folder = ?", (identity,)))
        else:
            text = f"(folder = ? AND {possible} AND lies_in(path, member, ?, ?))"
            told.append((text, (identity, *bound, path, run)))
    return _any(told)


def _may_hold(column: str, sought: str) -> Condition:
    """Whether *sought* may stand in a column: quick, true too often, never false wrongly.

    Of ASCII alone, SQLite's LIKE sets the case aside as we do, and there are no diacritics. Bytes
    that are no text are read as U+FFFD by us, and not quite so by SQLite.
    """
    plain = names.plain(sought)[:_TELLING]
    if "\ufffd" in plain:
        return "1", ()
    escaped = "".join(f"\\{c}" if c in "%_\\" else c for c in plain)
    text = f"CAST({column} AS TEXT)"
    has_more_than_ascii = f"length(CAST({column} AS BLOB)) <> length({text})"
    return f"({has_more_than_ascii} OR {text} LIKE ? ESCAPE '\\')", (f"%{escaped}%",)


def _name_may_hold(sought: str) -> Condition:
    path, bound = _may_hold("path", sought)
    member, _ = _may_hold("member", sought)
    return f"({path} OR member <> '' AND {member})", (*bound, *bound)


def _bindable(value: object) -> object:
    """*value*; what is no character in a text, and so in no name, is none here either."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _inside(paths: Sequence[bytes], folders: Mapping[int, bytes]) -> Iterable[Condition]:
    for path in paths:
        for identity, root in folders.items():
            if (inside := _within(path, identity, root)) is not None:
                yield inside


def _within(path: bytes, folder: int, root: bytes) -> Condition | None:
    """The condition for lying in *path*, for documents of the user folder *folder* at *root*."""
    slash = os.fsencode(os.sep)
    if path == root or root.startswith(path.rstrip(slash) + slash):
        return "folder = ?", (folder,)
    if not path.startswith(root.rstrip(slash) + slash):
        return None
    relative = path[len(root.rstrip(slash)) + 1 :].replace(slash, b"/")
    bounds = (folder, relative + b"/", relative + b"0")  # `0` follows `/`
    return "(folder = ? AND path > ? AND path < ?)", bounds
