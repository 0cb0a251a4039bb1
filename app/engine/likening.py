"""Finds what is similar to something, on a thread of its own: reading a file may take long, and typing goes on."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from app.domain.errors import KnownError
from app.domain.hit import Results
from app.domain.query import Query
from app.domain.query_language.understood import query_of
from app.engine.answers import Found, Refused
from app.engine.apology import SORRY
from app.engine.beside import Beside
from app.engine.requests import OfSimilar, SimilarTo, SimilarToFile, SimilarToText
from app.indexing.presence import Presence
from app.library.library import Library
from app.places import Places
from app.search.similar import Source

log = logging.getLogger("clew")


class Likening:
    """A newer question, also one for words, overtakes an older one, which gets no answer any more."""

    def __init__(
        self, places: Places, presence: Callable[[], Presence | None], say: Callable[[Found | Refused], None]
    ) -> None:
        """*presence* tells what of the folders is there; *say* is called on other threads."""
        self._places, self._presence, self._say = places, presence, say
        self._beside = Beside("likening")

    def take(self, request: OfSimilar) -> None:
        """Answer this one from now on."""
        presence = self._presence()
        self._beside.begin(lambda stop: self._run(request, presence, stop))

    def stop(self) -> None:
        """Nobody waits for an answer any more."""
        self._beside.stop()

    def close(self, seconds: float) -> None:
        """Stop, and wait for the end a little."""
        self._beside.close(seconds)

    def _run(self, request: OfSimilar, presence: Presence | None, stop: threading.Event) -> None:
        """Whatever goes wrong, there is an answer, and a sentence where there are no hits for it."""
        sentence = ""
        results = Results((), 0)
        try:
            with Library(self._places) as library:
                library.presence = presence
                results = _answered(library, request)
        except KnownError as error:
            sentence = str(error)
        except Exception:
            log.exception("nothing similar could be looked for")
            sentence = SORRY.format(self._places.log)
        if stop.is_set():
            return
        self._say(Found(request.number, replace(results, note=sentence) if sentence else results))
        if sentence:
            self._say(Refused(sentence))


def _answered(library: Library, request: OfSimilar) -> Results:
    asked = query_of(request.text)
    within = Query("", filter=asked.filter, without=asked.without)
    return library.similar.search(_source(library, request), within, request.limit)


def _source(library: Library, request: OfSimilar) -> Source:
    match request:
        case SimilarTo():
            return library.similar.source([request.document_id])
        case SimilarToFile():
            return library.source(request.path)
        case SimilarToText():
            return library.text_source(request.selected)
