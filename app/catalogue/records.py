"""One document's rows and words: written together, taken out together."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from app.analysis.analyser import words_and_stems
from app.catalogue import words
from app.catalogue.bodies import text_of
from app.catalogue.connection import transaction
from app.catalogue.rows import File, Location
from app.domain.document import Analysed, Document, Kind, Place, Segment, SegmentKind
from app.domain.titles import title_under


class Records:
    """What `Documents` is made of; every method is a part of the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def clone(self, file: File, twin: int) -> int:
        """Put a copy of one document in, which shares the text of its *twin*; return its id."""
        with transaction(self._connection) as connection:
            facts = connection.execute(
                "SELECT state, reason, detail, left_out, kind, language, title, opening, author, created, text, reader"
                " FROM documents WHERE id = ?",
                (twin,),
            ).fetchone()
            identity = self.upsert(file, facts)
            self._retitle(identity)
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
            self.add_words(identity)
            return identity

    def upsert(self, file: File, facts: Sequence[object]) -> int:
        """Write the document's own row, emptied of what hung on it before; return its id."""
        location, stamp = file.location, file.stamp
        key = (location.folder, location.path, location.member)
        old = self._connection.execute(
            "SELECT id FROM documents WHERE folder = ? AND path = ? AND member = ?", key
        ).fetchone()
        found = (
            *(stamp.size, stamp.modified_ns, stamp.file_id, file.looked_ns),
            *(file.content_hash, file.volume),
        )
        if old is None:
            cursor = self._connection.execute(
                "INSERT INTO documents (folder, path, member, size, modified_ns, file_id, looked_ns, content_hash,"
                " volume, state, reason, detail, left_out, kind, language, title, opening, author, created, text,"
                " reader) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*key, *found, *facts),
            )
            return int(cursor.lastrowid or 0)
        self._empty(old[0])
        self._connection.execute(
            "UPDATE documents SET size = ?, modified_ns = ?, file_id = ?, looked_ns = ?, content_hash = ?, volume = ?,"
            " state = ?, reason = ?, detail = ?, left_out = ?, kind = ?, language = ?, title = ?, opening = ?, author = ?,"
            " created = ?, text = ?, reader = ? WHERE id = ?",
            (*found, *facts, old[0]),
        )
        return int(old[0])

    def rename(self, document: int, assignment: str, values: Sequence[object]) -> None:
        """Change what a document is called; its name is among its words."""
        self._remove_words(document)
        self._connection.execute(f"UPDATE documents SET {assignment} WHERE id = ?", (*values, document))
        self._retitle(document)
        self.add_words(document)

    def _retitle(self, document: int) -> None:
        """Where a title hangs on the name, call the document as it is called now.

        It is encoded with each passage, which has a new id then: what the index holds under the old one goes.
        """
        path, member, title, opening = self._connection.execute(
            "SELECT path, member, title, opening FROM documents WHERE id = ?", (document,)
        ).fetchone()
        wanted = title_under(Location(0, path, member).name, opening)
        if opening and wanted != title:
            self._connection.execute("UPDATE documents SET title = ? WHERE id = ?", (wanted, document))
            last = max((identity for identity, _, _ in self._spans(document)), default=0)
            self._connection.execute(
                "INSERT INTO passages (document, segment, start, end)"
                " SELECT document, segment, start, end FROM passages WHERE document = ? ORDER BY id",
                (document,),
            )
            self._connection.execute("DELETE FROM passages WHERE document = ? AND id <= ?", (document, last))

    def delete(self, documents: Iterable[int]) -> None:
        """Take documents out with all that hangs on them."""
        for document in documents:
            self._empty(document)
            self._connection.execute("DELETE FROM documents WHERE id = ?", (document,))

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

    def insert_passages(self, document: int, passages: Sequence[Analysed]) -> None:
        """Note where the passages of a readable document lie, and make its words searchable."""
        self._connection.executemany(
            "INSERT INTO passages (document, segment, start, end) VALUES (?, ?, ?, ?)",
            ((document, passage.segment, passage.start, passage.end) for passage in passages),
        )
        if (fields := self._fields(document)) is not None:
            ids = (identity for identity, _, _ in self._spans(document))
            found = ((i, one.words, one.stems) for i, one in zip(ids, passages, strict=True))
            words.add(self._connection, document, fields, found)

    def document(self, document: int) -> Document:
        """A readable document as it came from its reader, as far as passages are made from it."""
        kind, language = self._connection.execute(
            "SELECT kind, language FROM documents WHERE id = ?", (document,)
        ).fetchone()
        rows = self._connection.execute(
            "SELECT kind, position, label, start, end, heading FROM segments WHERE document = ? ORDER BY number",
            (document,),
        )
        segments = tuple(
            Segment(Place(SegmentKind(row[0]), row[1], row[2]), row[3], row[4], row[5])
            for row in rows.fetchall()
        )
        return Document(Kind(kind), text_of(self._connection, document), segments, language=language)

    def add_words(self, document: int) -> None:
        """Make a document's words searchable, as it stands in the tables."""
        if (fields := self._fields(document)) is not None:
            words.add(self._connection, document, fields, self._words(document, fields.language))

    def _remove_words(self, document: int) -> None:
        if (fields := self._fields(document)) is not None:
            words.remove(self._connection, document, fields, self._words(document, fields.language))

    def _words(self, document: int, language: str) -> Iterator[words.Words]:
        """The words of each passage, analysed again."""
        text = text_of(self._connection, document)
        return (
            (passage, *words_and_stems(text[start:end], language))
            for passage, start, end in self._spans(document)
        )

    def _spans(self, document: int) -> list[tuple[int, int, int]]:
        """(id, start, end) of the passages, in order."""
        return self._connection.execute(
            "SELECT id, start, end FROM passages WHERE document = ? ORDER BY id", (document,)
        ).fetchall()

    def _fields(self, document: int) -> words.Fields | None:
        """What the words of a readable document are made from, beside its passages."""
        row = self._connection.execute(
            "SELECT folder, path, member, title, kind, language FROM documents WHERE id = ? AND text NOT NULL",
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
        headings_text = "\n".join(heading for (heading,) in headings)
        return words.Fields(row[3], location.name, location.folders, headings_text, row[5], labels)
