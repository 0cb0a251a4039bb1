"""What others change is told once; what the engine changes itself is not."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.user import FORGET, LOOK, UserFile
from app.domain.scope import EVERYTHING, NOTHING, Scope
from app.engine import outside_changes
from app.engine.outside_changes import Changes, OutsideChanges


@pytest.fixture
def user(tmp_path: Path) -> Iterator[UserFile]:
    """The engine's."""
    opened = UserFile(tmp_path / "user.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def other(user: UserFile, tmp_path: Path) -> Iterator[UserFile]:
    """The command line's."""
    assert user.folders() == []
    opened = UserFile(tmp_path / "user.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite", write=True)
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def outside(user: UserFile, catalogue: Catalogue, settings: Path) -> OutsideChanges:
    return OutsideChanges(user, catalogue, settings)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "in").mkdir(parents=True)
    return tmp_path / "home"


def test_where_nothing_happens_there_is_nothing(outside: OutsideChanges) -> None:
    assert outside.find() == Changes()
    assert not outside.find()


def test_a_folder_that_comes_or_goes_is_told_once(
    outside: OutsideChanges, other: UserFile, home: Path
) -> None:
    added = other.add(home)
    assert outside.find() == Changes(folders=True, scope=EVERYTHING)
    assert not outside.find()
    other.remove(added)
    assert outside.find() == Changes(folders=True, scope=EVERYTHING)
    assert not outside.find()


def test_what_is_kept_out_or_let_in_is_to_be_looked_through(
    outside: OutsideChanges, other: UserFile, home: Path
) -> None:
    other.exclude(home / "in")
    assert outside.find() == Changes(scope=Scope(frozenset({home / "in"})))
    other.include(home)
    assert outside.find() == Changes(scope=Scope(frozenset({home / "in"})))
    assert not outside.find()


@pytest.mark.parametrize("verb", [LOOK, FORGET, "retry"])
def test_a_request_has_everything_looked_through_until_it_is_taken(
    outside: OutsideChanges, other: UserFile, verb: str
) -> None:
    other.ask(verb, Path())
    assert outside.find() == Changes(scope=EVERYTHING)
    assert not outside.find()
    other.withdraw(verb, Path())  # as the writer does
    assert not outside.find()


def test_a_search_that_is_kept_or_erased_has_nothing_looked_through(
    outside: OutsideChanges, user: UserFile, other: UserFile, home: Path
) -> None:
    user.add(home)
    user.history.keep("bees")
    assert not outside.find()
    changes: list[Callable[[], object]] = [
        lambda: other.searches.save("Bees", "how do bees navigate"),
        other.history.erase,
        lambda: other.searches.remove("Bees"),
    ]
    for change in changes:
        change()
        found = outside.find()
        assert (found, found.searches) == (Changes(), True)
        assert not outside.find().searches


def test_what_the_engine_says_itself_is_no_news(
    outside: OutsideChanges, user: UserFile, other: UserFile, catalogue: Catalogue, home: Path
) -> None:
    user.add(home)
    user.exclude(home / "in")
    user.ask(LOOK, Path())
    catalogue.note("fact", "known")
    assert other.folders() != []
    assert not outside.find()


def test_that_somebody_wrote_down_documents_is_told_once(outside: OutsideChanges, tmp_path: Path) -> None:
    writer = Catalogue(tmp_path / "catalogue.sqlite", write=True)
    writer.note("fact", "known")
    writer.close()
    assert outside.find() == Changes(documents=True)
    assert not outside.find()


def test_settings_are_told_when_they_have_stood_for_a_while(outside: OutsideChanges, settings: Path) -> None:
    settings.write_text("pau")
    assert not outside.find(), "somebody may be writing just now"
    settings.write_text("paused = true\n")
    assert not outside.find()
    assert outside.find() == Changes(settings=True)
    assert not outside.find()
    os.utime(settings, ns=(1, 1))
    assert [bool(outside.find()) for _ in range(3)] == [False, True, False]
    settings.unlink()
    assert [bool(outside.find()) for _ in range(3)] == [False, True, False]


def test_it_is_due_after_a_while_and_again_after_it_was_asked(
    outside: OutsideChanges, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 0 < outside.due_seconds <= outside_changes.LOOK_SECONDS
    monkeypatch.setattr(outside_changes, "LOOK_SECONDS", 0.0)
    outside.find()
    assert outside.due_seconds == 0.0
    assert Changes(scope=NOTHING) == Changes()
