"""Documents are counted by the months of local time, as `date:` asks for them."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue.facts import facts_of
from app.domain.query_language.understood import query_of
from app.search.facets import dates, facets

pytestmark = pytest.mark.skipif(
    not hasattr(time, "tzset"), reason="only POSIX lets a process change its time zone"
)
ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin")
MIDNIGHT = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp()) * 10**9
SPREAD = 400 * 24 * 3600 * 10**9
Move = Callable[[str], None]


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch) -> Iterator[Move]:
    """Go to another time zone."""

    def go(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield go
    monkeypatch.undo()
    time.tzset()


def month_of(modified_ns: int) -> str:
    facts = facts_of([(1, "text", "en", 7, None, modified_ns)])
    ((month, _),) = dates(facts, np.array([1]))
    assert facets(facts, np.array([1]), {})["year"] == {month[:4]: 1}
    return month


def test_an_hour_before_midnight_is_another_year_in_the_east(move: Move) -> None:
    move("UTC")
    assert month_of(MIDNIGHT - 1) == "2023-12"
    move("Asia/Tokyo")
    assert month_of(MIDNIGHT - 1) == "2024-01"
    move("America/New_York")
    assert month_of(MIDNIGHT) == "2023-12"


@pytest.mark.parametrize("zone", ZONES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(moment=st.integers(MIDNIGHT - SPREAD, MIDNIGHT + SPREAD))
def test_a_document_is_found_by_the_month_that_it_is_counted_in(move: Move, zone: str, moment: int) -> None:
    move(zone)
    ((first, behind),) = query_of(f"date:{month_of(moment)}").filter.periods
    assert first <= moment < behind
