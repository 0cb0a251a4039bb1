"""The indexer: the library's writer in a process of its own, at work only while there is something to do."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from app.domain.errors import DiskFull, KnownError, LibraryBusy
from app.domain.events import Counted, DocumentFailed, DocumentStored, Event
from app.domain.scope import NOTHING, Scope
from app.engine.answers import Refused
from app.engine.messages import Message
from app.engine.orders import LookThrough
from app.engine.pipes import Speaker, listen, own_pipes
from app.engine.priority import give_way
from app.engine.reports import Elsewhere, Looking, NoRoom, Report
from app.library.library import Library
from app.library.log import log_to
from app.library.writer import Writer
from app.places import Places, places

DONE, FAILED, REFUSED = 0, 1, 2
IDLE_SECONDS = 3.0
"""Somebody who saves a file often saves another one."""
BUSY_SECONDS = 10.0
"""The writer before us may still be ending."""
TRY_SECONDS = 0.25
ENDING_SECONDS = 10.0
"""What has not ended by then is cut off: law 2 allows it."""
COUNT_SECONDS = 0.05

log = logging.getLogger("clew")


def main(folder: str) -> int:
    """Index the library in *folder* until there is nothing to do, or the engine closes its end."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # an interrupt is for the window; the end of the engine ends us
    give_way()
    where = places(Path(folder))
    log_to(where)
    heard, told = own_pipes()
    wishes = Wishes()
    listen(heard, wishes.take, wishes.stop, ENDING_SECONDS)
    status = index(where, wishes, Speaker(told).say)
    logging.shutdown()
    os._exit(status)  # a library's thread may be busy for seconds, and has nothing to lose


class Wishes:
    """What the engine wants: another look, or an end."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._scope: Scope | None = None
        self._words_of: int | None = 0
        self._stops = False

    def take(self, message: Message) -> None:
        """Note a wish."""
        if isinstance(message, LookThrough):
            with self._changed:
                self._number = message.number
                self._scope = message.scope | (self._scope or NOTHING)
                self._words_of = _more(self._words_of, message.words_of)
                self._changed.notify_all()

    def stop(self) -> None:
        """End as soon as possible."""
        with self._changed:
            self._stops = True
            self._changed.notify_all()

    def to_stop(self) -> bool:
        """Whether to end."""
        return self._stops

    def to_look(self) -> bool:
        """Whether to look again."""
        return self._scope is not None

    def begin(self) -> LookThrough:
        """Whatever was wished for so far, in one; it is being done now."""
        with self._changed:
            wish = LookThrough(self._number, self._scope or NOTHING, self._words_of)
            self._scope, self._words_of = None, 0
            return wish

    def wait(self, seconds: float) -> bool:
        """Wait for a wish; whether there is something to do."""
        with self._changed:
            self._changed.wait_for(lambda: self.to_look() or self._stops, seconds)
            return self.to_look() and not self._stops


def _more(one: int | None, other: int | None) -> int | None:
    """The larger of two limits; None is none."""
    return None if one is None or other is None else max(one, other)


def index(where: Places, wishes: Wishes, say: Callable[[Report], None]) -> int:
    """Work until there is nothing to do; return the exit status."""
    try:
        with Library(where) as library, ExitStack() as entered:
            writer = _become_writer(entered, library, wishes, say)
            while wishes.wait(IDLE_SECONDS):
                wish = wishes.begin()
                say(Looking(wish.number))
                writer.settle(wish.scope, wish.words_of)
    except LibraryBusy as busy:
        say(Elsewhere(str(busy)))
    except DiskFull as full:
        say(NoRoom(str(full)))
    except KnownError as error:
        say(Refused(str(error)))
        return REFUSED
    except Exception:
        log.exception("indexing failed")
        return FAILED
    return DONE


def _become_writer(
    entered: ExitStack, library: Library, wishes: Wishes, say: Callable[[Report], None]
) -> Writer:
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        writer = library.writer(Reporting(say).take, wishes.to_stop, wishes.to_look)
        try:
            return entered.enter_context(writer)
        except LibraryBusy:
            if time.monotonic() > deadline or wishes.to_stop():
                raise
            time.sleep(TRY_SECONDS)


class Reporting:
    """Passes on what the parts report, counts not too often, and of single documents nothing."""

    def __init__(self, say: Callable[[Report], None]) -> None:
        self._say = say
        self._held: Counted | None = None
        self._next = 0.0

    def take(self, event: Event) -> None:
        """Pass an event on; a count held back goes before any other event."""
        match event:
            case DocumentStored() | DocumentFailed():
                return
            case Counted(_, done, total) if done < total and time.monotonic() < self._next:
                self._held = event
                return
        if self._held is not None and not isinstance(event, Counted):
            self._say(self._held)
        self._held = None
        self._say(event)
        self._next = time.monotonic() + COUNT_SECONDS
