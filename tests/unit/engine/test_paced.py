"""What changes often is said not too often, and the last of it always."""

import pytest

from app.engine import paced as module
from app.engine.paced import Paced


class Clock:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


def test_nothing_is_said_without_cause_or_twice(clock: Clock) -> None:
    said = list[int]()
    paced = Paced(1.0, lambda: 7, said.append)
    paced.say_if_due()
    assert (said, paced.due_seconds) == ([], None)
    for _ in range(3):
        paced.touch()
        paced.say_if_due()
        clock.now += 2
    assert said == [7]


def test_what_was_said_in_another_way_is_not_said_again(clock: Clock) -> None:
    said = list[int]()
    paced = Paced(1.0, lambda: 7, said.append)
    paced.know(7)
    paced.touch()
    paced.say_if_due()
    assert said == []


def test_changes_are_said_at_most_once_in_a_while_and_the_last_one_is_not_lost(clock: Clock) -> None:
    said = list[float]()
    paced = Paced(1.0, lambda: clock.now, said.append)
    for _ in range(25):  # a tenth of a second each
        paced.touch()
        paced.say_if_due()
        clock.now += 0.1
    assert len(said) == 3
    waits = paced.due_seconds
    assert waits is not None
    assert 0 < waits <= 1.0
    clock.now += waits + 0.01
    paced.say_if_due()
    assert said[-1] == clock.now
    assert paced.due_seconds is None


def test_somebody_who_waits_need_not(clock: Clock) -> None:
    said = list[float]()
    paced = Paced(1.0, lambda: clock.now, said.append)
    paced.touch()
    paced.say_if_due()
    clock.now += 0.1
    paced.touch(at_once=True)
    paced.say_if_due()
    assert said == [100.0, clock.now]
