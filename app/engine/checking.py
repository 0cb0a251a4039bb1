"""Measures the quality of the search on a thread of its own, at leisure, while questions are answered."""

import logging
import os
import sys
import threading
from collections.abc import Callable

from app.domain.errors import KnownError
from app.engine.answers import Checked
from app.engine.apology import SORRY
from app.engine.beside import Beside
from app.engine.priority import NICENESS
from app.engine.requests import CheckQuality, StopCheck
from app.library.library import Library
from app.library.self_check import self_check
from app.places import Places

REST_SECONDS = 0.02
"""After each passage, so that a question need never wait for its turn."""

log = logging.getLogger("clew")


class Checking:
    """A newer question overtakes an older one, which gets no answer any more."""

    def __init__(self, places: Places, say: Callable[[Checked], None]) -> None:
        """*say* is called on other threads."""
        self._places, self._say = places, say
        self._beside = Beside("checking")

    def take(self, request: CheckQuality | StopCheck) -> None:
        """Measure from now on, or no more."""
        if isinstance(request, StopCheck):
            self._beside.stop()
        else:
            self._beside.begin(lambda stop: self._run(request.number, stop))

    def close(self, seconds: float) -> None:
        """Stop, and wait for the end a little."""
        self._beside.close(seconds)

    def _run(self, number: int, stop: threading.Event) -> None:
        """Whatever goes wrong, nobody waits for more."""

        def tell(done: int, total: int) -> None:
            self._tell(stop, Checked(number, done, total))
            stop.wait(REST_SECONDS)

        _give_way()
        try:
            with Library(self._places) as library:
                result = self_check(library, tell, stop.is_set)
            answer = Checked(number, result.passages, result.passages, result)
        except KnownError as error:
            answer = Checked(number, sentence=str(error))
        except Exception:
            log.exception("the quality could not be measured")
            answer = Checked(number, sentence=SORRY.format(self._places.log))
        self._tell(stop, answer)

    def _tell(self, stop: threading.Event, answer: Checked) -> None:
        if not stop.is_set():
            self._say(answer)


def _give_way() -> None:
    """This thread takes the processor after others, where the system lets one thread do so."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
