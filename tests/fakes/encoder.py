"""An encoder that knows words instead of meaning: texts that share words are near."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from app.analysis.folding import fold
from app.domain.vectors import Vector, Vectors

WORD = re.compile(r"\w+")


class WordEncoder:
    """`Encoder` whose vector of a text is the sum of one direction per word, scaled to length 1.

    The direction of a word is drawn from a generator seeded with the folded word, so it is the
    same in every process; two words are nearly orthogonal. A text without words has one of its own.
    """

    def __init__(self, dimension: int = 256) -> None:
        self._dimension = dimension
        self._closed = False

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def fingerprint(self) -> str:
        return f"words-{self._dimension}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self._dimension), np.float32)
        for row, text in enumerate(texts):
            vectors[row] = self.encode_query(text)
        return vectors

    def encode_query(self, text: str) -> Vector:
        if self._closed:
            raise RuntimeError("the encoder was closed")
        words = [fold(word) for word in WORD.findall(text)] or [""]
        summed = np.sum([_direction(word, self._dimension) for word in words], axis=0)
        return np.asarray(summed / np.linalg.norm(summed), np.float32)

    def close(self) -> None:
        self._closed = True


@lru_cache(maxsize=1 << 14)
def _direction(word: str, dimension: int) -> Vector:
    seed = int.from_bytes(hashlib.blake2b(word.encode(errors="replace"), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)
