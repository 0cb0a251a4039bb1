"""Says what folders would come to on a thread of its own, while questions are answered."""

import logging
import threading
from collections.abc import Callable

from app.domain.errors import KnownError
from app.domain.estimate import Estimate
from app.domain.settings import Settings
from app.engine.answers import Estimated
from app.engine.beside import Beside
from app.engine.requests import EstimateFolders, StopEstimate
from app.library.estimate import estimate
from app.library.library import Library
from app.places import Places

log = logging.getLogger("clew")


class Estimating:
    """A newer question overtakes an older one, which gets no answer any more."""

    def __init__(self, library: Library, say: Callable[[Estimated], None]) -> None:
        """*say* is called on other threads."""
        self._library = library
        self._say = say
        self._beside = Beside("estimating")

    def take(self, request: EstimateFolders | StopEstimate) -> None:
        """Answer this one from now on, or none."""
        if isinstance(request, StopEstimate):
            self._beside.stop()
            return
        places, settings = self._library.places, self._library.settings
        self._beside.begin(lambda stop: self._run(request, places, settings, stop))

    def close(self, seconds: float) -> None:
        """Stop, and wait for the end a little."""
        self._beside.close(seconds)

    def _run(
        self, request: EstimateFolders, places: Places, settings: Settings, stop: threading.Event
    ) -> None:
        """Whatever goes wrong, the counts stand, and nobody waits for more."""
        known = Estimate()

        def tell(counts: Estimate, *, final: bool = False) -> None:
            nonlocal known
            known = counts
            if not stop.is_set():
                self._say(Estimated(request.number, counts, final))

        try:
            known = estimate(places, settings, request.paths, tell, stop.is_set) or known
        except KnownError as error:
            log.warning("no estimate: %s", error)
        except Exception:
            log.exception("no estimate")
        tell(known, final=True)
