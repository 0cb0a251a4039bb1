"""How many slips of the keyboard lie between a word and many others, all of them counted at once.

The optimal string alignment distance (a letter left out, added, changed, or two neighbours swapped),
bit by bit: Hyyr\u00f6 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances",
sections 3 and 4, here with a lane of numpy's for each word instead of a register.
"""

import numpy as np
import numpy.typing as npt

LONGEST = 63
"""Letters of a word that fit a lane."""

Letters = npt.NDArray[np.uint16]


def distances(word: str, others: Letters, lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Distance of *word* (1 to 63 letters) from each row of *others* (uint16[n, longest]).

    *lengths* (int64[n]) says how many letters of a row count.
    """
    one, none = np.uint64(1), np.zeros(len(others), np.uint64)
    top = np.uint64(len(word) - 1)
    same = _same(word, others)
    score = np.full(len(others), len(word), np.int64)
    found = score.copy()  # of an empty row
    more, less, diagonal, before = ~none, none, none, none
    for column in range(others.shape[1]):
        equal = same[:, column]
        swapped = ((~diagonal & equal) << one) & before
        diagonal = (((equal & more) + more) ^ more) | equal | less | swapped
        across_more, across_less = less | ~(diagonal | more), diagonal & more
        score += ((across_more >> top) & one).astype(np.int64)
        score -= ((across_less >> top) & one).astype(np.int64)
        across_more, across_less = (across_more << one) | one, across_less << one
        more, less, before = across_less | ~(diagonal | across_more), across_more & diagonal, equal
        found = np.where(lengths == column + 1, score, found)
    return found


def _same(word: str, others: Letters) -> npt.NDArray[np.uint64]:
    """For each letter of *others*, the places of *word* where it stands, as bits."""
    letters = sorted(set(word))
    places = [sum(1 << place for place, letter in enumerate(word) if letter == one) for one in letters]
    known = np.array([ord(letter) for letter in letters], np.uint32)
    table = np.array([*places, 0], np.uint64)
    nearest = np.minimum(np.searchsorted(known, others), len(known) - 1)
    return table[np.where(known[nearest] == others, nearest, len(known))]
