"""All words of a library, held so that beginnings and near ones are found at once."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from app.analysis.edits import distances

LAST = "\uffff"
"""Follows every letter that a word may have here."""


class Vocabulary:
    """Sorted words; a word is known by its place among them. Immutable."""

    def __init__(self, words: Sequence[str], counts: Sequence[int] | npt.NDArray[np.uint32]) -> None:
        """*words* are sorted, hold no line feed and lie in the basic plane; *counts* say how often each occurs."""
        text = "".join(f"{word}\n" for word in words)
        self._letters = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
        self._starts = np.concatenate([[0], np.flatnonzero(self._letters == ord("\n")) + 1])
        self.counts = np.asarray(counts, dtype=np.uint32)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.counts)

    def word(self, place: int) -> str:
        """The word at a place."""
        letters = self._letters[self._starts[place] : self._starts[place + 1] - 1]
        return letters.tobytes().decode("utf-16-le", "surrogatepass")

    def count(self, word: str) -> int:
        """In how many passages, and fields of documents, *word* stands."""
        place = self._place(word)
        return int(self.counts[place]) if place < len(self) and self.word(place) == word else 0

    def beginning_with(self, beginning: str) -> range:
        """The places of the words that begin so."""
        return range(self._place(beginning), self._place(beginning + LAST))

    def near(self, word: str, most: int, *, same_first: bool) -> list[tuple[int, int]]:
        """(distance, place) of the words at most so many slips away, itself left out; in no order.

        With *same_first* only those that begin with the same letter.
        """
        within = self.beginning_with(word[0]) if same_first else range(len(self))
        part = slice(within.start, within.stop)
        differ = np.bitwise_count(self._signs[part] ^ _sign(word)) <= 2 * most
        alike = differ & (np.abs(self._lengths[part] - len(word)) <= most)
        places = np.flatnonzero(alike) + within.start
        if not len(places):
            return []
        lengths = self._lengths[places]
        columns = np.minimum(np.arange(lengths.max()), lengths[:, None] - 1)
        found = distances(word, self._letters[self._starts[places][:, None] + columns], lengths)
        return [(int(found[i]), int(places[i])) for i in np.flatnonzero((found > 0) & (found <= most))]

    def _place(self, word: str) -> int:
        """Where *word* stands, or would."""
        return bisect_left(range(len(self)), word, key=self.word)

    @cached_property
    def _lengths(self) -> npt.NDArray[np.int64]:
        return np.diff(self._starts) - 1

    @cached_property
    def _signs(self) -> npt.NDArray[np.uint64]:
        """For each word the set of its letters, as bits; a slip changes two of them at most."""
        bits = np.left_shift(np.uint64(1), (self._letters & np.uint16(63)).astype(np.uint64))
        return np.bitwise_or.reduceat(bits, self._starts[:-1]) if len(self) else np.array([], np.uint64)


def _sign(word: str) -> np.uint64:
    bits = 1 << (ord("\n") & 63)
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return np.uint64(bits)
