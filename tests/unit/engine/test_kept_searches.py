"""What can be searched for again is kept as the user wants it, and the window hears of every change."""

from dataclasses import replace

import pytest

from app.domain.searches import KnownSearches, SavedSearch
from app.domain.settings import Settings
from app.engine.answers import Refused, Searches
from app.engine.kept_searches import KeptSearches
from app.engine.requests import (
    ChangeSettings,
    EraseHistory,
    KeepSearch,
    ListSearches,
    OfSearches,
    RemoveSaved,
    RemoveSearch,
    RenameSaved,
    SaveSearch,
)
from app.library.library import Library
from app.places import Places
from tests.unit.engine.serving import Script, Serving

Said = list[KnownSearches]


@pytest.fixture
def said() -> Said:
    return []


@pytest.fixture
def kept_searches(library: Library, said: Said) -> KeptSearches:
    return KeptSearches(library, lambda searches: said.append(searches.known))


def test_every_change_is_told(kept_searches: KeptSearches, said: Said) -> None:
    saved = SavedSearch("Tax", "invoice")
    steps: list[tuple[OfSearches, KnownSearches]] = [
        (ListSearches(), KnownSearches()),
        (KeepSearch("bees"), KnownSearches((), ("bees",))),
        (KeepSearch("boiler"), KnownSearches((), ("boiler", "bees"))),
        (KeepSearch("bees dance", "bees"), KnownSearches((), ("bees dance", "boiler"))),
        (SaveSearch("Tax", "invoice"), KnownSearches((saved,), ("bees dance", "boiler"))),
        (RemoveSearch("boiler"), KnownSearches((saved,), ("bees dance",))),
        (RenameSaved("Tax", "Tax 2"), KnownSearches((replace(saved, name="Tax 2"),), ("bees dance",))),
        (EraseHistory(), KnownSearches((replace(saved, name="Tax 2"),), ())),
        (RemoveSaved("Tax 2"), KnownSearches()),
    ]
    for request, known in steps:
        kept_searches.take(request)
        assert said[-1] == known
    assert len(said) == len(steps)


def test_where_no_history_is_kept_there_is_none(
    kept_searches: KeptSearches, library: Library, said: Said
) -> None:
    kept_searches.take(KeepSearch("bees"))
    kept_searches.take(SaveSearch("Tax", "invoice"))
    library.settings = Settings(keep_history=False)
    kept_searches.tell()
    kept_searches.take(KeepSearch("boiler"))
    assert said[-2:] == [KnownSearches((SavedSearch("Tax", "invoice"),), ())] * 2
    assert library.user.history.recent() == ()


def test_what_somebody_else_changed_is_told_once(
    kept_searches: KeptSearches, library: Library, said: Said
) -> None:
    kept_searches.take(KeepSearch("bees"))
    kept_searches.tell_if_changed()
    assert len(said) == 1
    library.user.history.erase()
    kept_searches.tell_if_changed()
    kept_searches.tell_if_changed()
    assert said[1:] == [KnownSearches()]


def test_in_the_engine_the_switch_erases_and_a_name_that_cannot_be_is_refused(
    places: Places, scripted: Script
) -> None:
    with Serving(places, scripted("indexer")) as engine:
        engine.ask(KeepSearch("bees"))
        engine.heard.wait_for(Searches, lambda said: said.known.recent == ("bees",))
        engine.ask(SaveSearch("", "bees"))
        assert "needs a name" in engine.heard.wait_for(Refused).sentence
        engine.ask(ChangeSettings(Settings(keep_history=False)))
        engine.heard.wait_for(Searches, lambda said: said.known.recent == ())
