"""A small sketch of a text, by which it is told from others that say nearly the same.

One permutation hashing (Li, Owen and Zhang 2012, "One Permutation Hashing", section 3): the runs of three
words of a text are hashed, and of each of 256 classes of hashes the least is kept, 16 bits of it. The share
of classes in which two texts agree estimates the share of runs that they have in common (Jaccard). Numbers
have classes of their own: two invoices from one template share most of their words and few of their numbers.
"""

import zlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from app.analysis.tokens import runs

RUN = 3
"""Words that are hashed together."""
CLASSES = 256
"""For runs of words."""
NUMBER_CLASSES = 64
LEAST_WORDS = 50
"""In a shorter text a word or two make another text of it."""
LENGTH = CLASSES + NUMBER_CLASSES + 1

Sketch = npt.NDArray[np.uint16]
"""uint16[LENGTH]: runs, numbers, sixteen times the binary logarithm of the count of words."""

_EMPTY = 0xFFFF


def sketch(text: str) -> Sketch | None:
    """The sketch of *text*; None for one too short to have any."""
    words = runs(text.lower())
    if len(words) < LEAST_WORDS:
        return None
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    shifted = [hashes[first : len(hashes) - RUN + 1 + first] for first in range(RUN)]
    together = np.zeros(len(shifted[0]), np.uint64)
    for part in shifted:
        together = _mixed(together + part)
    numbers = {word for word in words if not word.isalpha() and any(map(str.isdigit, word))}
    of_numbers = _mixed(np.fromiter(map(_hash, numbers), np.uint64, len(numbers)))
    size = np.array([round(16 * np.log2(len(words)))], np.uint16)
    return np.concatenate([_least(together, CLASSES), _least(of_numbers, NUMBER_CLASSES), size])


def alike(one: Sketch, others: npt.NDArray[np.uint16]) -> npt.NDArray[np.float64]:
    """Estimated share of runs of words that *one* has in common with each row of *others* (uint16[n, LENGTH])."""
    return _shared(one[:CLASSES], others[:, :CLASSES])


def alike_in_numbers(one: Sketch, others: npt.NDArray[np.uint16]) -> npt.NDArray[np.float64]:
    """The same for numbers; where neither has any, all are shared."""
    part = slice(CLASSES, CLASSES + NUMBER_CLASSES)
    return _shared(one[part], others[:, part])


def of_bytes(stored: bytes) -> Sketch:
    """A sketch from its bytes, in the order of bytes of little-endian machines."""
    return np.frombuffer(stored, np.dtype("<u2"))


def _shared(one: npt.NDArray[np.uint16], others: npt.NDArray[np.uint16]) -> npt.NDArray[np.float64]:
    used = (one != _EMPTY) | (others != _EMPTY)
    equal = used & (one == others)
    both_empty = ~used.any(axis=1)
    return np.where(both_empty, 1.0, equal.sum(axis=1) / np.maximum(1, used.sum(axis=1)))


def _least(hashes: npt.NDArray[np.uint64], classes: int) -> npt.NDArray[np.uint16]:
    """Of each class of hashes the least, of which the upper bits are kept; without any it is empty."""
    found = np.full(classes, _EMPTY, np.uint16)
    kind = (hashes % np.uint64(classes)).astype(np.int64)
    value = np.minimum(hashes >> np.uint64(48), np.uint64(_EMPTY - 1)).astype(np.uint16)
    np.minimum.at(found, kind, value)
    return found


@lru_cache(maxsize=1 << 15)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _mixed(hashes: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """SplitMix64 (Steele, Lea and Flood 2014): each bit depends on all."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
