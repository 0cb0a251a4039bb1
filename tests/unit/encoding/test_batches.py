"""Which windows share a run."""

from hypothesis import given
from hypothesis import strategies as st

from app.encoding.batches import batches

LENGTHS = st.lists(st.integers(min_value=2, max_value=256), max_size=60)
BUDGETS = st.integers(min_value=1, max_value=600)


def test_windows_of_like_length_share_a_batch() -> None:
    assert batches([10, 100, 12, 90], budget=200) == [[1, 3], [2, 0]]


def test_padding_counts_against_the_budget() -> None:
    assert batches([100, 10, 10], budget=200) == [[0, 1], [2]]


def test_a_window_over_the_budget_is_alone() -> None:
    assert batches([300, 10], budget=200) == [[0], [1]]


def test_nothing_makes_no_batch() -> None:
    assert batches([], budget=200) == []


@given(LENGTHS, BUDGETS)
def test_every_window_is_in_exactly_one_batch(lengths: list[int], budget: int) -> None:
    groups = batches(lengths, budget)

    assert sorted(index for group in groups for index in group) == list(range(len(lengths)))


@given(LENGTHS, BUDGETS)
def test_a_batch_padded_to_its_first_window_keeps_the_budget(lengths: list[int], budget: int) -> None:
    for group in batches(lengths, budget):
        longest = max(lengths[index] for index in group)

        assert lengths[group[0]] == longest
        assert len(group) == 1 or longest * len(group) <= budget
