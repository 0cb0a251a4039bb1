"""Bars of a histogram of dates: equal in width, few enough to be seen, and nothing lost."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query_language.dates import Days
from app.gui.date_bins import MOST, DateBins, date_bins, hull

Months = list[tuple[str, int]]
months = st.dictionaries(
    st.integers(1677 * 12, 2262 * 12 + 3).map(lambda month: f"{month // 12:04}-{month % 12 + 1:02}"),
    st.integers(1, 10**6),
    min_size=2,
    max_size=40,
).map(lambda found: sorted(found.items()))
days = st.dates(date(1600, 1, 1), date(2300, 1, 1))
ends = st.none() | days


def bins(*dates: tuple[str, int]) -> DateBins:
    made = date_bins(dates)
    assert made is not None
    return made


YEARS = bins(("2010-03", 4), ("2019-12", 6), ("2020-01", 1), ("2021-06", 9))
QUARTERS = bins(("2019-05", 4), ("2021-06", 9), ("2022-07", 2))


@pytest.mark.parametrize(
    ("first", "last", "width", "bars"),
    [
        ("2024-04", "2024-05", 1, 2),
        ("2021-06", "2024-05", 1, 36),
        ("2021-05", "2024-05", 3, 13),
        ("2015-07", "2024-05", 3, 36),
        ("2015-06", "2024-05", 12, 10),
        ("1970-01", "2029-12", 12, 60),
        ("1960-01", "2024-05", 60, 13),
        ("1677-09", "2262-04", 600, 13),
    ],
)
def test_the_longer_the_time_the_wider_the_bars(first: str, last: str, width: int, bars: int) -> None:
    made = bins((first, 1), (last, 2))
    assert (made.width, len(made.counts)) == (width, bars)
    assert (made.counts[0], made.counts[-1], sum(made.counts)) == (1, 2, 3)


def test_with_less_than_two_months_there_is_nothing_to_choose() -> None:
    assert date_bins([]) is None
    assert date_bins([("2024-05", 9)]) is None
    assert date_bins([("2024-05", 9), ("2024-06", 0)]) is None


@given(months)
def test_bars_lie_side_by_side_and_count_all(dates: Months) -> None:
    made = bins(*dates)
    assert 1 <= len(made.counts) <= MOST[made.width]
    assert sum(made.counts) == sum(count for _, count in dates)
    assert made.counts[0] > 0 < made.counts[-1]
    spans = [made.days((bar, bar)) for bar in range(len(made.counts))]
    assert all(one[1] + timedelta(days=1) == other[0] for one, other in pairwise(spans))
    for (first, last), counted in zip(spans, made.counts, strict=True):
        within = [count for month, count in dates if first <= date.fromisoformat(f"{month}-01") <= last]
        assert sum(within) == counted
        assert made.documents([(first, last)]) == counted


@given(months, st.data())
def test_what_bars_stand_for_reaches_from_edge_to_edge(dates: Months, data: st.DataObject) -> None:
    made = bins(*dates)
    low = data.draw(st.integers(0, len(made.counts) - 1))
    high = data.draw(st.integers(low, len(made.counts) - 1))
    chosen = made.days((low, high))
    assert made.reach(chosen) == (low, high + 1)
    assert made.bars(chosen) == (low, high)
    assert made.documents([chosen]) == sum(made.counts[low : high + 1])


@given(months, ends, ends)
def test_any_days_have_a_place_and_bars(dates: Months, one: date | None, other: date | None) -> None:
    made, chosen = bins(*dates), (one, other)
    if one and other:
        chosen = (min(one, other), max(one, other))
    begin, end = made.reach(chosen)
    low, high = made.bars(chosen)
    assert begin < end
    assert 0 <= low <= high < len(made.counts)
    assert chosen[0] is None or begin - 1 < low or low == len(made.counts) - 1
    assert made.moved(chosen, (low, high)) == chosen


def test_what_has_no_end_reaches_beyond_the_bars() -> None:
    begin, end = YEARS.reach((None, None))
    assert begin < 0
    assert end > len(YEARS.counts)


def test_an_end_that_stays_in_its_bar_stays_as_it_is() -> None:
    written: Days = (date(2012, 5, 17), None)
    assert YEARS.moved(written, (2, 5)) == (date(2012, 5, 17), date(2015, 12, 31))
    assert YEARS.moved(written, (4, 11)) == (date(2014, 1, 1), None)


def test_documents_are_counted_where_no_month_is_cut() -> None:
    assert YEARS.documents([(date(2019, 12, 1), date(2020, 1, 31))]) == 7
    assert YEARS.documents([(date(2019, 12, 2), None)]) is None
    assert YEARS.documents([(date(2011, 5, 17), None)]) == 16
    assert YEARS.documents([(None, date(2010, 12, 31)), (date(2021, 1, 1), None)]) == 13
    assert YEARS.documents([]) == 0


def test_the_keyboard_leaves_out_empty_bars() -> None:
    assert QUARTERS.counts == (4, *[0] * 7, 9, *[0] * 4, 2)
    assert (QUARTERS.beside(0, 1), QUARTERS.beside(8, -1), QUARTERS.beside(13, 1)) == (8, 0, 13)


@given(st.lists(st.tuples(days, days).map(lambda pair: (min(pair), max(pair))), max_size=4))
def test_a_hull_reaches_over_all(stretches: list[tuple[date, date]]) -> None:
    whole = hull(stretches)
    assert (whole is None) == (not stretches)
    if whole is not None:
        assert whole == (min(first for first, _ in stretches), max(last for _, last in stretches))
        assert hull([*stretches, (None, stretches[0][1])]) == (None, whole[1])


def test_a_leap_year_has_its_day() -> None:
    february = bins(("2024-02", 1), ("2024-03", 1))
    assert february.days((0, 0))[1].day == monthrange(2024, 2)[1] == 29
