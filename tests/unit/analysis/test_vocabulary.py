"""Beginnings and near words among all words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.vocabulary import Vocabulary
from tests.unit.analysis.test_edits import plainly

words = st.text("ab\u00e9\u6f22", min_size=1, max_size=5)


def known(told: set[str]) -> Vocabulary:
    return Vocabulary(sorted(told), np.arange(1, len(told) + 1, dtype=np.uint32))


@given(st.sets(words), words)
def test_the_words_with_a_beginning_are_all_that_begin_so(told: set[str], beginning: str) -> None:
    vocabulary = known(told)
    found = [vocabulary.word(place) for place in vocabulary.beginning_with(beginning)]
    assert found == sorted(word for word in told if word.startswith(beginning))


@given(st.sets(words), words)
def test_a_word_is_counted_where_it_is_known(told: set[str], word: str) -> None:
    assert known(told).count(word) == (sorted(told).index(word) + 1 if word in told else 0)


@given(st.sets(words), words, st.integers(1, 2), st.booleans())
def test_near_words_are_all_within_so_many_slips(
    told: set[str], word: str, most: int, same_first: bool
) -> None:
    vocabulary = known(told)
    found = {(d, vocabulary.word(place)) for d, place in vocabulary.near(word, most, same_first=same_first)}
    assert found == {
        (distance, other)
        for other in told
        if 0 < (distance := plainly(word, other)) <= most and (other[0] == word[0] or not same_first)
    }
