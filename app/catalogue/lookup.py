"""What a search asks the catalogue: ids to rows, rows to text.

Rows of a batch are fetched at once: one by one each goes through the watch for damage (`connection`).
"""

import sqlite3
from collections.abc import Iterable

from app.catalogue.bodies import text_of
from app.catalogue.rows import DocumentRow, Known, Location, PassageRow
from app.catalogue.standing import Remembered
from app.domain.document import Place, Segment, SegmentKind

_BATCH = 500
"""Ids a statement may name; SQLite's own bound is higher everywhere."""


class Lookup:
    """The reader's side; changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._languages = Remembered(connection, self._read_languages)

    def passages(self, ids: Iterable[int]) -> dict[int, PassageRow]:
        """Id -> row, of those ids that exist."""
        found: dict[int, PassageRow] = {}
        for batch in _batches(ids):
            rows = self._connection.execute(
                "SELECT p.id, p.document, p.start, p.end, s.kind, s.position, s.label, s.heading FROM passages p"
                " JOIN segments s ON s.document = p.document AND s.number = p.segment"
                f" WHERE p.id IN ({_marks(len(batch))})",
                batch,
            ).fetchall()
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
                ).fetchall()
            )
        return found

    def passages_in(self, document: int) -> list[int]:
        """Ids of the passages of a document, in order."""
        rows = self._connection.execute("SELECT id FROM passages WHERE document = ? ORDER BY id", (document,))
        return [row[0] for row in rows]

    def first_passages(self, documents: Iterable[int]) -> list[int]:
        """The first passage of each of these documents that has one."""
        found: list[int] = []
        for batch in _batches(documents):
            rows = self._connection.execute(
                f"SELECT min(id) FROM passages WHERE document IN ({_marks(len(batch))}) GROUP BY document",
                batch,
            ).fetchall()
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
            ).fetchall()
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
            ).fetchall()
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
        return self._languages.current()

    def _read_languages(self) -> list[str]:
        rows = self._connection.execute(
            "SELECT language FROM documents WHERE text NOT NULL AND language <> ''"
            " GROUP BY language ORDER BY count(*) DESC"
        )
        return [row[0] for row in rows]


def _marks(count: int) -> str:
    return ",".join("?" * count)


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    plain = [int(i) for i in ids]
    return (plain[start : start + _BATCH] for start in range(0, len(plain), _BATCH))
