"""Measures of a ranking, against values worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.library.measures import ndcg, recall, reciprocal_rank

GRADES = {"a": 3, "b": 2, "c": 1, "x": 0, "y": -1}
IDEAL = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a", "b", "c"], 1.0),
        (["a", "b", "c", "unjudged"], 1.0),
        (["c", "b", "a"], (1 + 2 / math.log2(3) + 3 / 2) / IDEAL),
        (["unjudged", "a"], (3 / math.log2(3)) / IDEAL),
        (["x", "y"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg_is_the_discounted_gain_over_the_best_possible(ranking: list[str], expected: float) -> None:
    assert ndcg(ranking, GRADES) == pytest.approx(expected)


def test_ndcg_counts_down_to_its_depth_only() -> None:
    late = ["z"] * 10 + ["a"]
    assert ndcg(late, GRADES) == 0.0
    assert ndcg(late, GRADES, depth=11) == pytest.approx(3 / math.log2(12) / IDEAL)
    many = {str(number): 1 for number in range(20)}
    assert ndcg([str(number) for number in range(10)], many) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [
        (["a", "b", "c"], 1.0),
        (["x", "a", "y"], 1 / 3),
        (["x", "y"], 0.0),
        ([], 0.0),
        (["z"] * 100 + ["a"], 0.0),
    ],
)
def test_recall_is_the_share_of_relevant_documents_found(ranking: list[str], expected: float) -> None:
    assert recall(ranking, GRADES) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [(["c"], 1.0), (["x", "y", "b", "a"], 1 / 3), (["x"], 0.0), ([], 0.0), (["x"] * 10 + ["a"], 0.0)],
)
def test_the_reciprocal_rank_is_that_of_the_first_relevant_document(
    ranking: list[str], expected: float
) -> None:
    assert reciprocal_rank(ranking, GRADES) == pytest.approx(expected)


def test_where_nothing_is_relevant_nothing_is_good() -> None:
    for grades in ({}, {"x": 0}):
        assert (ndcg(["x"], grades), recall(["x"], grades), reciprocal_rank(["x"], grades)) == (0.0, 0.0, 0.0)


@given(
    st.permutations([*"abcdefghijkl"]),
    st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(-1, 3)),
)
def test_measures_are_shares_and_best_for_the_best_ranking(
    ranking: list[str], grades: dict[str, int]
) -> None:
    best = sorted(ranking, key=lambda document: -grades.get(document, 0))
    for measure in (ndcg, recall, reciprocal_rank):
        assert 0.0 <= measure(ranking, grades) <= measure(best, grades) + 1e-12 <= 1.0 + 1e-9
