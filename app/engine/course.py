"""The course that indexing takes: reports in, what the status strip shows out."""

import math
import time
from collections.abc import Callable

from app.domain.events import Counted, Phase, Settled, Tidying
from app.domain.state import Activity, Doing
from app.engine.answers import Refused
from app.engine.reports import Elsewhere, Looking, Report

SMOOTHING_SECONDS = 20.0
"""A change of speed shows within about this time."""
UNSURE_SECONDS = 4.0
"""So long no time is foretold."""
_COUNTED = {Phase.WORDS: Doing.READING, Phase.MEANING: Doing.ENCODING}


class Rate:
    """Things a second, recent ones counting most."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._done = 0
        self._at: float | None = None
        self._seen_seconds = 0.0
        self._rate = 0.0

    def take(self, done: int) -> None:
        """So many are done; fewer than last time: a new count has begun."""
        now = self._clock()
        if self._at is not None and done > self._done and now > self._at:
            seconds = now - self._at
            weight = 1 - math.exp(-seconds / SMOOTHING_SECONDS) if self._rate else 1.0
            self._rate += weight * ((done - self._done) / seconds - self._rate)
            self._seen_seconds += seconds
        self._done, self._at = done, now

    def pause(self) -> None:
        """The time until the next `take` does not count."""
        self._at = None

    @property
    def known(self) -> float | None:
        """Things a second; None while that cannot be known."""
        return self._rate if self._seen_seconds >= UNSURE_SECONDS and self._rate else None

    def seconds_for(self, left: int) -> float | None:
        """How long *left* more will take; None while that cannot be known."""
        return left / self.known if self.known else None


class Course:
    """Follows one indexer after the other."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.activity = Activity(Doing.NOTHING)
        self._rates = {phase: Rate(clock) for phase in Phase}

    def take(self, report: Report) -> None:
        """Follow a report; one that changes nothing of what is shown is passed over."""
        match report:
            case Counted(phase, done, total):
                rate = self._rates[phase]
                rate.take(done)
                left = rate.seconds_for(total - done)
                self.activity = Activity(_COUNTED[phase], done, total, left, rate=rate.known)
            case Looking():
                self.activity = Activity(Doing.LOOKING)
            case Tidying():
                self.activity = Activity(Doing.TIDYING)
            case Settled():
                self.activity = Activity(Doing.NOTHING)
            case Elsewhere(sentence):
                self.activity = Activity(Doing.ELSEWHERE, sentence=sentence)
            case Refused(sentence):
                self.activity = Activity(Doing.BROKEN, sentence=sentence)
        counted = report.phase if isinstance(report, Counted) else None
        for phase, rate in self._rates.items():
            if phase is not counted:
                rate.pause()

    def end(self) -> None:
        """The indexer ended, and nothing follows: what it did last is not being done any more."""
        if self.activity.doing not in (Doing.ELSEWHERE, Doing.BROKEN):
            self.activity = Activity(Doing.NOTHING)
