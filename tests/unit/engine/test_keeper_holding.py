"""While there is a reason to wait, words of what changes are read and nothing more; then all is made up for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.scope import Scope
from app.domain.state import Activity, Doing, Hold
from app.engine.conditions.room import LEAST
from app.engine.keeper import ALL_FILES, FEW_FILES
from tests.unit.engine.kept import Kept

Keep = Callable[..., Kept]
LETTER = Scope(frozenset({Path("/home/letter.txt")}))
NOTE = Scope(frozenset({Path("/home/note.txt")}))
SOFT = [hold for hold in Hold if hold is not Hold.DISK_FULL]
EVERYTHING = "all: everything"
A_LETTER, A_NOTE = f"words of {FEW_FILES}: ['letter.txt']", f"words of {FEW_FILES}: ['note.txt']"


@pytest.mark.parametrize("hold", SOFT)
def test_a_reason_that_comes_up_ends_the_work_and_its_end_begins_it_anew(kept: Keep, hold: Hold) -> None:
    one = kept("busily", "brief")
    one.keeper.look()
    one.until(lambda: one.activity.doing is Doing.ENCODING)
    one.change(hold)
    assert one.activity == Activity(Doing.HELD, hold=hold)
    one.until(lambda: one.ends == 1)
    assert (one.activity, one.scripted.starts) == (Activity(Doing.HELD, hold=hold), 1)
    one.change()
    one.until(lambda: one.ends == 2)
    assert one.activity == Activity(Doing.NOTHING)
    assert one.scripted.orders() == [EVERYTHING, EVERYTHING]


def test_while_waiting_the_words_of_what_changes_are_read_and_the_rest_afterwards(kept: Keep) -> None:
    one = kept("brief")
    one.reasons.present = {Hold.BATTERY}
    one.keeper.look(LETTER)
    one.until(lambda: one.ends == 1)
    assert one.activity == Activity(Doing.HELD, hold=Hold.BATTERY)
    one.keeper.look(NOTE)
    one.until(lambda: one.ends == 2)
    one.change()
    one.until(lambda: one.ends == 3)
    assert one.activity == Activity(Doing.NOTHING)
    assert one.scripted.orders() == [A_LETTER, A_NOTE, "all: ['letter.txt', 'note.txt']"]


def test_what_the_user_asks_for_is_read_however_much_it_is(kept: Keep) -> None:
    one = kept("brief")
    one.reasons.present = {Hold.BATTERY}
    one.keeper.look(by_user=True)
    one.until(lambda: one.ends == 1)
    assert one.scripted.orders() == [f"words of {ALL_FILES}: everything"]
    assert one.activity.doing is Doing.HELD


def test_an_indexer_that_reads_words_is_told_of_more_and_of_the_end_of_the_reason(kept: Keep) -> None:
    one = kept("indexer")
    one.reasons.present = {Hold.LOAD}
    one.keeper.look(LETTER)
    one.keeper.look(NOTE)
    one.change()
    one.until(lambda: one.activity == Activity(Doing.NOTHING))
    assert one.scripted.orders() == [A_LETTER, A_NOTE, "all: ['letter.txt', 'note.txt']"]
    assert one.scripted.starts == 1


def test_words_that_could_not_be_read_are_read_by_the_next_indexer(kept: Keep) -> None:
    one = kept("dying", "brief")
    one.reasons.present = {Hold.BATTERY}
    one.keeper.look(LETTER)
    one.until(lambda: one.ends == 2)
    assert one.scripted.orders() == [A_LETTER]


def test_going_on_all_the_same_is_for_this_time(kept: Keep) -> None:
    one = kept("brief")
    one.reasons.present = {Hold.BATTERY}
    one.keeper.look(LETTER)
    one.until(lambda: one.ends == 1)
    one.keeper.go_on()
    one.until(lambda: one.ends == 2)
    assert one.activity == Activity(Doing.NOTHING)
    one.keeper.look(NOTE)
    one.until(lambda: one.ends == 3)
    assert one.scripted.orders() == [A_LETTER, "all: ['letter.txt']", "all: ['note.txt']"]
    one.change()
    one.change(Hold.BATTERY)
    one.keeper.look(NOTE)
    assert one.activity == Activity(Doing.HELD, hold=Hold.BATTERY)


def test_the_users_pause_stops_even_words_and_is_what_is_said(kept: Keep) -> None:
    one = kept("brief", paused=True)
    one.reasons.present = {Hold.BATTERY}
    one.keeper.look(LETTER)
    one.keeper.go_on()
    assert (one.activity, one.scripted.starts) == (Activity(Doing.PAUSED), 0)
    assert one.keeper.due_seconds is None


def test_on_a_full_disk_nothing_runs_until_there_is_room(kept: Keep) -> None:
    one = kept("roomless", "brief")
    one.keeper.look()
    one.until(lambda: one.ends == 1)
    assert one.activity == Activity(Doing.HELD, hold=Hold.DISK_FULL)
    one.keeper.look(LETTER)
    one.keeper.go_on()
    assert (one.activity.hold, one.scripted.starts) == (Hold.DISK_FULL, 1)
    one.reasons.free += LEAST
    one.change()
    one.until(lambda: one.ends == 2)
    assert one.activity == Activity(Doing.NOTHING)
    assert one.scripted.orders() == [EVERYTHING, EVERYTHING]


def test_a_disk_that_fills_up_ends_the_work(kept: Keep) -> None:
    one = kept("busily", "brief")
    one.keeper.look()
    one.until(lambda: one.activity.doing is Doing.ENCODING)
    one.change(Hold.DISK_FULL)
    one.until(lambda: one.ends == 1)
    assert one.activity == Activity(Doing.HELD, hold=Hold.DISK_FULL)


def test_a_user_who_looks_again_has_a_full_disk_tried_again(kept: Keep) -> None:
    one = kept("roomless", "brief")
    one.keeper.look()
    one.until(lambda: one.ends == 1)
    one.keeper.look(by_user=True)
    one.until(lambda: one.ends == 2)
    assert one.activity == Activity(Doing.NOTHING)


def test_reasons_are_asked_for_only_while_there_is_something_to_do(kept: Keep) -> None:
    one = kept("busily", "brief")
    assert one.keeper.due_seconds is None
    one.keeper.look()
    assert one.keeper.due_seconds is not None
    one.until(lambda: one.activity.doing is Doing.ENCODING)
    one.change(Hold.BATTERY)
    one.until(lambda: one.ends == 1)
    assert one.keeper.due_seconds is not None, "it may be over any time"
    one.change()
    one.until(lambda: one.ends == 2)
    assert one.keeper.due_seconds is None
    asked = len(one.reasons.asked)
    one.keeper.do_what_is_due()
    assert len(one.reasons.asked) == asked


def test_what_is_broken_is_said_before_what_is_waited_for_and_waits_for_nothing(kept: Keep) -> None:
    one = kept("full")
    one.keeper.look()
    one.until(lambda: one.ends == 1)
    one.change(Hold.BATTERY)
    assert one.activity == Activity(Doing.BROKEN, sentence="The disk is full.")
    assert one.keeper.due_seconds is None


def test_many_words_that_are_read_while_waiting_are_counted(kept: Keep) -> None:
    one = kept("reading")
    one.reasons.present = {Hold.BATTERY}
    one.keeper.look(by_user=True)
    one.until(lambda: one.activity == Activity(Doing.READING, 5, 500))
    one.keeper.close(0)
    one.until(lambda: one.ends == 1)
    assert one.activity.doing is Doing.HELD
