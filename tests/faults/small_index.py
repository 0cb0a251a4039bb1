"""A small index whose every vector follows from its batch, so that it can be told from any other."""

from pathlib import Path

import numpy as np

from app.domain.dense_filter import DenseFilter
from app.domain.ports import IndexMark
from app.store.lance_index import LanceIndex
from app.store.layout import TableFiles, table_of
from tests.fakes.index import fill, unit_vectors

DIMENSION = 64
BATCH = 20
EVERYTHING = DenseFilter()


def writer(folder: Path) -> LanceIndex:
    return LanceIndex(folder, "recipe", DIMENSION, writer=True)


def add(index: LanceIndex, batch: int) -> IndexMark:
    """Flush passages 20 * batch ... with vectors that depend on nothing but the batch."""
    fill(index, np.arange(batch * BATCH, (batch + 1) * BATCH), unit_vectors(BATCH, DIMENSION, batch))
    return index.flush()


def assert_holds(index: LanceIndex, batches: int) -> None:
    """Exactly these batches, each passage once, with its own vector, and found by search."""
    passages = np.arange(batches * BATCH)
    vectors = np.concatenate([unit_vectors(BATCH, DIMENSION, batch) for batch in range(batches)])
    assert index.count() == len(passages)
    assert index.passage_ids().tolist() == passages.tolist()
    found, stored = index.vectors(passages)
    assert np.array_equal(stored, vectors[found])
    assert index.nearest(vectors[-1], 1, EVERYTHING)[0].tolist() == [passages[-1]]


def five_batches(folder: Path) -> TableFiles:
    """A sound table of five batches; versions 2 to 6 end with one batch each."""
    index = writer(folder)
    for batch in range(5):
        add(index, batch)
    index.close()
    return table_of(folder, "recipe")
