"""All words of the library with their frequencies, to complete and to mend what is typed.

FTS5 tells its words only by walking through all their places, 0.7 s for 58,000 passages. So the
writer walks now and then and keeps what it saw; whoever searches holds it in memory.
What came since is missing in it: whole words and rare beginnings are asked of FTS5 itself.
"""

import sqlite3
import zlib
from collections.abc import Callable

import numpy as np

from app.analysis.tokens import is_unspaced
from app.analysis.vocabulary import LAST, Vocabulary
from app.catalogue.connection import transaction

GROWTH = 0.02
"""Share of passages that may be new, or gone, before the words are counted again."""
_CHUNK = 10_000
_NOTHING = Vocabulary((), ())


class KeptVocabulary:
    """The words as they were counted last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._loaded = 0, _NOTHING

    def current(self) -> Vocabulary:
        """What was counted last, by whatever process; empty where nothing was."""
        row = self._connection.execute("SELECT max(edition) FROM vocabulary").fetchone()
        edition = int(row[0] or 0)
        if edition != self._loaded[0]:
            self._loaded = edition, self._load(edition)
        return self._loaded[1]

    def standing(self) -> tuple[int, int]:
        """Differs after every change of the catalogue, whoever made it."""
        version = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version[0]), self._connection.total_changes

    def holds(self, word: str) -> bool:
        """Whether a folded word or a stem stands anywhere now, in a passage or a field."""
        asked = (
            f"SELECT 1 FROM {table} WHERE term = ?" for table in ("passage_vocabulary", "document_vocabulary")
        )
        return any(self._connection.execute(question, (word,)).fetchone() for question in asked)

    def refresh(self, stopped: Callable[[], bool]) -> None:
        """Count the words again where enough has changed; nothing changes where that is *stopped*."""
        if self._is_due():
            self.count_again(stopped)

    def count_again(self, stopped: Callable[[], bool]) -> None:
        """Walk through all words and keep them in the place of those of before."""
        standing = self._standing()
        counted: dict[str, int] = {}
        for table in ("passage_vocabulary", "document_vocabulary"):
            rows = self._connection.execute(f"SELECT term, doc FROM {table}")
            while batch := rows.fetchmany(_CHUNK):
                if stopped():
                    rows.close()
                    return
                for word, count in batch:
                    if _is_wanted(word):
                        counted[word] = counted.get(word, 0) + count
        words = sorted(counted)
        body = zlib.compress("\n".join(words).encode("utf-8", "surrogatepass"), 1)
        counts = zlib.compress(np.array([counted[word] for word in words], "<u4").tobytes(), 1)
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM vocabulary")
            connection.execute(
                "INSERT INTO vocabulary (passages, newest, words, counts) VALUES (?, ?, ?, ?)",
                (*standing, body, counts),
            )

    def _load(self, edition: int) -> Vocabulary:
        row = self._connection.execute(
            "SELECT words, counts FROM vocabulary WHERE edition = ?", (edition,)
        ).fetchone()
        if row is None or not (words := zlib.decompress(row[0]).decode("utf-8", "surrogatepass")):
            return _NOTHING
        return Vocabulary(words.split("\n"), np.frombuffer(zlib.decompress(row[1]), "<u4"))

    def _is_due(self) -> bool:
        """Whether the words should be counted again."""
        passages, newest = self._standing()
        noted = self._connection.execute("SELECT passages, newest FROM vocabulary").fetchone()
        if noted is None:
            return passages > 0
        changed = abs(passages - noted[0]) + max(0, newest - noted[1])
        return bool(changed > GROWTH * noted[0])

    def _standing(self) -> tuple[int, int]:
        """(passages, the newest of them)."""
        row = self._connection.execute("SELECT count(*), coalesce(max(id), 0) FROM passages").fetchone()
        return int(row[0]), int(row[1])


def _is_wanted(word: str) -> bool:
    """Whether it is a word of some text: no stem, no label, no pair of characters."""
    return "/" not in word and "=" not in word and max(word) <= LAST and not is_unspaced(word)
