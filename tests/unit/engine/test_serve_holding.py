"""An engine waits when there is a reason to, says so, and makes up for it; at rest it asks for nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import pytest

from app.domain.settings import Settings
from app.domain.state import Activity, Doing, Hold
from app.engine import holding
from app.engine.answers import (
    Found,
    Unread,
    Working,
)
from app.engine.keeper import FEW_FILES
from app.engine.requests import (
    ChangeSettings,
    GoOn,
    ListUnread,
    Search,
)
from app.places import Places
from tests.integration.program import wait_until
from tests.unit.engine.scripted import Scripted
from tests.unit.engine.serving import Serving

Script = Callable[..., Scripted]


def test_on_battery_it_waits_says_so_and_goes_on_when_the_user_wishes(
    places: Places, scripted: Script
) -> None:
    with held(places, scripted) as serving:
        wait_until(lambda: serving.indexer.orders() == [f"words of {FEW_FILES}: everything"], "words")
        serving.ask(GoOn())
        wait_until(lambda: serving.has_made_up_for_all, "all else")


def test_the_end_of_a_reason_is_noticed_without_anybody_asking(
    places: Places, scripted: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "ASK_SECONDS", 0.05)
    with held(places, scripted) as serving:
        serving.reasons.present = set()
        wait_until(lambda: serving.has_made_up_for_all, "all that waited")


def test_whoever_does_not_want_to_wait_on_battery_waits_no_more(places: Places, scripted: Script) -> None:
    with held(places, scripted) as serving:
        serving.ask(ChangeSettings(Settings(pause_on_battery=False)))
        wait_until(lambda: serving.has_made_up_for_all, "all that waited")
        assert serving.indexer.starts == 2, "the settings are none of the indexer's"


@contextmanager
def held(places: Places, scripted: Script) -> Iterator[Serving]:
    """An engine on battery that has said so."""
    with Serving(places, scripted("brief"), Hold.BATTERY) as serving:
        activity = Activity(Doing.HELD, hold=Hold.BATTERY)
        serving.heard.wait_for(Working, lambda working: working.activity == activity)
        yield serving


def test_an_engine_at_rest_asks_for_no_reason(
    places: Places, scripted: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "ASK_SECONDS", 0.001)
    with Serving(places, scripted("brief")) as serving:
        wait_until(lambda: serving.indexer.orders() != [], "that the indexer has begun")
        wait_until(lambda: psutil.Process().children() == [], "that the indexer ends")
        serving.heard.wait_for(Working, lambda working: working.activity == Activity(Doing.NOTHING))
        serving.ask(ListUnread())
        serving.heard.wait_for(Unread)
        asked = len(serving.reasons.asked)
        serving.ask(Search(1, "bees"))
        serving.heard.wait_for(Found)
        assert len(serving.reasons.asked) == asked
