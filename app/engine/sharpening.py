"""Answers that were given at once, made better while nobody waits: the sentence that answers is looked for."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.hit import Excerpt, Hit
from app.domain.query import Query
from app.engine.answers import Answer, Found, Shown
from app.search.sharpen import MOST


class Sharpening:
    """A better answer has the number of the first one. One passage a step, so that whatever comes goes first."""

    def __init__(
        self,
        hit: Callable[[Query, Hit], Hit],
        excerpt: Callable[[Query, Excerpt], Excerpt],
        say: Callable[[Answer], None],
    ) -> None:
        """*hit* and *excerpt* make one thing better."""
        self._hit, self._excerpt, self._say = hit, excerpt, say
        self._found: tuple[Query, Found] | None = None
        self._done: list[Hit] = []
        self._shown: tuple[Query, Shown] | None = None

    @property
    def is_due(self) -> bool:
        """Whether there is something to do."""
        return self._found is not None or self._shown is not None

    def take_found(self, query: Query, found: Found) -> None:
        """This was found; what was found before is of no interest any more."""
        self._found = (query, found) if found.results.hits else None
        self._done = []

    def take_shown(self, query: Query, shown: Shown) -> None:
        """This is shown, in place of what was shown before."""
        self._shown = (query, shown) if shown.excerpt is not None else None

    def step(self) -> None:
        """Look into one passage; what is read comes before what is listed."""
        if self._shown is not None:
            self._sharpen_shown(*self._shown)
        elif self._found is not None:
            self._sharpen_next(*self._found)

    def _sharpen_shown(self, query: Query, shown: Shown) -> None:
        self._shown = None  # an error ends it
        if shown.excerpt is not None:
            better = self._excerpt(query, shown.excerpt)
            if better != shown.excerpt:
                self._say(replace(shown, excerpt=better))

    def _sharpen_next(self, query: Query, found: Found) -> None:
        self._found = None
        hits = found.results.hits
        self._done.append(self._hit(query, hits[len(self._done)]))
        if len(self._done) < min(MOST, len(hits)):
            self._found = query, found
            return
        better = (*self._done, *hits[len(self._done) :])
        if better != hits:
            self._say(replace(found, results=replace(found.results, hits=better)))
