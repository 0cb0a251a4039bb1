"""Says what folders would come to on a thread of its own, while questions are answered."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.errors import KnownError
from app.domain.estimate import Estimate
from app.domain.settings import Settings
from app.engine.answers import Estimated
from app.engine.requests import EstimateFolders, StopEstimate
from app.library.estimate import estimate
from app.library.library import Library
from app.places import Places

log = logging.getLogger("clew")


@dataclass(slots=True)
class _Job:
    """One question that is being answered."""

    request: EstimateFolders
    counts: Estimate = field(default_factory=Estimate)
    """As far as they are known."""
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


class Estimating:
    """A newer question overtakes an older one, which gets no answer any more."""

    def __init__(self, library: Library, say: Callable[[Estimated], None]) -> None:
        """*say* is called on other threads."""
        self._library = library
        self._say = say
        self._job: _Job | None = None
        self._ending: list[threading.Thread] = []

    def take(self, request: EstimateFolders | StopEstimate) -> None:
        """Answer this one from now on, or none."""
        self._stop()
        if isinstance(request, StopEstimate):
            return
        job = self._job = _Job(request)
        places, settings = self._library.places, self._library.settings
        job.thread = threading.Thread(
            target=self._run, args=(job, places, settings), name="estimating", daemon=True
        )
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

    def _run(self, job: _Job, places: Places, settings: Settings) -> None:
        """Whatever goes wrong, the counts stand, and nobody waits for more."""

        def tell(counts: Estimate) -> None:
            job.counts = counts
            self._tell(job, final=False)

        try:
            found = estimate(places, settings, job.request.paths, tell, job.stop.is_set)
            job.counts = found or job.counts
        except KnownError as error:
            log.warning("no estimate: %s", error)
        except Exception:
            log.exception("no estimate")
        self._tell(job, final=True)

    def _tell(self, job: _Job, *, final: bool) -> None:
        if not job.stop.is_set():
            self._say(Estimated(job.request.number, job.counts, final))
