"""A document as the set of its passages' vectors: how alike two sets are, exactly, and by one vector each.

Chamfer similarity lets each passage of one document look for the passage of the other that is nearest to it, and
takes the mean. A fixed-dimensional encoding (MUVERA, Dhulipala et al. 2024, sections 2 and 2.1) turns a set into
one vector whose dot product comes near to it: random hyperplanes cut the space into regions; who asks is the sum
of his vectors in each region, who is asked is their mean there, or his vector nearest to a region that is empty.
Several cuts stand side by side, each region projected to a few numbers.

Beside them stands the cut without a plane, whose one region is the whole space: what it loses of the places where
passages lie, the others lose by projection, and together they find more than either
(`docs/decisions/0022-similar.md`).
"""

import hashlib
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.domain.vectors import Codes, Scores, Vector, Vectors

DOCUMENT_RULE = "fde-1"
"""Names what decides a document's vector beside those of its passages; all that is random is drawn from it."""
PLANES = 2
"""Hyperplanes of a cut: 2 ** PLANES regions."""
CUTS = 7
NUMBERS = 32
"""Numbers that are left of a region: with d = 384 that makes 1,280, of which three rows fill a page of SQLite."""
MOST_PASSAGES = 64
"""Of a longer document so many passages are compared, evenly spread."""
_LARGEST = 127


class _Draw(NamedTuple):
    """Signs, as numbers that can be multiplied with."""

    planes: NDArray[np.float32]
    """float32[d, CUTS * PLANES]."""
    projections: NDArray[np.float32]
    """float32[CUTS, d, NUMBERS], scaled so that dot products, added up over the cuts, stay what they are on average."""


def asking_vector(vectors: Vectors) -> Vector:
    """float32[d + CUTS * 2 ** PLANES * NUMBERS] of a document whose like is sought, from float32[n, d], n > 0."""
    draw = _drawn(vectors.shape[1])
    shares = _members(draw, vectors) / np.float32(len(vectors))
    return np.concatenate([vectors.mean(axis=0), _cut(draw, vectors, shares)])


def document_vector(vectors: Vectors) -> Vector:
    """The same of a document that may be found.

    The dot product of the two follows `chamfer` of the documents.
    """
    draw = _drawn(vectors.shape[1])
    members = _members(draw, vectors)
    counts = members.sum(axis=0)
    shares = members / np.maximum(counts, 1)
    cuts, regions = np.nonzero(counts == 0)
    nearest = np.argmax(_depths(draw, vectors).sum(axis=3), axis=0)
    shares[nearest[cuts, regions], cuts, regions] = 1
    return np.concatenate([vectors.mean(axis=0), _cut(draw, vectors, shares)])


def codes_of(vector: Vector, dimension: int) -> bytes:
    """A document's vector in a byte a number; *dimension* is that of the passages' vectors."""
    parts = (vector[:dimension], vector[dimension:])
    scaled = [part * (_LARGEST / max(float(np.abs(part).max()), 1e-9)) for part in parts]
    return bytes(np.concatenate(scaled).round().astype(np.int8).tobytes())


def likeness(asking: Vector, codes: Codes, dimension: int) -> Scores:
    """float32[n]: how alike documents are to the one that asks, roughly; each part at length 1."""
    rows = codes.astype(np.float32)
    scores: Scores = np.zeros(len(rows), np.float32)
    for part in (slice(None, dimension), slice(dimension, None)):
        lengths = np.sqrt(np.einsum("ij,ij->i", rows[:, part], rows[:, part]))
        scores += rows[:, part] @ asking[part] / np.maximum(lengths, 1)
    return scores


def chamfer(cosines: NDArray[np.float32]) -> float:
    """How alike two documents are, from the cosines float32[n, m] of their passages: the mean of both ways round."""
    return float(cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2


def spread(count: int) -> NDArray[np.int64]:
    """Places of the passages of a document that are compared, evenly spread over *count*."""
    return np.unique(np.linspace(0, count - 1, min(count, MOST_PASSAGES)).round().astype(np.int64))


@cache
def _drawn(dimension: int) -> _Draw:
    planes, projections = dimension * CUTS * PLANES, CUTS * dimension * NUMBERS
    stream = hashlib.shake_256(f"{DOCUMENT_RULE} {dimension}".encode()).digest(
        (planes + projections + 7) // 8
    )
    signs = np.unpackbits(np.frombuffer(stream, np.uint8)).astype(np.float32) * 2 - 1
    scale = np.float32(1 / np.sqrt(NUMBERS * CUTS))
    return _Draw(
        signs[:planes].reshape(dimension, CUTS * PLANES),
        signs[planes : planes + projections].reshape(CUTS, dimension, NUMBERS) * scale,
    )


def _members(draw: _Draw, vectors: Vectors) -> NDArray[np.float32]:
    """float32[n, CUTS, regions]: 1 where a vector lies in a region."""
    return np.asarray((_depths(draw, vectors) > 0).all(axis=3), np.float32)


def _depths(draw: _Draw, vectors: Vectors) -> NDArray[np.float32]:
    """float32[n, CUTS, regions, PLANES]: how far inside a region a vector lies, seen from each of its planes."""
    sides = (vectors @ draw.planes).reshape(len(vectors), CUTS, 1, PLANES)
    signs = ((np.arange(2**PLANES)[:, None] >> np.arange(PLANES)) & 1).astype(np.float32) * 2 - 1
    return np.asarray(sides * signs, np.float32)


def _cut(draw: _Draw, vectors: Vectors, shares: NDArray[np.float32]) -> Vector:
    """The vectors of each region added up, each with its share, projected, and laid side by side."""
    flat = shares.reshape(len(vectors), -1).T @ vectors
    blocks = flat.reshape(CUTS, -1, vectors.shape[1]) @ draw.projections
    return np.asarray(blocks, np.float32).reshape(-1)
