"""Distances between words, all at once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.edits import distances

words = st.text("abcd", min_size=1, max_size=9)


def plainly(one: str, other: str) -> int:
    """Optimal string alignment, by the textbook."""
    table = [[max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            changed = table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, changed)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(words, st.lists(words, min_size=1, max_size=8))
def test_the_distances_are_those_of_the_textbook(word: str, others: list[str]) -> None:
    longest = max(map(len, others))
    rows = np.array([[ord(letter) for letter in other.ljust(longest, "d")] for other in others], np.uint16)
    found = distances(word, rows, np.array([len(other) for other in others], np.int64))
    assert found.tolist() == [plainly(word, other) for other in others]


def test_a_word_may_have_as_many_letters_as_a_lane_has_bits_less_one() -> None:
    word = "abcdefghi" * 7
    other = np.array([[ord(letter) for letter in "x" + word[1:]]], np.uint16)
    assert distances(word, other, np.array([63])).tolist() == [1]
