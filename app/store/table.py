"""One open table of LanceDB; with `schema` and `indices` all that loads LanceDB and Arrow.

Loading takes a second or more, so that nothing imports these at its head: `LanceIndex` does it when
a table is first needed. Every method raises what `lancedb_errors` makes of LanceDB's errors.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.domain.dense_filter import DenseFilter
from app.domain.vectors import Ids, Vector, Vectors
from app.store.failures import IndexDamaged, lancedb_errors
from app.store.filters import any_id
from app.store.found import Found
from app.store.layout import SUFFIX, TableFiles
from app.store.loaded import lancedb
from app.store.pending import Row
from app.store.schema import Kept, passing, record_batch, schema, vectors_of

INDEX_CACHE_BYTES = 192 * 2**20
"""Filled as far as there are indices: 12 MB for 100,000 rows. With less than all of it a search of a
million rows reads the index anew each time (96 ms against 34).
"""
METADATA_CACHE_BYTES = 32 * 2**20
EXACT_ROWS = 50_000
"""A table of fewer rows than this is compared row by row: quick, and exact."""
EXACT_FILTERED_ROWS = 20_000
"""So are fewer rows than this behind a filter: they lie apart, so that each takes longer."""
PROBES = 20
REFINE, REFINE_FILTERED = 3, 10
"""Times the limit that are compared exactly, because the codes of the index are coarse."""
EVERYTHING = DenseFilter()
IDS_PER_DELETE = 5_000
ROWS_PER_BATCH = 4_096


class Table:
    """Rows of one recipe, as they stand in the newest version."""

    @lancedb_errors()
    def __init__(self, files: TableFiles, dimension: int) -> None:
        session = lancedb.Session(
            index_cache_size_bytes=INDEX_CACHE_BYTES, metadata_cache_size_bytes=METADATA_CACHE_BYTES
        )
        self.files = files
        self.dimension = dimension
        self._connection = lancedb.connect(str(files.path.parent), session=session)
        self._name = files.path.name.removesuffix(SUFFIX)
        self._seen = (0, 0, 0)
        self.lance: Any = None
        """LanceDB's own handle; None until opened."""

    @lancedb_errors()
    def open(self) -> None:
        """Open the newest version."""
        self.lance = self._connection.open_table(self._name)

    @lancedb_errors()
    def create(self) -> None:
        """Make an empty table where there is none."""
        self.lance = self._connection.create_table(self._name, schema=schema(self.dimension))

    @lancedb_errors()
    def refresh(self) -> None:
        """Go on to the newest version, whoever wrote it; one look at a folder where nothing is new."""
        version = self.files.newest()
        manifest = self.files.manifest(version).stat()
        seen = (version, manifest.st_ino, manifest.st_mtime_ns)  # a number may be used again after a repair
        if self.lance is None:
            self.open()
        elif seen != self._seen:
            self.lance.checkout_latest()
        self._seen = seen

    @property
    @lancedb_errors()
    def has_vector_index(self) -> bool:
        """Whether vectors are found through an index, approximately, instead of one by one."""
        return any("vector" in index.columns for index in self.lance.list_indices())

    @lancedb_errors()
    def count(self, condition: str = "") -> int:
        """Rows that meet *condition*."""
        return int(self.lance.count_rows(condition or None))

    @lancedb_errors()
    def ids(self) -> Ids:
        """Passage ids of all rows, in no order."""
        found = self._select(["passage_id"], "").to_arrow()
        return _integers(found, "passage_id")

    @lancedb_errors()
    def vectors(self, passage_ids: Ids) -> tuple[Ids, Vectors]:
        """Ids found among *passage_ids* (not empty), and their vectors."""
        found = self._select(["passage_id", "vector"], any_id("passage_id", passage_ids)).to_arrow()
        return _integers(found, "passage_id"), self._vectors(found)

    @lancedb_errors()
    def search(
        self,
        vector: Vector,
        limit: int,
        condition: str,
        *,
        exact: bool = False,
        refined: int | None = REFINE,
        documents: bool = False,
    ) -> Found:
        """The *limit* nearest rows, best first, with their vectors: those have been read anyway.

        Through the index of vectors so many times the limit are *refined*: compared with the full vectors.
        None: the codes of the index decide, cosines are rough, and vectors are not read. Their *documents*
        are read where these are asked for: each column more takes 2 ms.
        """
        columns = ["passage_id", "_distance"]
        columns += ["document_id"] * documents + ["vector"] * (refined is not None)
        query = self.lance.search(vector, vector_column_name="vector").distance_type("dot").limit(limit)
        query = query.select(columns)
        if condition:
            query = query.where(condition, prefilter=True)
        if exact:
            query = query.bypass_vector_index()
        else:  # at most 0 probes means: as many as it takes to fill the limit
            query = query.minimum_nprobes(PROBES).maximum_nprobes(0)
            query = query if refined is None else query.refine_factor(refined)
        found = query.to_arrow()
        return Found(
            _integers(found, "passage_id"),
            _integers(found, "document_id") if documents else np.zeros(found.num_rows, np.int64),
            np.asarray(1 - found.column("_distance").to_numpy(), np.float32),  # the distance is 1 - dot
            self._vectors(found) if refined is not None else np.empty((found.num_rows, 0), np.float32),
        )

    def scan(self, where: DenseFilter = EVERYTHING) -> Iterator[tuple[Ids, Vectors, Kept]]:
        """Passage ids and vectors of all rows, some thousand at a time, and which of these pass *where*.

        Uses no index.
        """
        with lancedb_errors():
            for batch in self.lance.search().to_batches(ROWS_PER_BATCH):
                ids, vectors = batch.column("passage_id").to_numpy(), vectors_of(batch.column("vector"))
                yield ids, vectors, passing(batch, where)

    @lancedb_errors()
    def append(self, rows: dict[int, Row]) -> None:
        """Write *rows* (not empty) in one commit."""
        values = list(rows.values())
        self.lance.add(
            record_batch(
                np.fromiter(rows, np.int64, len(rows)),
                np.array([row.document_id for row in values], np.int64),
                [row.kind for row in values],
                [row.language for row in values],
                np.stack([row.vector for row in values]),
            )
        )

    @lancedb_errors()
    def delete(self, passage_ids: Ids) -> None:
        """Delete the rows of these ids, all of which have one, some thousand a commit.

        Raises:
            IndexDamaged: fewer rows were found than there are; LanceDB says nothing then.
        """
        for start in range(0, len(passage_ids), IDS_PER_DELETE):
            some = passage_ids[start : start + IDS_PER_DELETE]
            if self.lance.delete(any_id("passage_id", some)).num_deleted_rows < len(some):
                raise IndexDamaged

    def _vectors(self, found: Any) -> Vectors:  # noqa: ANN401 - a table of Arrow's
        batches = [vectors_of(batch.column("vector")) for batch in found.to_batches()]
        return np.concatenate(batches) if batches else np.empty((0, self.dimension), np.float32)

    def _select(self, columns: list[str], condition: str) -> Any:  # noqa: ANN401 - LanceDB's builder
        query = self.lance.search().select(columns)
        return query.where(condition) if condition else query


def _integers(found: Any, column: str) -> Ids:  # noqa: ANN401 - a table of Arrow's
    return np.asarray(found.column(column).to_numpy(), np.int64)
