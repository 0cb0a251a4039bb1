"""Measures the quality of the search on a thread of its own, at leisure, while questions are answered."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.errors import KnownError
from app.engine.answers import Checked
from app.engine.priority import NICENESS
from app.engine.requests import CheckQuality, StopCheck
from app.library.library import Library
from app.library.self_check import self_check
from app.places import Places

REST_SECONDS = 0.02
"""After each passage, so that a question need never wait for its turn."""
SORRY = "Sorry, something went wrong inside Clew. The log tells more: {}"

log = logging.getLogger("clew")


@dataclass(slots=True)
class _Job:
    number: int
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


class Checking:
    """A newer question overtakes an older one, which gets no answer any more."""

    def __init__(self, places: Places, say: Callable[[Checked], None]) -> None:
        """*say* is called on other threads."""
        self._places, self._say = places, say
        self._job: _Job | None = None
        self._ending: list[threading.Thread] = []

    def take(self, request: CheckQuality | StopCheck) -> None:
        """Measure from now on, or no more."""
        self._stop()
        if isinstance(request, StopCheck):
            return
        job = self._job = _Job(request.number)
        job.thread = threading.Thread(target=self._run, args=(job,), name="checking", daemon=True)
        job.thread.start()

    def close(self, seconds: float) -> None:
        """Stop, and wait for the end a little: the threads end with the process."""
        self._stop()
        until = time.monotonic() + seconds
        for thread in self._ending:
            thread.join(max(0.0, until - time.monotonic()))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop.set()
            if self._job.thread is not None:
                self._ending = [*(old for old in self._ending if old.is_alive()), self._job.thread]
            self._job = None

    def _run(self, job: _Job) -> None:
        """Whatever goes wrong, nobody waits for more."""

        def tell(done: int, total: int) -> None:
            self._tell(job, Checked(job.number, done, total))
            job.stop.wait(REST_SECONDS)

        _give_way()
        try:
            with Library(self._places) as library:
                result = self_check(library, tell, job.stop.is_set)
            answer = Checked(job.number, result.passages, result.passages, result)
        except KnownError as error:
            answer = Checked(job.number, sentence=str(error))
        except Exception:
            log.exception("the quality could not be measured")
            answer = Checked(job.number, sentence=SORRY.format(self._places.log))
        self._tell(job, answer)

    def _tell(self, job: _Job, answer: Checked) -> None:
        if not job.stop.is_set():
            self._say(answer)


def _give_way() -> None:
    """This thread takes the processor after others, where the system lets one thread do so."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
