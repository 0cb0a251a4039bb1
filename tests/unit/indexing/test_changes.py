"""Changes: a burst is one look, a place that never rests is looked at now and then, nothing is lost."""

from pathlib import Path

import pytest

from app.domain.scope import EVERYTHING, MOST_PATHS, NOTHING, Scope
from app.indexing.changes import (
    PATIENCE_SECONDS,
    QUIET_SECONDS,
    RESTLESS_LOOKS,
    RESTLESS_SECONDS,
    Changes,
)

A, B = Path("/home/a.txt"), Path("/home/deep/b.txt")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def changes(clock: Clock) -> Changes:
    return Changes(clock)


def scope(*paths: Path) -> Scope:
    return Scope(frozenset(paths))


def test_nothing_is_due_before_something_changed(changes: Changes) -> None:
    assert (changes.due(), bool(changes), changes.take()) == (None, False, NOTHING)


def test_a_change_is_looked_at_when_it_has_been_quiet_for_a_while(changes: Changes, clock: Clock) -> None:
    changes.note(A)
    assert changes
    assert changes.due() == clock.now + QUIET_SECONDS
    assert changes.take() == scope(A)
    assert (changes.due(), bool(changes)) == (None, False)


def test_a_burst_is_one_look(changes: Changes, clock: Clock) -> None:
    for path in (A, B, A, A):
        changes.note(path)
        clock.now += QUIET_SECONDS / 2
    assert changes.take() == scope(A, B)
    assert changes.take() == NOTHING


def test_a_burst_that_does_not_end_is_looked_at_all_the_same(changes: Changes, clock: Clock) -> None:
    started = clock.now
    while clock.now < started + 2 * PATIENCE_SECONDS:
        changes.note(A)
        clock.now += QUIET_SECONDS / 2
    assert changes.due() == started + PATIENCE_SECONDS


def test_what_lies_in_a_folder_that_changed_needs_no_mention(changes: Changes) -> None:
    changes.note(B.parent)
    changes.note(B)
    assert changes.take() == scope(B.parent)


def test_more_than_anybody_would_list_is_everything(changes: Changes) -> None:
    for number in range(MOST_PATHS + 1):
        changes.note(Path(f"/home/{number}"))
    assert changes.take() == EVERYTHING


def test_lost_events_are_everything(changes: Changes) -> None:
    changes.note(A)
    changes.note_loss()
    changes.note(B)
    assert changes.take() == EVERYTHING


def test_a_place_without_rest_is_looked_at_now_and_then(changes: Changes, clock: Clock) -> None:
    started, looks = clock.now, 0
    while clock.now < started + 10 * RESTLESS_SECONDS:
        changes.note(A)
        clock.now += 5
        due = changes.due()
        if due is not None and due <= clock.now:
            assert changes.take() == scope(A)
            looks += 1
    assert looks <= 11 * RESTLESS_LOOKS
    clock.now += RESTLESS_SECONDS
    assert changes.take() in (scope(A), NOTHING)
    assert changes.due() is None, "the last change was looked at"


def test_a_place_without_rest_keeps_no_other_waiting(changes: Changes, clock: Clock) -> None:
    for _ in range(RESTLESS_LOOKS):
        changes.note(A)
        changes.take()
    changes.note(A)
    assert not changes
    assert changes.due() == clock.now + RESTLESS_SECONDS
    changes.note(B)
    assert changes.take() == scope(B)
    assert changes.due() is not None


def test_what_has_come_to_rest_is_looked_at_at_once_again(changes: Changes, clock: Clock) -> None:
    for _ in range(RESTLESS_LOOKS):
        changes.note(A)
        changes.take()
    clock.now += RESTLESS_SECONDS
    changes.note(A)
    assert changes.take() == scope(A)
