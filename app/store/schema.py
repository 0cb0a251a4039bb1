"""The columns of a table: facts that never change for a passage, and its vector; no text, no path."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from app.domain.dense_filter import DenseFilter
from app.domain.vectors import Ids, Vector, Vectors
from app.store.filters import members


def schema(dimension: int) -> pa.Schema:
    """The Arrow schema of a table of *dimension*-long vectors."""
    vector = pa.list_(pa.field("item", pa.float32(), nullable=False), dimension)
    return pa.schema(
        [
            pa.field("passage_id", pa.int64(), nullable=False),
            pa.field("document_id", pa.int64(), nullable=False),
            pa.field("kind", pa.string(), nullable=False),
            pa.field("language", pa.string(), nullable=False),
            pa.field("vector", vector, nullable=False),
        ]
    )


def record_batch(
    passage_ids: Ids, document_ids: Ids, kinds: Sequence[str], languages: Sequence[str], vectors: Vectors
) -> pa.RecordBatch:
    """One row per passage, row i from item i of each argument."""
    columns = schema(vectors.shape[1])
    flat = pa.array(np.ascontiguousarray(vectors).reshape(-1))
    return pa.record_batch(
        [
            pa.array(passage_ids),
            pa.array(document_ids),
            pa.array(kinds, pa.string()),
            pa.array(languages, pa.string()),
            pa.FixedSizeListArray.from_arrays(flat, type=columns.field("vector").type),
        ],
        schema=columns,
    )


def vectors_of(column: pa.FixedSizeListArray) -> Vectors:
    """float32[n, d] of a vector column, without copying."""
    flat: Vector = column.flatten().to_numpy()
    return flat.reshape(len(column), column.type.list_size)


Kept = NDArray[np.bool_] | slice
"""What picks rows out of an array: bool[n], or a slice where that is all of them."""


def passing(batch: pa.RecordBatch, where: DenseFilter) -> Kept:
    """Which rows of *batch* pass *where*."""
    masks = [
        np.isin(batch.column(column).to_numpy(zero_copy_only=False), list(allowed))
        for column, allowed in (("kind", where.kinds), ("language", where.languages))
        if allowed is not None
    ]
    if where.documents is not None:
        masks.append(members(batch.column("document_id").to_numpy(), where.documents))
    return np.logical_and.reduce(masks) if masks else slice(None)
