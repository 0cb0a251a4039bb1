"""The catalogue as one object: opened, read, written by one process, closed."""

import secrets
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from app.catalogue import upkeep, words
from app.catalogue.connection import connect, transaction, world_errors
from app.catalogue.document_vectors import DocumentVectors
from app.catalogue.documents import Documents
from app.catalogue.facts import KeptFacts
from app.catalogue.lookup import Lookup
from app.catalogue.matching import Matching
from app.catalogue.news import News
from app.catalogue.owners import Owners
from app.catalogue.progress import Progress
from app.catalogue.room import has_room, require_room
from app.catalogue.sampling import Sampling
from app.catalogue.schema import CATALOGUE
from app.catalogue.sketches import Sketches
from app.catalogue.sparse import Sparse
from app.catalogue.standing import Remembered
from app.catalogue.vocabulary import KeptVocabulary
from app.catalogue.volumes import Volumes
from app.domain.state import Totals


class Catalogue:
    """`catalogue.sqlite`, the truth; one connection, used from one thread at a time."""

    def __init__(self, path: Path, *, write: bool) -> None:
        """Open or create the file.

        Raises:
            LibraryUnusable: it cannot be opened.
            NewerLibrary: a newer Clew wrote it.
        """
        self._path = path
        self._connection: sqlite3.Connection = connect(path, CATALOGUE, write=write)
        self._news = News(self._connection)
        self._folders = Remembered(self._connection, self._read_folders)
        self.documents = Documents(self._connection)
        self.progress = Progress(self._connection, self.documents)
        self.lookup = Lookup(self._connection)
        self.matching = Matching(self._connection)
        self.owners = Owners(self._connection)
        self.facts = KeptFacts(self._connection)
        self.sparse = Sparse(self._connection, self.owners)
        self.vocabulary = KeptVocabulary(self._connection)
        self.sketches = Sketches(self._connection)
        self.volumes = Volumes(self._connection)
        self.sampling = Sampling(self._connection)
        self.document_vectors = DocumentVectors(self._connection)

    def transaction(self) -> AbstractContextManager[object]:
        """Several steps as one: all or nothing, one wait for the disk."""
        return transaction(self._connection)

    def fact(self, key: str) -> str:
        """A fact about the catalogue itself, empty where it was never noted."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    def note(self, key: str, value: str) -> None:
        """Note such a fact."""
        with transaction(self._connection) as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def identity(self) -> str:
        """Tells this catalogue from one that was lost: another one gives the same ids to other passages."""
        known = self.fact("identity")
        if known:  # asked without waiting for a writer
            return known
        with transaction(self._connection):
            if not self.fact("identity"):
                self.note("identity", secrets.token_hex(8))
        return self.fact("identity")

    def note_skipped(self, folder: int, rules: dict[str, int]) -> None:
        """Note how many files of *folder* were passed over, by rule."""
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM skipped WHERE folder = ?", (folder,))
            connection.executemany(
                "INSERT INTO skipped VALUES (?, ?, ?)", ((folder, *rule) for rule in rules.items())
            )

    def totals(self) -> Totals:
        """Count everything."""
        count = self._connection.execute
        files, archives, inside = count(
            "SELECT coalesce(sum(member = ''), 0),"
            " coalesce(sum(member = '' AND state = 'read' AND text IS NULL), 0),"
            " coalesce(sum(member <> '' AND state = 'read'), 0) FROM documents"
        ).fetchone()
        return Totals(
            files=files,
            archives=archives,
            inside=inside,
            inside_failed=dict(
                count(
                    "SELECT reason, count(*) FROM documents WHERE state = 'failed' AND member <> '' GROUP BY reason"
                ).fetchall()
            ),
            documents=count("SELECT count(*) FROM documents WHERE text NOT NULL").fetchone()[0],
            passages=count("SELECT count(*) FROM passages").fetchone()[0],
            waiting=self.progress.waiting(),
            failed=dict(
                count(
                    "SELECT reason, count(*) FROM documents WHERE state = 'failed' GROUP BY reason"
                ).fetchall()
            ),
            languages=dict(
                count(
                    "SELECT language, count(*) FROM documents WHERE text NOT NULL GROUP BY language"
                ).fetchall()
            ),
            skipped=dict(count("SELECT rule, sum(files) FROM skipped GROUP BY rule").fetchall()),
            waiting_documents=count(
                "SELECT count(DISTINCT document) FROM passages WHERE encoded = 0"
            ).fetchone()[0],
        )

    def has_news(self) -> bool:
        """Whether another process has written here since this was last asked."""
        return self._news.has_come()

    def has_documents(self) -> bool:
        """Whether anything was ever read."""
        return self._connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is not None

    def folder_documents(self, folder: int) -> int:
        """Readable documents of a folder."""
        row = self._connection.execute(
            "SELECT count(*) FROM documents WHERE folder = ? AND text NOT NULL", (folder,)
        ).fetchone()
        return int(row[0])

    def folder_skipped(self, folder: int) -> dict[str, int]:
        """Rule -> files of a folder that were passed over."""
        return dict(
            self._connection.execute("SELECT rule, files FROM skipped WHERE folder = ?", (folder,)).fetchall()
        )

    def folders_known(self) -> set[int]:
        """Ids of the folders that documents belong to; one may have been removed by the user since."""
        return set(self._folders.current())

    def _read_folders(self) -> frozenset[int]:
        rows = self._connection.execute(
            "SELECT DISTINCT folder FROM documents UNION SELECT folder FROM skipped"
        )
        return frozenset(row[0] for row in rows)

    def require_room(self) -> None:
        """Go on only where the disk is not nearly full.

        Raises:
            DiskFull: it is.
        """
        require_room(self._path.parent)

    def tidy(self, stopped: Callable[[], bool]) -> None:
        """Keep the file small, as far as there is room for that, until it is done or *stopped*."""
        if has_room(self._path.parent):
            upkeep.tidy(self._connection, self._path, stopped)

    def derive(self, stopped: Callable[[], bool]) -> None:
        """Make what follows from words and texts as a whole, as far as there is room for that."""
        if has_room(self._path.parent):
            with world_errors("The library"):
                self.vocabulary.refresh(stopped)
                self.sketches.complete(stopped)

    def erase_traces(self) -> None:
        """Overwrite what was deleted: merge the words, empty the log, give the room back."""
        with world_errors("The library"):
            words.compact(self._connection)
            self.vocabulary.count_again(lambda: False)
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()
