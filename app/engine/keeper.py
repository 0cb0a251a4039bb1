"""Keeps an indexer running while there is something to do, and only then."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from app.domain.events import Settled
from app.domain.scope import EVERYTHING, Scope
from app.domain.state import Activity, Doing, Hold
from app.engine.answers import Refused
from app.engine.child import Child
from app.engine.course import Course
from app.engine.errands import Errands
from app.engine.holding import Holding
from app.engine.inbox import IndexerEnded
from app.engine.messages import Message
from app.engine.reports import Elsewhere, Looking, NoRoom, Report
from app.engine.restarts import Restarts

RETRY_SECONDS = 30.0
"""Where another process is writing, it is tried again so often."""
REFUSED = 2
"""Exit status of an indexer that has said why it cannot work."""
FEW_FILES = 20
"""While all else waits, the words of so many files that changed are read; of the rest, when it goes on."""
ALL_FILES = 1_000_000_000
"""What the user asks for is read, however many files it is."""

log = logging.getLogger("clew")


class Keeper:
    """Used from one thread; what the indexer says comes back through *post*, to be handed to `take`."""

    def __init__(
        self,
        command: Sequence[str],
        post: Callable[[Message | IndexerEnded], None],
        sorry: str,
        holding: Holding,
        *,
        paused: bool,
    ) -> None:
        """*command* starts an indexer; *sorry* is what is said when it dies again and again."""
        self._command = tuple(command)
        self._post = post
        self._sorry = sorry
        self._holding = holding
        self._paused = paused
        self._restarts = Restarts()
        self._course = Course()
        self._indexer: Child | None = None
        self._thread: threading.Thread | None = None
        self._is_ending = False
        """The indexer was asked to end; it is told nothing more."""
        self._does_all = False
        """The indexer was asked for more than words."""
        self._ran_out = False
        """It found the disk full."""
        self._is_refused = False
        """It cannot work; the next look tries again."""
        self._errands = Errands()
        self._has_given_up = False
        self._retry_at: float | None = None

    @property
    def activity(self) -> Activity:
        """What goes on behind the window."""
        if self._paused:
            return Activity(Doing.PAUSED)
        hold, known = self._holding.hold, self._course.activity
        is_held = hold is not None and self._can_work and self._errands.are_undone
        if is_held and not (known.doing is Doing.READING and known.total > FEW_FILES):
            return Activity(Doing.HELD, hold=hold)
        return known

    @property
    def due_seconds(self) -> float | None:
        """When `do_what_is_due` has something to do; None: not before something happens."""
        if self._retry_at is not None:
            return max(0.0, self._retry_at - time.monotonic())
        has_work = self._can_work and (self._indexer is not None or self._errands.are_left)
        return self._holding.due_seconds if has_work else None

    def do_what_is_due(self) -> None:
        """Try again where another process was writing; ask whether to wait, or to go on."""
        if self.due_seconds == 0.0:
            self._retry_at = None
            self._proceed()

    def look(self, scope: Scope = EVERYTHING, *, by_user: bool = False) -> None:
        """Have *scope* looked through, soon; only the user may wake what died again and again."""
        self._errands.owe(scope)
        self._is_refused = False
        if by_user:
            self._restarts.forget()
            self._has_given_up = False
            self._holding.try_again()
        self._errands.owe_words(scope, ALL_FILES if by_user else FEW_FILES)
        self._retry_at = None
        self._proceed()

    def go_on(self) -> None:
        """The user does not want to wait any longer."""
        self._holding.go_on()
        self._proceed()

    def reconsider(self) -> None:
        """The user wants to wait at other times."""
        self._holding.ask(at_once=True)
        self._proceed()

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
            case NoRoom():
                log.warning("the disk is full")
                self._ran_out = True
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
        self._is_refused = status == REFUSED
        if self._ran_out:
            self._ran_out = False
            self._holding.ran_out()
        if not was_asked and status not in (0, REFUSED):
            log.error("the indexer ended with status %d", status)
            self._start_once_more()
        elif self._retry_at is None:
            self._proceed()
        if self._indexer is None:
            self._course.end()

    def close(self, seconds: float) -> None:
        """Ask the indexer to end; it does so by itself, even where it takes longer than that."""
        if self._indexer is not None:
            self._indexer.let_go()
        if self._thread is not None:
            self._thread.join(seconds)

    @property
    def _can_work(self) -> bool:
        return not (self._paused or self._has_given_up or self._is_refused) and self._retry_at is None

    def _proceed(self) -> None:
        """Have done what is owed, as far as there is no reason to wait with it."""
        if not self._can_work or self._is_ending:
            return
        self._holding.ask()
        hold = self._holding.hold
        if hold is Hold.DISK_FULL or (hold is not None and self._does_all):
            self._end_indexer()
        elif hold is None and self._errands.are_owed:
            self._order(words_only=False)
        elif hold is not None and self._errands.are_words_owed:
            self._order(words_only=True)

    def _order(self, *, words_only: bool) -> None:
        if self._indexer is None and not self._start():
            self._start_once_more()
        elif self._indexer is not None:
            self._does_all = not words_only
            self._indexer.send(self._errands.order_words() if words_only else self._errands.order())

    def _end_indexer(self) -> None:
        if self._indexer is not None and not self._is_ending:
            self._is_ending = True
            self._indexer.let_go()

    def _start(self) -> bool:
        """Start an indexer; whether that could be done."""
        try:
            indexer = self._indexer = Child(self._command)
        except OSError as error:
            log.error("the indexer does not start: %s", error.strerror)  # noqa: TRY400  # a fact, not a fault
            return False
        self._does_all = False
        self._course.take(Looking())
        self._thread = threading.Thread(target=self._follow, args=(indexer,), name="indexer")
        self._thread.start()
        return True

    def _start_once_more(self) -> None:
        if self._paused:
            return
        if self._restarts.allow_one():
            self._proceed()
        else:
            self._has_given_up = True
            self._course.take(Refused(self._sorry))

    def _follow(self, indexer: Child) -> None:
        """The indexer's life, on a thread of its own."""
        for message in indexer.messages():
            self._post(message)
        self._post(IndexerEnded(indexer.finish()))
