"""What a search asks the catalogue: filters to sets of documents, ids to rows, rows to text."""

import os
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np

from app.catalogue.bodies import text_of
from app.catalogue.rows import DocumentRow, Known, Location, PassageRow
from app.domain.document import Place, Segment, SegmentKind
from app.domain.query import Filter
from app.domain.vectors import Ids

_BATCH = 500
"""Ids a statement may name; SQLite's own bound is higher everywhere."""


class Lookup:
    """The reader's side; changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def documents_matching(self, where: Filter, folders: dict[int, bytes]) -> Ids:
        """Sorted ids of the readable documents that pass *where*.

        *folders* maps the id of each user folder to its absolute path.
        """
        clauses, values = ["text NOT NULL"], list[object]()
        for column, labels in (("kind", where.kinds), ("language", where.languages)):
            if labels:
                clauses.append(f"{column} IN ({_marks(len(labels))})")
                values.extend(sorted(labels))
        if where.since is not None:
            clauses.append("modified_ns >= ?")
            values.append(where.since)
        if where.until is not None:
            clauses.append("modified_ns < ?")
            values.append(where.until)
        if where.folders:
            places = [
                _within(path, identity, root) for path in where.folders for identity, root in folders.items()
            ]
            inside = [place for place in places if place is not None]
            clauses.append("(" + (" OR ".join(clause for clause, _ in inside) or "0") + ")")
            values.extend(value for _, bound in inside for value in bound)
        rows = self._connection.execute(
            f"SELECT id, folder, path FROM documents WHERE {' AND '.join(clauses)} ORDER BY id",
            values,
        )
        if not where.folder_words:
            return np.array([row[0] for row in rows], dtype=np.int64)
        wanted = [word.casefold() for word in where.folder_words]
        return np.array(
            [i for i, folder, path in rows if _named(folders.get(folder, b""), path, wanted)], dtype=np.int64
        )

    def passages(self, ids: Iterable[int]) -> dict[int, PassageRow]:
        """Id -> row, of those ids that exist."""
        found: dict[int, PassageRow] = {}
        for batch in _batches(ids):
            rows = self._connection.execute(
                "SELECT p.id, p.document, p.start, p.end, s.kind, s.position, s.label, s.heading FROM passages p"
                " JOIN segments s ON s.document = p.document AND s.number = p.segment"
                f" WHERE p.id IN ({_marks(len(batch))})",
                batch,
            )
            for i, document, start, end, kind, position, label, heading in rows:
                place = Place(SegmentKind(kind), position, label)
                found[i] = PassageRow(i, document, start, end, place, heading)
        return found

    def documents_of(self, passages: Iterable[int]) -> dict[int, int]:
        """Passage id -> document id, of those that exist."""
        found: dict[int, int] = {}
        for batch in _batches(passages):
            found.update(
                self._connection.execute(
                    f"SELECT id, document FROM passages WHERE id IN ({_marks(len(batch))})",
                    batch,
                )
            )
        return found

    def first_passages(self, documents: Iterable[int]) -> list[int]:
        """The first passage of each of these documents that has one."""
        found: list[int] = []
        for batch in _batches(documents):
            rows = self._connection.execute(
                f"SELECT min(id) FROM passages WHERE document IN ({_marks(len(batch))}) GROUP BY document",
                batch,
            )
            found.extend(row[0] for row in rows)
        return found

    def documents(self, ids: Iterable[int]) -> dict[int, DocumentRow]:
        """Id -> row, of those ids that exist and are readable."""
        found: dict[int, DocumentRow] = {}
        for batch in _batches(ids):
            rows = self._connection.execute(
                "SELECT id, folder, path, member, title, kind, language, modified_ns, size, content_hash, volume"
                f" FROM documents WHERE text NOT NULL AND id IN ({_marks(len(batch))})",
                batch,
            )
            for i, folder, path, member, *facts in rows:
                found[i] = DocumentRow(i, Location(folder, path, member), *facts)
        return found

    def in_other_languages(self, documents: Iterable[int], languages: frozenset[str]) -> frozenset[int]:
        """Those of *documents* whose language is known and none of *languages*."""
        found: set[int] = set()
        for batch in _batches(documents):
            rows = self._connection.execute(
                f"SELECT id, language FROM documents WHERE language <> '' AND id IN ({_marks(len(batch))})",
                batch,
            )
            found.update(identity for identity, language in rows if language not in languages)
        return frozenset(found)

    def copies(self, content_hash: bytes) -> list[int]:
        """Ids of all readable documents with these bytes."""
        rows = self._connection.execute(
            "SELECT id FROM documents WHERE content_hash = ? AND text NOT NULL ORDER BY id", (content_hash,)
        )
        return [row[0] for row in rows] if content_hash else []

    def text(self, document: int) -> str:
        """Canonical text of a readable document, empty where it is gone."""
        return text_of(self._connection, document)

    def segments(self, document: int, start: int, end: int) -> list[Segment]:
        """The segments that have a part of themselves between these code points, in order."""
        rows = self._connection.execute(
            "SELECT kind, position, label, start, end, heading FROM segments"
            " WHERE document = ? AND start < ? AND end > ? ORDER BY number",
            (document, end, start),
        )
        return [
            Segment(Place(SegmentKind(kind), position, label), start, end, heading)
            for kind, position, label, start, end, heading in rows
        ]

    def failures(self, limit: int) -> list[tuple[Location, str, str]]:
        """(location, reason, detail) of what could not be read, newest first, *limit* of each reason."""
        rows = self._connection.execute(
            "SELECT folder, path, member, reason, detail FROM (SELECT *, row_number() OVER"
            " (PARTITION BY reason ORDER BY modified_ns DESC, id) AS place FROM documents WHERE state = 'failed')"
            " WHERE place <= ? ORDER BY modified_ns DESC, id",
            (limit,),
        )
        return [
            (Location(folder, path, member), reason, detail) for folder, path, member, reason, detail in rows
        ]

    def known(self, location: Location) -> Known | None:
        """What is known of one file; None where it was never looked at."""
        row = self._connection.execute(
            "SELECT id, size, modified_ns, state = 'failed', reason, detail, left_out,"
            " (SELECT count(*) FROM passages WHERE document = documents.id AND NOT encoded), volume"
            " FROM documents WHERE folder = ? AND path = ? AND member = ?",
            (location.folder, location.path, location.member),
        ).fetchone()
        return None if row is None else Known(row[0], row[1], row[2], bool(row[3]), *row[4:])

    def count_below(self, folder: int, relative: bytes) -> int:
        """Readable documents of a user folder below a path in it; the empty path is the folder itself."""
        bounds = (relative + b"/", relative + b"0") if relative else (b"", b"\xff" * 8)
        row = self._connection.execute(
            "SELECT count(*) FROM documents WHERE folder = ? AND path > ? AND path < ? AND text NOT NULL",
            (folder, *bounds),
        ).fetchone()
        return int(row[0])

    def documents_at(self, file: Location) -> list[int]:
        """Ids of the readable documents of a file: its own, or those inside it."""
        rows = self._connection.execute(
            "SELECT id FROM documents WHERE folder = ? AND path = ? AND text NOT NULL ORDER BY id",
            (file.folder, file.path),
        )
        return [row[0] for row in rows]

    def languages(self) -> list[str]:
        """Languages of the readable documents, most frequent first, unknown ones left out."""
        rows = self._connection.execute(
            "SELECT language FROM documents WHERE text NOT NULL AND language <> ''"
            " GROUP BY language ORDER BY count(*) DESC"
        )
        return [row[0] for row in rows]


def _within(path: bytes, folder: int, root: bytes) -> tuple[str, Sequence[object]] | None:
    """The condition for lying in *path*, for documents of the user folder *folder* at *root*."""
    slash = os.fsencode(os.sep)
    if path == root or root.startswith(path.rstrip(slash) + slash):
        return "folder = ?", (folder,)
    if not path.startswith(root.rstrip(slash) + slash):
        return None
    relative = path[len(root.rstrip(slash)) + 1 :].replace(slash, b"/")
    return "(folder = ? AND path > ? AND path < ?)", (
        folder,
        relative + b"/",
        relative + b"0",
    )  # `0` follows `/`


def _named(root: bytes, path: bytes, wanted: Sequence[str]) -> bool:
    """Whether a folder above the file is called one of *wanted* (case folded)."""
    names = os.fsdecode(root).casefold().replace("\\", "/").split("/")[-1:]
    names += path.decode("utf-8", "replace").casefold().split("/")[:-1]
    return any(name in names for name in wanted)


def _marks(count: int) -> str:
    return ",".join("?" * count)


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    plain = [int(i) for i in ids]
    return (plain[start : start + _BATCH] for start in range(0, len(plain), _BATCH))
