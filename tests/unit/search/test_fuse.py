"""From candidates to ranked documents: sums by hand, ties, and what each part tells of itself."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query import Mode
from app.search.background import Background
from app.search.candidates import Candidates
from app.search.fuse import (
    DENSE_WEIGHTS,
    FIELD_WEIGHT,
    FOREIGN_DENSE_WEIGHT,
    NAMED_BONUS,
    PROMINENCES,
    UNTOLD,
    fuse,
    trust,
)

DENSE_WEIGHT = DENSE_WEIGHTS[0] + UNTOLD * (DENSE_WEIGHTS[1] - DENSE_WEIGHTS[0])
"""Where there is no background."""


def ranked(candidates: Candidates, mode: Mode = Mode.HYBRID) -> dict[int, float]:
    """Document -> score, best first."""
    return {one.document: one.score for one in fuse(candidates, mode)}


def test_a_passage_scores_the_weighted_sum_of_both() -> None:
    candidates = Candidates({1: 10, 2: 20}, {1: 0.5, 2: 0.1}, {1: 4.0, 2: 2.0}, {}, attainable=9.0)
    measure = math.sqrt(4.0 * 9.0)
    assert ranked(candidates) == pytest.approx(
        {
            10: DENSE_WEIGHT * 0.5 + (1 - DENSE_WEIGHT) * 4.0 / measure,
            20: DENSE_WEIGHT * 0.1 + (1 - DENSE_WEIGHT) * 2.0 / measure,
        }
    )


def test_each_mode_listens_to_its_own_retrieval() -> None:
    candidates = Candidates({1: 10, 2: 20}, {1: 0.9, 2: 0.1}, {2: 4.0}, {}, attainable=4.0)
    assert ranked(candidates, Mode.MEANING) == pytest.approx({10: 0.9, 20: 0.1})
    assert ranked(candidates, Mode.WORDS) == pytest.approx({20: 1.0, 10: 0.0})
    assert list(ranked(candidates, Mode.WORDS)) == [20, 10]


def test_a_document_scores_as_its_best_passage_and_shows_that_first() -> None:
    candidates = Candidates({1: 10, 2: 10, 3: 10}, {1: 0.2, 2: 0.8, 3: 0.5}, {}, {})
    (document,) = fuse(candidates, Mode.MEANING)
    assert [passage for passage, _ in document.passages] == [2, 3, 1]
    assert document.score == pytest.approx(0.8)
    assert document.explanation.dense == pytest.approx(0.8)


def test_a_name_that_answers_lifts_its_document() -> None:
    candidates = Candidates({1: 10, 2: 20}, {1: 0.5, 2: 0.5}, {}, {10: 1.0, 20: 4.0}, named=frozenset({10}))
    assert ranked(candidates, Mode.MEANING) == pytest.approx(
        {10: 0.5 + FIELD_WEIGHT / 4 + NAMED_BONUS, 20: 0.5 + FIELD_WEIGHT}
    )


def test_words_decide_where_the_encoder_does_not_know_the_language() -> None:
    candidates = Candidates({1: 10}, {1: 0.5}, {1: 2.0}, {}, foreign=frozenset({10}), attainable=2.0)
    assert ranked(candidates) == pytest.approx({10: FOREIGN_DENSE_WEIGHT * 0.5 + (1 - FOREIGN_DENSE_WEIGHT)})


def test_meaning_counts_the_more_the_further_its_best_stands_out() -> None:
    background = Background(mean=0.1, deviation=0.1, passages=1_000)
    chance = 0.1 + 0.1 * math.sqrt(2 * math.log(1_000))
    low, high = (chance + 0.1 * prominence for prominence in PROMINENCES)

    def trusted(cosine: float) -> float:
        return trust(Candidates({1: 10}, {1: cosine}, {}, {}, background=background))

    assert [
        trusted(cosine) for cosine in (low - 0.1, low, (low + high) / 2, high, high + 0.1)
    ] == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0])
    found = ranked(Candidates({1: 10}, {1: high}, {1: 2.0}, {}, attainable=2.0, background=background))
    assert found == pytest.approx({10: DENSE_WEIGHTS[1] * high + (1 - DENSE_WEIGHTS[1])})


def test_what_is_like_the_best_is_lifted_by_its_share_of_meaning() -> None:
    candidates = Candidates({1: 10, 2: 20}, {1: 0.5, 2: 0.4}, {}, {})
    (first, second) = fuse(candidates, Mode.HYBRID, {20: 0.3})
    assert (first.document, second.document) == (20, 10)
    assert first.score == pytest.approx(DENSE_WEIGHT * 0.7)


def test_ties_go_to_the_older_document_and_the_earlier_passage() -> None:
    candidates = Candidates({4: 20, 3: 20, 2: 10, 1: 10}, dict.fromkeys((1, 2, 3, 4), 0.5), {}, {})
    assert [(one.document, one.passages[0][0]) for one in fuse(candidates, Mode.HYBRID)] == [(10, 1), (20, 3)]


def test_an_explanation_says_nothing_of_what_was_not_asked() -> None:
    (words,) = fuse(Candidates({1: 10}, {}, {1: 2.0}, {}), Mode.WORDS)
    assert (words.explanation.dense, words.explanation.fields) == (None, None)
    (meaning,) = fuse(Candidates({1: 10}, {1: 0.5}, {}, {}), Mode.MEANING)
    assert (meaning.explanation.sparse, meaning.explanation.fields) == (None, None)


def test_nothing_is_ranked_to_nothing() -> None:
    assert fuse(Candidates({}, {}, {}, {}), Mode.HYBRID) == []


scores = st.dictionaries(st.integers(1, 12), st.floats(0, 30))


@given(
    st.dictionaries(st.integers(1, 12), st.integers(1, 4)),
    st.dictionaries(st.integers(1, 12), st.floats(-1, 1)),
    scores,
    st.dictionaries(st.integers(1, 4), st.floats(1e-6, 30)),
    st.floats(0, 50),
    st.sampled_from(Mode),
)
def test_every_candidate_is_ranked_once_and_best_first(
    documents: dict[int, int],
    cosine: dict[int, float],
    bm25: dict[int, float],
    fields: dict[int, float],
    attainable: float,
    mode: Mode,
) -> None:
    candidates = Candidates(documents, cosine, bm25, fields, attainable=attainable)
    found = fuse(candidates, mode)
    assert sorted(one.document for one in found) == sorted(set(documents.values()))
    assert {passage for one in found for passage, _ in one.passages} == set(documents)
    order = [(-one.score, one.document) for one in found]
    assert order == sorted(order)
    for one in found:
        assert all(math.isfinite(score) for _, score in one.passages)
        assert list(one.passages) == sorted(one.passages, key=lambda passage: (-passage[1], passage[0]))
        assert one.explanation.fused == one.score
