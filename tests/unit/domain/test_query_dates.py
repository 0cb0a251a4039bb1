"""Dates as people write them are stretches of local time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query import FARTHEST
from app.domain.query_language.dates import days, days_of, moment, period

NOW = datetime(2024, 5, 31, 15, 30).astimezone()


def local(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp()) * 10**9


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-05", "2024-05-01", "2024-06-01"),
        ("2024/5", "2024-05-01", "2024-06-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2024/2/9", "2024-02-09", "2024-02-10"),
        ("31.5.2024", "2024-05-31", "2024-06-01"),
        ("20240531", "2024-05-31", "2024-06-01"),
        ("2024-W22", "2024-05-27", "2024-05-28"),
        ("today", "2024-05-31", "2024-06-01"),
        (" Today ", "2024-05-31", "2024-06-01"),
        ("yesterday", "2024-05-30", "2024-05-31"),
        ("0d", "2024-05-31", "2024-06-01"),
        ("7d", "2024-05-24", "2024-06-01"),
        ("7days", "2024-05-24", "2024-06-01"),
        ("2w", "2024-05-17", "2024-06-01"),
        ("1week", "2024-05-24", "2024-06-01"),
        ("3m", "2024-02-29", "2024-06-01"),
        ("6months", "2023-11-30", "2024-06-01"),
        ("1y", "2023-05-31", "2024-06-01"),
        ("2024-05-31T12:00", "2024-05-31T12:00", "2024-05-31T12:00:01"),
        ("2024-05-31T12:00Z", "2024-05-31T12:00Z", "2024-05-31T12:00:01Z"),
        ("2023..2024-05", "2023-01-01", "2024-06-01"),
        ("2023..today", "2023-01-01", "2024-06-01"),
    ],
)
def test_a_date_is_a_stretch_of_time(text: str, first: str, behind: str) -> None:
    assert period(text, NOW) == (local(first), local(behind))
    assert ".." in text or moment(text, NOW) == local(first)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "24",
        "202",
        "2024-13",
        "2024-00",
        "2024-02-30",
        "0000",
        "12:30",
        "7",
        "7x",
        "d",
        "..",
        "-7d",
        "2024..soon",
        "1..2",
        "٢٠٢٤",
        "32.1.2024",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert period(text, NOW) is None
    assert moment(text, NOW) is None


def test_an_open_end_is_as_far_as_the_catalogue_can_compare() -> None:
    assert period("2024..", NOW) == (local("2024-01-01"), FARTHEST)
    assert period("..2024", NOW) == (-FARTHEST, local("2025-01-01"))
    assert moment("9999-12-31", NOW) == FARTHEST
    assert moment("0001", NOW) == moment("99999y", NOW) == moment("99999w", NOW) == -FARTHEST
    assert moment("2024..", NOW) is None


@given(st.text(st.sampled_from("0123456789-/.:dwmyTZ+ tody"), max_size=24) | st.text(max_size=12))
def test_a_stretch_of_time_begins_before_it_ends(text: str) -> None:
    found = period(text, NOW)
    if found is not None and ".." not in text:
        assert -FARTHEST <= found[0] <= found[1] <= FARTHEST
        assert moment(text, NOW) == found[0]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_a_month_and_a_year_lie_in_each_other(day: date) -> None:
    spans = [period(text, NOW) for text in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}")]
    (year, month, whole) = [span for span in spans if span is not None]
    assert year[0] <= month[0] <= whole[0] < whole[1] <= month[1] <= year[1]


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2024-01-01", "2024-12-31", {"date": "2024"}),
        ("2024-12-01", "2024-12-31", {"date": "2024-12"}),
        ("2024-05-31", "2024-05-31", {"date": "2024-05-31"}),
        ("2024-01-01", "2024-01-01", {"date": "2024-01-01"}),
        ("2019-05-01", "2021-06-30", {"after": "2019-05", "before": "2021-07"}),
        ("2019-01-01", "2021-12-31", {"after": "2019", "before": "2022"}),
        ("0001-01-01", "0001-12-31", {"date": "0001"}),
        ("9999-12-01", "9999-12-31", {"date": "9999-12"}),
        ("2024-05-01", "9999-12-31", {"after": "2024-05"}),
    ],
)
def test_days_are_written_as_short_as_can_be(first: str, last: str, written: dict[str, str]) -> None:
    assert dict(days(date.fromisoformat(first), date.fromisoformat(last))) == written


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))


@given(DAYS, DAYS)
def test_days_that_are_written_are_the_days_that_are_read(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    stretch = local(f"{first}"), local(f"{last + timedelta(days=1)}")
    fields = dict(days(first, last))
    if "date" in fields:
        assert period(fields["date"], NOW) == stretch
    else:
        assert (moment(fields["after"], NOW), moment(fields["before"], NOW)) == stretch
    assert days_of(stretch) == (first, last)


def test_what_has_no_end_is_not_written() -> None:
    assert days_of((-FARTHEST, FARTHEST)) == (None, None)
    assert list(days(None, None)) == []
    assert days_of((local("2024-05-31T12:00"), FARTHEST)) == (date(2024, 5, 31), None)
