"""Compaction, indices and pruning of one open table."""

from datetime import timedelta

from app.store.failures import lancedb_errors
from app.store.loaded import kinds
from app.store.table import Table

SCALAR_ROWS = 5_000
"""Below, a filter looks at every row as quickly."""
VECTOR_ROWS = 10_000
"""Search goes through the index of vectors only in larger tables (`EXACT_ROWS`). In smaller ones it keeps
pieces apart: LanceDB merges what one index covers, and wrote all of 20,000 rows anew (32 MB) for ten
saves; what the parts of a vector index cover stays as it is (0.6 MB).
"""
BITS = 2
"""A number in a code of the vector index. One bit is half the size, but where a filter leaves only what
lies far from the query it found 64 of the 100 nearest, two bits 96; four bits take twice the space again.
"""
_KEEP_ALL = timedelta(days=36_500)
_SCALAR = {
    "passage_id": kinds.BTree(),
    "document_id": kinds.BTree(),
    "kind": kinds.Bitmap(),
    "language": kinds.Bitmap(),
}


@lancedb_errors()
def merge(table: Table) -> None:
    """Merge small files and bring the indices up to date; older versions are kept."""
    table.lance.optimize(cleanup_older_than=_KEEP_ALL)


@lancedb_errors()
def prune(table: Table, retention_seconds: float) -> None:
    """Delete versions older than this and what interrupted writes left; only ever by the one writer.

    A reader that is using an older version finds its files gone and has to look again.
    """
    retention = timedelta(seconds=max(retention_seconds, 0.001))  # exactly 0 is warned of
    table.lance.optimize(cleanup_older_than=retention, delete_unverified=True)


@lancedb_errors()
def build_missing(table: Table) -> None:
    """Build the indices that a table of this many rows should have, and lacks."""
    rows = table.count()
    present = {column for index in table.lance.list_indices() for column in index.columns}
    if rows >= SCALAR_ROWS:
        for column, config in _SCALAR.items():
            if column not in present:
                table.lance.create_index(column, config=config)
    if rows >= VECTOR_ROWS and "vector" not in present:
        table.lance.create_index("vector", config=kinds.IvfRq(distance_type="dot", num_bits=BITS))


@lancedb_errors()
def drop_all(table: Table) -> None:
    """Drop every index; searches are exact until they are built again."""
    for index in table.lance.list_indices():
        table.lance.drop_index(index.name)


@lancedb_errors()
def rewrite(table: Table) -> None:
    """Write every row anew in one commit, so that no file holds a deleted one any more."""
    table.lance.update(values_sql={"language": "language"})


@lancedb_errors()
def tail(table: Table) -> int:
    """Rows that the indices do not cover yet; rows that should have an index and have none count."""
    rows = table.count()
    covered = {column: index for index in table.lance.list_indices() for column in index.columns}
    wanted = [*(_SCALAR if rows >= SCALAR_ROWS else ()), *(["vector"] if rows >= VECTOR_ROWS else ())]
    return max((covered[c].num_unindexed_rows if c in covered else rows for c in wanted), default=0)
