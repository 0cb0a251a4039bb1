"""Documents in the catalogue: stored, replaced, moved, forgotten; each step all or nothing."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from app.analysis.passages import analysed
from app.catalogue import words
from app.catalogue.bodies import packed, text_of
from app.catalogue.connection import transaction
from app.catalogue.records import Records
from app.catalogue.rows import File, Location, Stored
from app.domain.document import NOT_RECOGNISED, Analysed, Document, Stamp
from app.domain.errors import Reason

NAMELESS = "\0"
"""Begins the name of a document in a file that another one has taken the name of; no archive holds such a name."""

UNRECOGNISED = (
    f"state = 'failed' AND reason = '{Reason.NOT_TEXT}' AND detail = ''"
    f" OR state = 'read' AND instr(left_out, '{NOT_RECOGNISED}')"
)
"""Files that are pictures, and files of which some pages are."""


class Documents:
    """The writer's side; every method is one transaction, or a part of the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._records = Records(connection)

    def stored(
        self, folder: int, within: Iterable[bytes] | None = None, *, unrecognised: bool = False
    ) -> list[Stored]:
        """The files of a folder, those that could not be read included; not what lies inside them.

        Only those at or below the relative paths *within*, where these are given; only those that wait
        for text recognition, where *unrecognised* are asked for.
        """
        narrowed = f" AND ({UNRECOGNISED})" if unrecognised else ""
        select = (
            "SELECT id, path, member, size, modified_ns, file_id, looked_ns, content_hash, volume, state, reader"
            f" FROM documents WHERE folder = ? AND member = ''{narrowed}"
        )
        ask = self._connection.execute
        if within is None:
            rows = ask(select, (folder,)).fetchall()
        else:
            bounds = " AND (path = ? OR (path > ? AND path < ?))"  # `0` follows `/`
            asked = (ask(select + bounds, (folder, p, p + b"/", p + b"0")) for p in within)
            rows = list({row[0]: row for answer in asked for row in answer}.values())
        return [
            Stored(
                row[0],
                File(Location(folder, row[1], row[2]), Stamp(*row[3:6]), *row[6:9]),
                row[9] == "failed",
                row[10],
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

    def store(self, file: File, document: Document, reader: str) -> int:
        """Put a document in, or in the place of what was read from the same file before; return its id."""
        with transaction(self._connection) as connection:
            body = packed(document.text)
            text = connection.execute("INSERT INTO texts (body) VALUES (?)", (body,)).lastrowid
            facts = (
                *("read", "", "", document.left_out, str(document.kind), document.language),
                *(document.title, document.opening, document.author, document.created, text, reader),
            )
            identity = self._written(file, facts)
            connection.executemany(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (identity, number, s.place.kind, s.place.index, s.place.label, s.start, s.end, s.heading)
                    for number, s in enumerate(document.segments)
                ),
            )
            self._records.insert_passages(identity, analysed(document))
            return identity

    def clone(self, file: File, twin: int) -> int:
        """Put a copy of a file in: its documents share the texts of those of its *twin*; return its id."""
        with transaction(self._connection):
            identity = self._records.clone(file, twin)
            self.forget_members(identity)
            for member, name, content_hash in self._members(twin):
                location = replace(file.location, member=name)
                self._records.clone(replace(file, location=location, content_hash=content_hash), member)
            return identity

    def fail(self, file: File, reason: Reason, detail: str, reader: str) -> int:
        """Say that a document could not be read, and why; what was read of it before is gone. Return its id."""
        facts = ("failed", str(reason), detail, "", "", "", "", "", "", "", None, reader)
        with transaction(self._connection):
            return self._written(file, facts)

    def hold(self, file: File, left_out: str, reader: str) -> int:
        """Say that a file is no document, but holds some; return its id."""
        facts = ("read", "", "", left_out, "", "", "", "", "", "", None, reader)
        with transaction(self._connection):
            return self._records.upsert(file, facts)

    def retry_failures(self, reason: str = "", location: Location | None = None) -> int:
        """Have the next look read again what could not be read; return how many files that are.

        All of it, or what failed for this *reason*, or what failed of the file at *location*.
        """
        clauses, values = ["state = 'failed'"], list[object]()
        if reason:
            clauses.append("reason = ?")
            values.append(reason)
        if location is not None:
            clauses.append("folder = ? AND path = ?")
            values += [location.folder, location.path]
        with transaction(self._connection) as connection:
            return connection.execute(
                "UPDATE documents SET reader = '' WHERE member = '' AND (folder, path) IN"
                f" (SELECT folder, path FROM documents WHERE {' AND '.join(clauses)})",
                values,
            ).rowcount

    def distrust(self, documents: Iterable[int]) -> None:
        """Have files read again though they have not changed, the next time that they are looked at."""
        with transaction(self._connection) as connection:
            connection.executemany(
                "UPDATE documents SET reader = '' WHERE id = ?", ((one,) for one in documents)
            )

    def content_hashes(self, reader: str) -> set[bytes]:
        """Hashes of the files that this *reader* version has read."""
        rows = self._connection.execute(
            "SELECT content_hash FROM documents WHERE reader = ? AND member = '' AND content_hash <> x''",
            (reader,),
        )
        return {row[0] for row in rows}

    def move(self, document: int, file: File) -> None:
        """The same file under another name: ids, texts, vectors and labels stay."""
        with transaction(self._connection):
            for one in self._with_members(document):
                self._records.rename(one, "folder = ?, path = ?", (file.location.folder, file.location.path))
            self.touch(document, file)

    def rename_member(self, document: int, name: str) -> None:
        """The same document under another name in the same file; one that had this name loses it."""
        with transaction(self._connection) as connection:
            rival = connection.execute(
                "SELECT o.id FROM documents d JOIN documents o ON o.folder = d.folder AND o.path = d.path"
                " WHERE d.id = ? AND o.member = ?",
                (document, name),
            ).fetchone()
            if rival is not None and rival[0] != document:
                self._records.rename(rival[0], "member = ?", (f"{NAMELESS}{rival[0]}",))
            if rival is None or rival[0] != document:
                self._records.rename(document, "member = ?", (name,))

    def touch(self, document: int, file: File) -> None:
        """The stamp changed, the content did not."""
        stamp = file.stamp
        with transaction(self._connection) as connection:
            for one in self._with_members(document):
                connection.execute(
                    "UPDATE documents SET size = ?, modified_ns = ?, file_id = ?, looked_ns = ?, volume = ?"
                    " WHERE id = ?",
                    (stamp.size, stamp.modified_ns, stamp.file_id, file.looked_ns, file.volume, one),
                )

    def forget(self, documents: Iterable[int]) -> int:
        """Take files out with everything known of them and of what they hold; return how many there were."""
        count = 0
        with transaction(self._connection):
            for document in documents:
                files = self._with_members(document)
                self._records.delete(files)
                count += bool(files)
        return count

    def members(self, location: Location, reader: str) -> dict[bytes, list[int]]:
        """Content hash -> ids of the documents inside a file that this *reader* version read."""
        found: dict[bytes, list[int]] = {}
        rows = self._connection.execute(
            "SELECT content_hash, id FROM documents WHERE folder = ? AND path = ? AND member <> ''"
            " AND state = 'read' AND reader = ?",
            (location.folder, location.path, reader),
        )
        for content_hash, document in rows:
            found.setdefault(content_hash, []).append(document)
        return found

    def forget_members(self, document: int, but: Collection[int] = ()) -> None:
        """Take out what lies inside a file, *but* some."""
        with transaction(self._connection):
            self._records.delete([member for member, _, _ in self._members(document) if member not in but])

    def derive_anew(self, analyse: Callable[[Document], Sequence[Analysed]]) -> None:
        """Make passages and words of all documents again from their stored text.

        For another split rule or another analyser; no file is read. Every passage has a new id.
        """
        with transaction(self._connection) as connection:
            words.clear(connection)
            connection.execute("DELETE FROM passages")
            for (document,) in connection.execute("SELECT id FROM documents WHERE text NOT NULL").fetchall():
                self._records.insert_passages(document, analyse(self._records.document(document)))

    def analyse_anew(self) -> None:
        """Make the words of all documents again, for another analyser; passages keep their ids."""
        with transaction(self._connection) as connection:
            words.clear(connection)
            for (document,) in connection.execute("SELECT id FROM documents WHERE text NOT NULL").fetchall():
                self._records.add_words(document)

    def text(self, document: int) -> str:
        """Canonical text of a readable document."""
        return text_of(self._connection, document)

    def _written(self, file: File, facts: Sequence[object]) -> int:
        """The id of a document, its row written; whatever the file held before is gone."""
        identity = self._records.upsert(file, facts)
        if not file.location.member:
            self.forget_members(identity)
        return identity

    def _members(self, document: int) -> list[tuple[int, str, bytes]]:
        """(id, name, content hash) of what lies inside a file."""
        return self._connection.execute(
            "SELECT m.id, m.member, m.content_hash FROM documents d"
            " JOIN documents m ON m.folder = d.folder AND m.path = d.path AND m.member <> ''"
            " WHERE d.id = ? AND d.member = '' ORDER BY m.id",
            (document,),
        ).fetchall()

    def _with_members(self, document: int) -> list[int]:
        """The id of a document that exists, and those of what lies inside it."""
        row = self._connection.execute("SELECT id FROM documents WHERE id = ?", (document,)).fetchone()
        return [] if row is None else [document, *(member for member, _, _ in self._members(document))]
