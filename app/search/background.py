"""How a query lies in the whole library: what its cosines are where there is nothing to find."""

import math
from dataclasses import dataclass

import numpy as np

from app.catalogue.sampling import Sampling
from app.domain.errors import LibraryUnusable
from app.domain.ports import PassageIndex
from app.domain.vectors import Vector, Vectors

SAMPLE = 1_000
"""Passages by which it is judged."""
LEAST = 30
"""Of fewer, nothing can be said."""
GROWN = 1.25
"""The sample is drawn anew where the library has grown by so much."""


@dataclass(frozen=True, slots=True)
class Background:
    """Cosines of one query with passages at random."""

    mean: float
    deviation: float
    """Standard deviation."""
    passages: int
    """Of the whole library."""

    def prominence(self, cosine: float) -> float:
        """How far *cosine*, the best of all, stands out of what chance brings, in standard deviations.

        The best of n independent draws from a normal distribution lies near sqrt(2 ln n).
        """
        chance = math.sqrt(2 * math.log(max(self.passages, 2)))
        return (cosine - self.mean) / max(self.deviation, 1e-6) - chance


class Sample:
    """Vectors of passages from all over the library, kept at hand."""

    def __init__(self, sampling: Sampling, index: PassageIndex) -> None:
        self._sampling = sampling
        self._index = index
        self._vectors: Vectors | None = None
        self._newest = self._passages = 0

    def background(self, vector: Vector) -> Background | None:
        """Of the query with this vector; None where too little is encoded, or the index does not answer."""
        newest = self._sampling.newest_passage()
        if self._vectors is None or len(self._vectors) < LEAST or newest > GROWN * self._newest:
            self._draw(newest)
        if self._vectors is None or len(self._vectors) < LEAST:
            return None
        cosines = self._vectors @ vector
        return Background(float(cosines.mean()), float(cosines.std()), self._passages)

    def _draw(self, newest: int) -> None:
        ids = np.array(self._sampling.spread(SAMPLE, newest), np.int64)
        try:
            _, self._vectors = self._index.vectors(ids)
        except LibraryUnusable:
            self._vectors = None  # whoever asks the index for the answer itself says so
        self._newest, self._passages = newest, self._sampling.passage_count()
