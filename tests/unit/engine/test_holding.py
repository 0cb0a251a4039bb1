"""Reasons to wait are asked in good time and no more often, weighed, switched off and overridden."""

from pathlib import Path

import pytest

from app.domain.settings import Settings
from app.domain.state import Hold
from app.engine.conditions.room import LEAST, Room
from app.engine.holding import ASK_SECONDS, Holding, holding
from tests.fakes.reasons import Reasons

NONE = Settings(pause_on_battery=False, pause_on_load=False, pause_in_full_screen=False)


@pytest.fixture
def reasons() -> Reasons:
    return Reasons()


def test_without_a_reason_nothing_is_waited_for(reasons: Reasons) -> None:
    held = reasons.holding()
    held.ask()
    assert held.hold is None


@pytest.mark.parametrize("hold", list(Hold))
def test_each_reason_is_a_reason(reasons: Reasons, hold: Hold) -> None:
    held = reasons.holding()
    reasons.present = {hold}
    held.ask()
    assert held.hold is hold


def test_the_weightiest_reason_is_said(reasons: Reasons) -> None:
    held = reasons.holding()
    reasons.present = {Hold.LOAD, Hold.BATTERY}
    held.ask()
    seen = [held.hold]
    reasons.present = set(Hold)
    held.ask(at_once=True)
    assert [*seen, held.hold] == [Hold.BATTERY, Hold.DISK_FULL]


def test_reasons_are_asked_for_every_few_seconds_at_most(reasons: Reasons) -> None:
    now = 1000.0
    held = reasons.holding(lambda: now)
    assert held.due_seconds == 0
    held.ask()
    reasons.present = {Hold.BATTERY}
    now += ASK_SECONDS - 1
    held.ask()
    assert held.hold is None
    assert held.due_seconds == 1
    now += 1
    held.ask()
    assert held.hold is Hold.BATTERY
    assert held.due_seconds == ASK_SECONDS


def test_a_reason_that_the_user_does_not_want_is_not_even_asked_for(reasons: Reasons) -> None:
    reasons.ask_settings = lambda: NONE
    reasons.present = {Hold.BATTERY, Hold.LOAD, Hold.FULL_SCREEN}
    held = reasons.holding()
    held.ask()
    assert (held.hold, reasons.asked) == (None, [])
    reasons.present = set(Hold)
    held.ask(at_once=True)
    assert held.hold is Hold.DISK_FULL, "a full disk is no matter of taste"


def test_going_on_overrides_a_reason_until_it_is_over(reasons: Reasons) -> None:
    held = reasons.holding()
    reasons.present = {Hold.BATTERY, Hold.LOAD}
    held.ask()
    held.go_on()
    assert held.hold is None
    held.ask(at_once=True)
    assert held.hold is None
    reasons.present = {Hold.BATTERY, Hold.FULL_SCREEN}
    held.ask(at_once=True)
    assert held.hold is Hold.FULL_SCREEN, "a new reason counts"
    reasons.present = {Hold.BATTERY, Hold.LOAD}
    held.ask(at_once=True)
    assert held.hold is Hold.LOAD, "it had been over"


def test_a_full_disk_is_waited_for_all_the_same(reasons: Reasons) -> None:
    held = reasons.holding()
    reasons.present = {Hold.DISK_FULL}
    held.ask()
    held.go_on()
    assert held.hold is Hold.DISK_FULL


def test_after_writing_failed_the_disk_is_full_until_more_is_free_or_the_user_says_so(
    reasons: Reasons,
) -> None:
    held = reasons.holding()
    reasons.free = LEAST * 10
    held.ask()
    held.ran_out()
    assert held.hold is Hold.DISK_FULL
    held.try_again()
    assert held.hold is None
    held.ran_out()
    reasons.free += LEAST
    held.ask(at_once=True)
    assert held.hold is None


def test_this_computer_can_be_asked(tmp_path: Path) -> None:
    held = holding(tmp_path, Settings)
    held.ask()
    assert held.hold in {None, *Hold}
    assert isinstance(held, Holding)
    assert not Room(tmp_path, lambda _: LEAST).asked()
