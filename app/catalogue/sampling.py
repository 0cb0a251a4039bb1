"""What a sample of the library is drawn from."""

import json
import sqlite3
from collections.abc import Collection

from app.catalogue.rows import PassageRow
from app.domain.document import Place, SegmentKind


class Sampling:
    """Reads; changes nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def documents(self, folders: Collection[int]) -> dict[str, list[int]]:
        """Language -> ids of the readable documents of these user folders, the most frequent language first."""
        found: dict[str, list[int]] = {}
        rows = self._connection.execute(
            "SELECT id, folder, language FROM documents WHERE text NOT NULL ORDER BY id"
        )
        for identity, folder, language in rows:
            if folder in folders:
                found.setdefault(language, []).append(identity)
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))

    def passages(self, document: int) -> list[PassageRow]:
        """The passages of one document, in order."""
        rows = self._connection.execute(
            "SELECT p.id, p.start, p.end, s.kind, s.position, s.label, s.heading FROM passages p"
            " JOIN segments s ON s.document = p.document AND s.number = p.segment"
            " WHERE p.document = ? ORDER BY p.id",
            (document,),
        )
        return [
            PassageRow(i, document, start, end, Place(SegmentKind(kind), position, label), heading)
            for i, start, end, kind, position, label, heading in rows
        ]

    def newest_passage(self) -> int:
        """The highest id that a passage has: about how many there are, told at once."""
        row = self._connection.execute("SELECT max(id) FROM passages").fetchone()
        return int(row[0] or 0)

    def spread(self, count: int, newest: int) -> list[int]:
        """At most *count* passages, at even distances up to the id *newest*."""
        places = sorted({1 + number * newest // count for number in range(count)})
        rows = self._connection.execute(
            "SELECT DISTINCT (SELECT id FROM passages WHERE id >= value ORDER BY id LIMIT 1)"
            " FROM json_each(?)",
            (json.dumps(places),),
        )
        return [row[0] for row in rows if row[0] is not None]

    def passage_count(self) -> int:
        """All passages."""
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def frequency(self, form: str) -> int:
        """In how many passages a folded word or a stem stands."""
        row = self._connection.execute(
            "SELECT doc FROM passage_vocabulary WHERE term = ?", (form,)
        ).fetchone()
        return 0 if row is None else int(row[0])
