"""Reports become what the status strip shows, with a time that can be believed."""

from pathlib import Path

import pytest

from app.domain.events import Counted, DocumentStored, FolderUnreachable, Phase, Settled, Tidying
from app.domain.state import Activity, Doing
from app.engine.answers import Refused
from app.engine.course import UNSURE_SECONDS, Course, Rate
from app.engine.reports import Elsewhere, Looking, Report

SETTLED = Settled(1, 1, 0, 0, 0, 1, 0.1, 0.1)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("report", "activity"),
    [
        (Looking(), Activity(Doing.LOOKING)),
        (Counted(Phase.WORDS, 3, 9), Activity(Doing.READING, 3, 9)),
        (Counted(Phase.MEANING, 3, 9), Activity(Doing.ENCODING, 3, 9)),
        (Tidying(), Activity(Doing.TIDYING)),
        (SETTLED, Activity(Doing.NOTHING)),
        (Elsewhere("Busy."), Activity(Doing.ELSEWHERE, sentence="Busy.")),
        (Refused("Full."), Activity(Doing.BROKEN, sentence="Full.")),
    ],
)
def test_each_report_is_an_activity(report: Report, activity: Activity) -> None:
    course = Course()
    course.take(report)
    assert course.activity == activity


@pytest.mark.parametrize("report", [DocumentStored(Path("/a"), 1), FolderUnreachable(Path("/a"), "away")])
def test_other_reports_change_nothing(report: Report) -> None:
    course = Course()
    course.take(Counted(Phase.WORDS, 3, 9))
    course.take(report)
    assert course.activity == Activity(Doing.READING, 3, 9)


def test_an_indexer_that_ends_does_nothing_more_but_what_it_said_of_trouble_stands() -> None:
    course = Course()
    course.take(Counted(Phase.MEANING, 3, 9))
    course.end()
    assert course.activity == Activity(Doing.NOTHING)
    course.take(Refused("Full."))
    course.end()
    assert course.activity.doing is Doing.BROKEN


def test_no_time_is_foretold_in_the_first_seconds() -> None:
    clock = Clock()
    rate = Rate(clock)
    while clock.now < 100 + UNSURE_SECONDS - 0.1:
        rate.take(int(10 * (clock.now - 100)))
        assert rate.seconds_for(100) is None
        clock.now += 0.5
    clock.now += 1
    rate.take(int(10 * (clock.now - 100)))
    assert rate.seconds_for(100) == pytest.approx(10, rel=0.1)


def test_the_time_follows_a_new_speed_smoothly() -> None:
    clock = Clock()
    rate = Rate(clock)
    done, foretold = 0, []
    for step in range(200):
        done += 100 if step < 100 else 25
        clock.now += 1
        rate.take(done)
        foretold.append(rate.seconds_for(1_000))
    assert foretold[99] == pytest.approx(10, rel=0.05)
    assert foretold[199] == pytest.approx(40, rel=0.1)
    known = [seconds for seconds in foretold[99:] if seconds]
    assert known == sorted(known)


def test_an_interruption_is_no_slowness() -> None:
    clock = Clock()
    course = Course(clock)
    for done in range(0, 1_000, 100):
        course.take(Counted(Phase.MEANING, done, 10_000))
        clock.now += 1
    course.take(Looking())
    clock.now += 3_600
    course.take(Counted(Phase.MEANING, 0, 10_000))
    clock.now += 1
    course.take(Counted(Phase.MEANING, 100, 10_000))
    assert course.activity.seconds_left == pytest.approx(99, rel=0.05)


def test_reading_and_encoding_have_rates_of_their_own() -> None:
    clock = Clock()
    course = Course(clock)
    for second in range(10):
        course.take(Counted(Phase.WORDS, 40 * second, 4_000))
        clock.now += 1
    reading = course.activity
    assert reading.rate == pytest.approx(40, rel=0.05)
    assert reading.seconds_left == pytest.approx((4_000 - 360) / 40, rel=0.05)
    course.take(Counted(Phase.MEANING, 0, 9_000))
    assert (course.activity.rate, course.activity.seconds_left) == (None, None)
    for second in range(1, 10):
        clock.now += 1
        course.take(Counted(Phase.MEANING, 100 * second, 9_000))
    assert course.activity.rate == pytest.approx(100, rel=0.05)
    course.take(Counted(Phase.WORDS, 400, 4_000))
    clock.now += 1
    course.take(Counted(Phase.WORDS, 440, 4_000))
    assert course.activity.rate == pytest.approx(40, rel=0.05), "the time between was not spent on reading"
