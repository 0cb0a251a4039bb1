"""Keeps an indexer running while there is something to do, and only then."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from app.domain.events import Settled
from app.domain.scope import EVERYTHING, NOTHING, Scope
from app.domain.state import Activity, Doing
from app.engine.answers import Refused
from app.engine.child import Child
from app.engine.course import Course
from app.engine.errands import Errands
from app.engine.inbox import IndexerEnded
from app.engine.messages import Message
from app.engine.reports import Elsewhere, Looking, Report
from app.engine.restarts import Restarts

RETRY_SECONDS = 30.0
"""Where another process is writing, it is tried again so often."""
REFUSED = 2
"""Exit status of an indexer that has said why it cannot work."""

log = logging.getLogger("clew")


class Keeper:
    """Used from one thread; what the indexer says comes back through *post*, to be handed to `take`."""

    def __init__(
        self,
        command: Sequence[str],
        post: Callable[[Message | IndexerEnded], None],
        sorry: str,
        *,
        paused: bool,
    ) -> None:
        """*command* starts an indexer; *sorry* is the sentence where it dies again and again."""
        self._command = tuple(command)
        self._post = post
        self._sorry = sorry
        self._paused = paused
        self._restarts = Restarts()
        self._course = Course()
        self._indexer: Child | None = None
        self._thread: threading.Thread | None = None
        self._is_ending = False
        """The indexer was asked to end; it is told nothing more."""
        self._errands = Errands()
        self._has_given_up = False
        self._retry_at: float | None = None

    @property
    def activity(self) -> Activity:
        """What goes on behind the window."""
        return Activity(Doing.PAUSED) if self._paused else self._course.activity

    @property
    def retry_seconds(self) -> float | None:
        """When `retry_if_due` has something to do."""
        return None if self._retry_at is None else max(0.0, self._retry_at - time.monotonic())

    def look(self, scope: Scope = EVERYTHING, *, by_user: bool = False) -> None:
        """Have *scope* looked through, soon; only the user may wake what died again and again."""
        self._errands.owe(scope)
        if by_user:
            self._restarts.forget()
            self._has_given_up = False
        if self._paused or self._has_given_up or self._is_ending:
            return
        if self._indexer is None:
            self._start()
        else:
            self._indexer.send(self._errands.order())

    def pause(self) -> None:
        """Let the indexer end, soon."""
        self._paused = True
        self._end_indexer()

    def resume(self) -> None:
        """Go on where it was left."""
        self._paused = False
        self.look(by_user=True)

    def renew(self) -> None:
        """Go on with new settings."""
        if self._indexer is not None:
            self._errands.owe(EVERYTHING)
            self._end_indexer()

    def take(self, report: Report) -> None:
        """Follow what the indexer says."""
        match report:
            case Looking(number):
                self._errands.begin(number)
            case Elsewhere():
                self._retry_at = time.monotonic() + RETRY_SECONDS
            case Refused(sentence):
                log.error("the indexer cannot work: %s", sentence)
            case Settled():
                if not self._is_ending:
                    self._errands.settle()
                if self._errands.are_left:  # no rest yet: it was interrupted, and looks again
                    report = Looking()
        self._course.take(report)

    def ended(self, status: int) -> None:
        """The indexer is no more: start another one where there is something left to do."""
        was_asked, self._is_ending = self._is_ending, False
        self._indexer = None
        self._errands.give_back()
        if not was_asked and status not in (0, REFUSED):
            log.error("the indexer ended with status %d", status)
            self._start_once_more()
        elif self._errands.are_left and not self._paused and self._retry_at is None and status != REFUSED:
            self._start()
        else:
            self._course.end()

    def retry_if_due(self) -> None:
        """Try again where another process was writing."""
        if self.retry_seconds == 0.0:
            self._retry_at = None
            self.look(NOTHING)

    def close(self, seconds: float) -> None:
        """Ask the indexer to end; it does so by itself, even where it takes longer than that."""
        if self._indexer is not None:
            self._indexer.let_go()
        if self._thread is not None:
            self._thread.join(seconds)

    def _end_indexer(self) -> None:
        if self._indexer is not None and not self._is_ending:
            self._is_ending = True
            self._indexer.let_go()

    def _start(self) -> None:
        self._retry_at = None
        try:
            indexer = Child(self._command)
        except OSError as error:
            log.error("the indexer does not start: %s", error.strerror)  # noqa: TRY400  # a fact, not a fault
            self._start_once_more()
            return
        self._indexer = indexer
        indexer.send(self._errands.order())
        self._course.take(Looking())
        self._thread = threading.Thread(target=self._follow, args=(indexer,), name="indexer")
        self._thread.start()

    def _start_once_more(self) -> None:
        if self._paused:
            return
        if self._restarts.allow_one():
            self._start()
        else:
            self._has_given_up = True
            self._course.take(Refused(self._sorry))

    def _follow(self, indexer: Child) -> None:
        """The indexer's life, on a thread of its own."""
        for message in indexer.messages():
            self._post(message)
        self._post(IndexerEnded(indexer.finish()))
