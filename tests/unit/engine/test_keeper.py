"""An indexer runs while there is something to do, dies a few times at most, and rests when it should."""

from collections.abc import Callable

import pytest

from app.domain.state import Activity, Doing
from app.engine import keeper as module
from tests.unit.engine.kept import SORRY, Kept


def test_nothing_runs_before_there_is_something_to_do(kept: Callable[..., Kept]) -> None:
    one = kept("indexer")
    assert one.activity == Activity(Doing.NOTHING)
    assert one.scripted.starts == 0


def test_a_look_is_followed_to_its_end_and_another_one_needs_no_new_process(
    kept: Callable[..., Kept],
) -> None:
    one = kept("indexer")
    one.keeper.look()
    assert one.activity == Activity(Doing.LOOKING)
    one.until(lambda: one.course[-1:] == [Doing.NOTHING])
    one.keeper.look()
    one.until(lambda: one.course[-2:] == [Doing.LOOKING, Doing.NOTHING] and len(one.course) > 3)
    assert one.course == [Doing.LOOKING, Doing.READING, Doing.NOTHING, Doing.LOOKING, Doing.NOTHING]
    assert one.scripted.starts == 1


def test_an_indexer_that_has_ended_is_started_again_for_the_next_look(kept: Callable[..., Kept]) -> None:
    one = kept("brief")
    for times in (1, 2):
        one.keeper.look()
        one.until(lambda times=times: one.ends == times)  # type: ignore[misc]  # bound for this round
        assert one.activity == Activity(Doing.NOTHING)
    assert one.scripted.starts == 2


def test_a_look_that_was_interrupted_by_another_is_no_rest(kept: Callable[..., Kept]) -> None:
    one = kept("indexer")
    one.keeper.look()
    one.until(lambda: one.course[-1:] == [Doing.READING])
    one.keeper.look()
    one.until(lambda: one.course[-1:] == [Doing.NOTHING])
    assert one.course == [Doing.LOOKING, Doing.READING, Doing.LOOKING, Doing.NOTHING]


def test_a_look_that_came_too_late_for_an_indexer_is_done_by_the_next(kept: Callable[..., Kept]) -> None:
    one = kept("hasty", "brief")
    one.keeper.look()
    one.until(lambda: one.ends == 2)
    assert one.scripted.starts == 2
    assert one.activity == Activity(Doing.NOTHING)


def test_an_indexer_that_dies_is_started_three_times_more_then_it_is_said(kept: Callable[..., Kept]) -> None:
    one = kept("dying", "dying", "dying", "dying", "brief")
    one.keeper.look()
    one.until(lambda: one.ends == 4)
    assert one.activity == Activity(Doing.BROKEN, sentence=SORRY)
    one.keeper.look()
    assert (one.activity.doing, one.scripted.starts) == (Doing.BROKEN, 4)
    one.keeper.look(by_user=True)
    one.until(lambda: one.ends == 5)
    assert one.activity == Activity(Doing.NOTHING)


def test_a_program_that_is_not_there_is_said(kept: Callable[..., Kept]) -> None:
    one = kept("indexer")
    one.keeper._command = ("/nowhere/to/be/found",)
    one.keeper.look()
    assert one.activity == Activity(Doing.BROKEN, sentence=SORRY)


def test_while_somebody_else_writes_it_is_tried_again_from_time_to_time(
    kept: Callable[..., Kept], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    one = kept("busy", "brief")
    one.keeper.look()
    one.until(lambda: one.ends == 1)
    assert one.activity == Activity(Doing.ELSEWHERE, sentence="Somebody else is at it.")
    assert (one.keeper.due_seconds, one.scripted.starts) == (0.0, 1)
    one.keeper.do_what_is_due()
    one.until(lambda: one.ends == 2)
    assert one.activity == Activity(Doing.NOTHING)
    assert one.keeper.due_seconds is None


def test_a_library_that_cannot_be_written_is_said_and_tried_again_at_the_next_look(
    kept: Callable[..., Kept],
) -> None:
    one = kept("full", "brief")
    one.keeper.look()
    one.until(lambda: one.ends == 1)
    assert one.activity == Activity(Doing.BROKEN, sentence="The disk is full.")
    one.keeper.look()
    one.until(lambda: one.ends == 2)
    assert one.activity == Activity(Doing.NOTHING)
    assert one.scripted.starts == 2


def test_a_pause_ends_the_indexer_and_what_was_to_be_done_is_done_afterwards(
    kept: Callable[..., Kept],
) -> None:
    one = kept("indexer", "brief")
    one.keeper.look()
    one.keeper.pause()
    assert one.activity == Activity(Doing.PAUSED)
    one.until(lambda: one.ends == 1)
    one.keeper.look()
    assert (one.activity, one.scripted.starts) == (Activity(Doing.PAUSED), 1)
    one.keeper.resume()
    one.until(lambda: one.ends == 2)
    assert one.activity == Activity(Doing.NOTHING)
    assert one.course == [Doing.PAUSED, Doing.LOOKING, Doing.NOTHING]


def test_a_pause_that_is_over_before_the_indexer_has_ended_starts_another_one(
    kept: Callable[..., Kept],
) -> None:
    one = kept("indexer", "brief")
    one.keeper.look()
    one.keeper.pause()
    one.keeper.resume()
    one.until(lambda: one.ends == 2)
    assert one.scripted.starts == 2


def test_new_settings_renew_an_indexer_that_runs_and_start_none(kept: Callable[..., Kept]) -> None:
    one = kept("indexer", "brief")
    one.keeper.renew()
    assert one.scripted.starts == 0
    one.keeper.look()
    one.keeper.renew()
    one.until(lambda: one.ends == 2)
    assert one.scripted.starts == 2


def test_a_library_opened_while_paused_rests(kept: Callable[..., Kept]) -> None:
    one = kept("brief", paused=True)
    one.keeper.look()
    assert (one.activity, one.scripted.starts) == (Activity(Doing.PAUSED), 0)
    one.keeper.resume()
    one.until(lambda: one.ends == 1)
    assert one.scripted.starts == 1
