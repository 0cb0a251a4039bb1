"""Documents in the catalogue: stored, replaced, moved, forgotten; each step all or nothing."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from app.catalogue import words
from app.catalogue.bodies import packed, text_of
from app.catalogue.connection import transaction
from app.catalogue.rows import File, Location, Stored
from app.domain.document import Document, Kind, Place, Segment, SegmentKind, Stamp
from app.domain.errors import Reason
from app.domain.passage import Passage


class Documents:
    """The writer's side; every method is one transaction, or a part of the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def stored(self, folder: int) -> list[Stored]:
        """All documents of a folder, those that could not be read included."""
        rows = self._connection.execute(
            "SELECT id, path, member, size, modified_ns, file_id, looked_ns, content_hash, state, reader"
            " FROM documents WHERE folder = ?",
            (folder,),
        )
        return [
            Stored(
                row[0],
                File(Location(folder, row[1], row[2]), Stamp(*row[3:6]), row[6], row[7]),
                row[8] == "failed",
                row[9],
            )
            for row in rows
        ]

    def passage_count(self, document: int) -> int:
        """Passages of a document."""
        row = self._connection.execute(
            "SELECT count(*) FROM passages WHERE document = ?", (document,)
        ).fetchone()
        return int(row[0])

    def twin(self, file: File, reader: str) -> int | None:
        """A readable document with the bytes and the suffix of *file*, read by this *reader* version."""
        if not file.content_hash:
            return None
        rows = self._connection.execute(
            "SELECT id, folder, path FROM documents"
            " WHERE content_hash = ? AND state = 'read' AND reader = ? AND member = '' ORDER BY id",
            (file.content_hash, reader),
        )
        suffix = file.location.suffix
        return next((row[0] for row in rows if Location(*row[1:]).suffix == suffix), None)

    def store(self, file: File, document: Document, passages: Sequence[Passage], reader: str) -> int:
        """Put a document in, or in the place of what was read from the same file before; return its id."""
        with transaction(self._connection) as connection:
            body = packed(document.text)
            text = connection.execute("INSERT INTO texts (body) VALUES (?)", (body,)).lastrowid
            facts = (
                *("read", "", "", document.left_out, str(document.kind), document.language),
                *(document.title, document.author, document.created, text, reader),
            )
            identity = self._upsert(file, facts)
            connection.executemany(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (identity, number, s.place.kind, s.place.index, s.place.label, s.start, s.end, s.heading)
                    for number, s in enumerate(document.segments)
                ),
            )
            self._insert_passages(identity, passages)
            self._add_words(identity)
            return identity

    def clone(self, file: File, twin: int) -> int:
        """Put a copy in: a document of its own that shares the text of its *twin*; return its id."""
        with transaction(self._connection) as connection:
            facts = connection.execute(
                "SELECT state, reason, detail, left_out, kind, language, title, author, created, text, reader"
                " FROM documents WHERE id = ?",
                (twin,),
            ).fetchone()
            identity = self._upsert(file, facts)
            connection.execute(
                "INSERT INTO segments SELECT ?, number, kind, position, label, start, end, heading"
                " FROM segments WHERE document = ?",
                (identity, twin),
            )
            connection.execute(
                "INSERT INTO passages (document, segment, start, end)"
                " SELECT ?, segment, start, end FROM passages WHERE document = ? ORDER BY id",
                (identity, twin),
            )
            self._add_words(identity)
            return identity

    def fail(self, file: File, reason: Reason, detail: str, reader: str) -> int:
        """Say that a file could not be read, and why; what was read from it before is gone. Return its id."""
        facts = ("failed", str(reason), detail, "", "", "", "", "", "", None, reader)
        with transaction(self._connection):
            return self._upsert(file, facts)

    def retry_failures(self) -> int:
        """Have the next look read again what could not be read; return how many files that are."""
        with transaction(self._connection) as connection:
            return connection.execute("UPDATE documents SET reader = '' WHERE state = 'failed'").rowcount

    def move(self, document: int, file: File) -> None:
        """The same file under another name: id, text, vectors and labels stay."""
        with transaction(self._connection) as connection:
            self._remove_words(document)
            connection.execute(
                "UPDATE documents SET folder = ?, path = ?, member = ? WHERE id = ?",
                (file.location.folder, file.location.path, file.location.member, document),
            )
            self.touch(document, file)
            self._add_words(document)

    def touch(self, document: int, file: File) -> None:
        """The stamp changed, the content did not."""
        stamp = file.stamp
        with transaction(self._connection) as connection:
            connection.execute(
                "UPDATE documents SET size = ?, modified_ns = ?, file_id = ?, looked_ns = ? WHERE id = ?",
                (stamp.size, stamp.modified_ns, stamp.file_id, file.looked_ns, document),
            )

    def forget(self, documents: Iterable[int]) -> int:
        """Take documents out with everything known of them; return how many there were."""
        count = 0
        with transaction(self._connection) as connection:
            for document in documents:
                self._empty(document)
                count += connection.execute("DELETE FROM documents WHERE id = ?", (document,)).rowcount
        return count

    def derive_anew(self, split: Callable[[Document], Sequence[Passage]]) -> None:
        """Make passages and words of all documents again from their stored text.

        For another split rule or another analyser; no file is read. Every passage has a new id.
        """
        with transaction(self._connection) as connection:
            words.clear(connection)
            connection.execute("DELETE FROM passages")
            for (document,) in connection.execute("SELECT id FROM documents WHERE state = 'read'").fetchall():
                self._insert_passages(document, split(self._document(document)))
                self._add_words(document)

    def text(self, document: int) -> str:
        """Canonical text of a readable document."""
        return text_of(self._connection, document)

    def _upsert(self, file: File, facts: Sequence[object]) -> int:
        """Write the document's own row, emptied of what hung on it before."""
        location, stamp = file.location, file.stamp
        key = (location.folder, location.path, location.member)
        old = self._connection.execute(
            "SELECT id FROM documents WHERE folder = ? AND path = ? AND member = ?", key
        ).fetchone()
        found = (stamp.size, stamp.modified_ns, stamp.file_id, file.looked_ns, file.content_hash)
        if old is None:
            cursor = self._connection.execute(
                "INSERT INTO documents (folder, path, member, size, modified_ns, file_id, looked_ns, content_hash,"
                " state, reason, detail, left_out, kind, language, title, author, created, text, reader)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, *found, *facts),
            )
            return int(cursor.lastrowid or 0)
        self._empty(old[0])
        self._connection.execute(
            "UPDATE documents SET size = ?, modified_ns = ?, file_id = ?, looked_ns = ?, content_hash = ?, state = ?,"
            " reason = ?, detail = ?, left_out = ?, kind = ?, language = ?, title = ?, author = ?, created = ?,"
            " text = ?, reader = ? WHERE id = ?",
            (*found, *facts, old[0]),
        )
        return int(old[0])

    def _empty(self, document: int) -> None:
        """Take out words, passages, segments and the text that nobody else shares."""
        self._remove_words(document)
        for table in ("passages", "segments"):
            self._connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        row = self._connection.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()
        if row is not None and row[0] is not None:
            self._connection.execute("UPDATE documents SET text = NULL WHERE id = ?", (document,))
            self._connection.execute(
                "DELETE FROM texts WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM documents WHERE text = ?1)",
                (row[0],),
            )

    def _insert_passages(self, document: int, passages: Iterable[Passage]) -> None:
        self._connection.executemany(
            "INSERT INTO passages (document, segment, start, end) VALUES (?, ?, ?, ?)",
            ((document, passage.segment, passage.start, passage.end) for passage in passages),
        )

    def _document(self, document: int) -> Document:
        """A readable document as it came from its reader, as far as passages are made from it."""
        (kind,) = self._connection.execute("SELECT kind FROM documents WHERE id = ?", (document,)).fetchone()
        rows = self._connection.execute(
            "SELECT kind, position, label, start, end, heading FROM segments WHERE document = ? ORDER BY number",
            (document,),
        )
        segments = tuple(
            Segment(Place(SegmentKind(row[0]), row[1], row[2]), row[3], row[4], row[5])
            for row in rows.fetchall()
        )
        return Document(Kind(kind), self.text(document), segments)

    def _add_words(self, document: int) -> None:
        if (known := self._fields_and_passages(document)) is not None:
            words.add(self._connection, document, *known)

    def _remove_words(self, document: int) -> None:
        if (known := self._fields_and_passages(document)) is not None:
            words.remove(self._connection, document, *known)

    def _fields_and_passages(self, document: int) -> tuple[words.Fields, list[tuple[int, str]]] | None:
        """What the words of a readable document are made from, as it stands in the tables."""
        row = self._connection.execute(
            "SELECT folder, path, member, title, kind, language FROM documents WHERE id = ? AND state = 'read'",
            (document,),
        ).fetchone()
        if row is None:
            return None
        location = Location(*row[:3])
        headings = self._connection.execute(
            "SELECT DISTINCT label FROM segments WHERE document = ? AND label <> '' ORDER BY number",
            (document,),
        )
        labels = words.label_tokens(row[4], row[5], row[0])
        joined = "\n".join(heading for (heading,) in headings)
        fields = words.Fields(row[3], location.name, location.folders, joined, row[5], labels)
        text = self.text(document)
        spans = self._connection.execute(
            "SELECT id, start, end FROM passages WHERE document = ? ORDER BY id", (document,)
        )
        return fields, [(identity, text[start:end]) for identity, start, end in spans]
