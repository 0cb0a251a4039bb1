"""After the passages: what each document is compared by as a whole, made from what the index holds."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.domain.document_vector import DOCUMENT_RULE, codes_of, document_vector, spread
from app.domain.ports import PassageIndex

PASSAGES = 4_096
"""Vectors read at once; what was made of them is durable before the next are read."""


def fill(catalogue: Catalogue, index: PassageIndex, stopped: Callable[[], bool]) -> int:
    """Make the vectors of the documents that are due, until done or *stopped*; return how many.

    Nothing is lost where it ends half-way: what was not made is still due.
    """
    vectors = catalogue.document_vectors
    vectors.adopt(DOCUMENT_RULE)
    count = 0
    for batch in _batches(catalogue, vectors.due()):
        if stopped():
            break
        catalogue.require_room()
        count += _make(catalogue, index, batch)
    return count


def _batches(catalogue: Catalogue, documents: Sequence[int]) -> Iterator[dict[int, list[int]]]:
    """Document -> those of its passages that are compared; some thousand passages at a time."""
    batch: dict[int, list[int]] = {}
    size = 0
    for document in documents:
        passages = catalogue.lookup.passages_in(document)
        if passages:
            batch[document] = [passages[place] for place in spread(len(passages))]
            size += len(batch[document])
        if size >= PASSAGES:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def _make(catalogue: Catalogue, index: PassageIndex, batch: dict[int, list[int]]) -> int:
    ids, vectors = index.vectors(np.array([one for passages in batch.values() for one in passages], np.int64))
    places = {identity: place for place, identity in enumerate(ids.tolist())}
    made: list[tuple[int, bytes]] = []
    for document, passages in batch.items():
        found = [places[one] for one in passages if one in places]
        if found:
            own = vectors[found]
            made.append((document, codes_of(document_vector(own), own.shape[1])))
    catalogue.document_vectors.store(made)
    return len(made)
