"""The passage index on LanceDB."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from app.domain.dense_filter import DenseFilter
from app.domain.ports import IndexMark, Upkeep, UpkeepOutcome
from app.domain.vectors import Ids, Scores, Vector, Vectors
from app.store.durable import Durable
from app.store.failures import IndexDamaged, file_errors
from app.store.filters import lets_nothing_through
from app.store.layout import drop_table, table_of
from app.store.manifest import TornManifest, read_manifest
from app.store.pending import Pending, is_unit
from app.store.process import give_memory_back, restrain_lancedb
from app.store.repair import Repaired, go_back, repair
from app.store.waste import is_wasteful

if TYPE_CHECKING:
    from app.store.table import Table

T = TypeVar("T")
COMMITS = 20
"""Upkeep is due when so many versions have outlived the retention: ten saves of known files. Each makes
every question slower (questions took 1.3 times as long after twenty saves), and costs three files.
"""
TAIL_ROWS = 10_000
"""Upkeep is due when indices lack so many rows."""
RETENTION_SECONDS = 60.0
"""Versions younger than this do not make an upkeep due: work that goes on makes more of them."""


class LanceIndex:
    """Vectors of one recipe in *folder*; `app.domain.ports.PassageIndex`.

    LanceDB is loaded when rows are first read or written, not before: `mark` and `repaired` are told
    from the files alone. Opening as *writer* mends a damaged table at once; the caller holds the
    library's lock. Any number of readers, in any process, see each flush as soon as it is made.

    Every method raises `LibraryUnusable` where the disk is full or refuses, and `IndexDamaged` (one
    of those) where files are missing or torn.
    """

    def __init__(self, folder: Path, recipe: str, dimension: int, *, writer: bool) -> None:
        self._files = table_of(folder, recipe)
        self._dimension = dimension
        self._writer = writer
        self._pending = Pending(dimension)
        self._durable = Durable(self._files)
        self._known: Ids | None = None
        self._table: Table | None = None
        if writer:
            restrain_lancedb()  # before other threads have heaps of their own
        with file_errors():
            self.repaired: Repaired = repair(self._files) if writer else Repaired()
        """What opening as writer had to mend."""

    @property
    def mark(self) -> IndexMark:
        """The version that the next reader will open, and the hash of its manifest.

        The token is empty where the version cannot be trusted: `passage_ids` tells what is left.
        """
        version = self._files.newest()
        try:
            token = read_manifest(self._files, version).token if version else ""
        except (TornManifest, FileNotFoundError):
            token = ""
        return IndexMark(version, "" if self._files.suspect.exists() else token)

    def add(
        self,
        passage_ids: Ids,
        document_ids: Ids,
        kinds: Sequence[str],
        languages: Sequence[str],
        vectors: Vectors,
    ) -> None:
        """Gather one row per passage; whatever stands under its id goes at the next `flush`."""
        self._pending.add(passage_ids, document_ids, kinds, languages, vectors)

    def remove(self, passage_ids: Ids) -> None:
        """Gather ids whose rows go at the next `flush`."""
        self._pending.remove(passage_ids)

    def flush(self) -> IndexMark:
        """Write what was gathered: at most some deletes and one append, then fsync.

        A crash in between leaves some of it; adding the same again comes to the same end. After an
        error everything is still gathered, and `flush` may be called again.
        """
        if len(self._pending):
            with self._writing():
                self._write(self._table_to_write())
                self._durable.settle()
            self._pending.clear()
        return self.mark

    def nearest(self, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
        """The *limit* passages with the highest cosine that pass *where*, best first."""
        ids, scores, _ = self.nearest_with_vectors(vector, limit, where)
        return ids, scores

    def nearest_with_vectors(
        self, vector: Vector, limit: int, where: DenseFilter
    ) -> tuple[Ids, Scores, Vectors]:
        """The same with their vectors, which cost nothing here: they were read to be compared."""
        if limit <= 0 or lets_nothing_through(where) or not self._files.newest():
            return np.empty(0, np.int64), np.empty(0, np.float32), self._no_vectors()
        from app.store.retrieve import nearest  # noqa: PLC0415 - loads LanceDB

        found = self._read(lambda table: nearest(table, vector, limit, where))
        return found.passages, found.cosines, found.vectors

    def vectors(self, passage_ids: Ids) -> tuple[Ids, Vectors]:
        """Ids found, and their vectors; ids without a whole row are left out, the order is free."""
        if not len(passage_ids) or not self._files.newest():
            return np.empty(0, np.int64), self._no_vectors()
        from app.store.retrieve import vectors_of  # noqa: PLC0415 - loads LanceDB

        return self._read(lambda table: vectors_of(table, passage_ids))

    def count(self) -> int:
        """Rows as of the last flush."""
        return self._read(lambda table: table.count()) if self._files.newest() else 0

    def passage_ids(self) -> Ids:
        """Sorted ids of all rows whose vector is whole, which is of length 1; reads every vector.

        For a writer that cannot read them at all the table is dropped: nothing is left of it to keep.
        """
        if not self._files.newest():
            return np.empty(0, np.int64)
        try:
            found = self._read(_whole_rows)
        except IndexDamaged:
            if not self._writer:
                raise
            self.drop()
            return np.empty(0, np.int64)
        if self._writer and self._files.suspect.exists():
            self._clear_suspicion()
        return found

    def go_back(self, mark: IndexMark) -> None:
        """Stand in the state *mark* again, if that is still there; what came after it, or was not flushed, is gone.

        What was written and never noted may not have been made durable either: its files may be of their full
        length and hold nothing.
        """
        self.close()
        with self._writing():
            go_back(self._files, mark.version, mark.token)
        self._durable = Durable(self._files)  # the numbers of what went are given again

    def upkeep_due(self) -> bool:
        """Whether commits, waste or rows without an index piled up; told without loading LanceDB at rest."""
        if self._files.outlived(RETENTION_SECONDS) >= COMMITS or is_wasteful(self._files):
            return True
        if self._table is None or not self._files.newest():
            return False
        from app.store.indices import tail  # noqa: PLC0415 - loads LanceDB

        return self._read(tail) >= TAIL_ROWS

    def upkeep(self, *, erase: bool = False, retention_seconds: float = 0.0) -> Upkeep:
        """Merge, index, and clear away versions older than the retention and what crashes left behind.

        By default no older version stays, or the index would lie on the disk twice until the next
        upkeep: a reader in the middle of a question finds its files gone and looks again by itself.
        With *erase* every file that held a removed vector is written anew.
        """
        if len(self._pending):
            raise RuntimeError("flush before upkeep")
        if not self._files.newest():
            return Upkeep(UpkeepOutcome.DONE, self.mark)
        give_memory_back()
        with self._writing():
            from app.store.upkeep import tidy  # noqa: PLC0415 - loads LanceDB

            table = self._table_to_write()
            done = tidy(table, self._durable, erase=erase, retention_seconds=retention_seconds)
            if done.outcome is UpkeepOutcome.FAILED:
                self._files.suspect.touch()
        return replace(done, mark=self.mark)

    def drop(self) -> None:
        """Delete the table and what was not flushed; the index is empty and usable afterwards."""
        self.close()
        with self._writing():
            drop_table(self._files)

    def close(self) -> None:
        """Forget what was not flushed, and give the caches back."""
        self._pending.clear()
        self._table = self._known = None

    def _no_vectors(self) -> Vectors:
        return np.empty((0, self._dimension), np.float32)

    def _write(self, table: Table) -> None:
        if self._known is None:
            self._known = np.unique(table.ids())
        stale = np.intersect1d(self._pending.touched(), self._known)
        if len(stale):
            table.delete(stale)
            self._known = np.setdiff1d(self._known, stale, assume_unique=True)
        rows = self._pending.rows()
        if rows:
            table.append(rows)
            self._known = np.union1d(self._known, np.fromiter(rows, np.int64, len(rows)))

    def _clear_suspicion(self) -> None:
        """The rows can be read, so that what could not was an index; upkeep builds them again."""
        from app.store.indices import drop_all  # noqa: PLC0415 - loads LanceDB

        with self._writing():
            drop_all(self._table_to_write())
            self._durable.settle()
            self._files.suspect.unlink()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Refuse readers; note damage in a way that the next start sees; forget what may be half-true."""
        if not self._writer:
            raise RuntimeError("a reader writes nothing")
        try:
            with file_errors():
                yield
        except BaseException as error:
            self._known = None
            if isinstance(error, IndexDamaged) and self._files.path.is_dir():
                self._files.suspect.touch()
            raise

    def _read(self, question: Callable[[Table], T]) -> T:
        """Ask the newest version; once more, with nothing remembered, where the writer pruned or mended it meanwhile."""
        try:
            return self._asked(question)
        except IndexDamaged:
            self._table = None  # what it remembers may be of files that are no more, or are others by now
            return self._asked(question)

    def _asked(self, question: Callable[[Table], T]) -> T:
        table = self._loaded()
        table.refresh()
        return question(table)

    def _table_to_write(self) -> Table:
        table = self._loaded()
        if self._files.newest():
            table.refresh()
        else:
            table.create()
        return table

    def _loaded(self) -> Table:
        if self._table is None:
            restrain_lancedb()
            from app.store.table import Table  # noqa: PLC0415 - loads LanceDB, which takes a second or more

            self._table = Table(self._files, self._dimension)
        return self._table


def _whole_rows(table: Table) -> Ids:
    found = [ids[is_unit(vectors)] for ids, vectors, _ in table.scan()]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
