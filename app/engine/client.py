"""The engine as the window sees it: requests go in, answers come out, and one that dies is started again."""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from app.engine.answers import Answer, EngineLost, Unusable
from app.engine.child import Child
from app.engine.messages import Message
from app.engine.requests import (
    AddFolders,
    ChangeSettings,
    EraseHistory,
    KeepSearch,
    RemoveFolder,
    RemoveSaved,
    RemoveSearch,
    RenameSaved,
    Request,
    SaveSearch,
)
from app.engine.restarts import Restarts

FAREWELL_SECONDS = 2.5
"""Time for an engine to end by itself."""
LASTING = (
    *(AddFolders, RemoveFolder, ChangeSettings),
    *(KeepSearch, RemoveSearch, EraseHistory, SaveSearch, RenameSaved, RemoveSaved),
)
"""What the user said is still to be done after the engine has died; questions are asked anew."""

log = logging.getLogger("clew")


class EngineClient:
    """Keeps one engine. *deliver* is called with each answer, on a thread of the client's."""

    def __init__(self, command: Sequence[str], deliver: Callable[[Answer], None]) -> None:
        """*command* starts the engine; nothing is started yet."""
        self._command = tuple(command)
        self._deliver = deliver
        self._lock = threading.Lock()
        self._engine: Child | None = None
        self._threads: list[threading.Thread] = []
        self._kept: list[Request] = []
        self._is_on = False
        self._is_closed = False

    @property
    def process_id(self) -> int | None:
        """The engine that is running."""
        engine = self._engine
        return engine.process_id if engine else None

    def start(self) -> None:
        """Start the engine, also again after it was lost or unusable; one that runs is left alone."""
        with self._lock:
            if self._is_closed or self._is_on:
                return
            self._is_on = True
            thread = threading.Thread(target=self._run, name="engine client")
            self._threads = [*(old for old in self._threads if old.is_alive()), thread]
            thread.start()

    def send(self, request: Request) -> None:
        """Ask. Never waits, never fails: what cannot be asked now is asked of the next engine, where it lasts."""
        with self._lock:
            if self._engine is not None:
                self._engine.send(request)
            elif isinstance(request, LASTING):
                self._kept.append(request)

    def close(self) -> None:
        """End the engine and its children, by force where it does not listen."""
        with self._lock:
            self._is_closed = True
            engine = self._engine
            if engine is not None:
                engine.let_go()
        deadline = time.monotonic() + FAREWELL_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive() and (stubborn := self._engine) is not None:
                stubborn.kill()
            thread.join()

    def _run(self) -> None:
        """One engine after the other."""
        restarts = Restarts()
        while self._converse() and not self._is_closed:
            again = restarts.allow_one()
            if not again:
                self._turn_off()
            self._tell(EngineLost(again))
            if not again:
                return

    def _converse(self) -> bool:
        """The life of one engine; whether another one could be of use."""
        try:
            engine = Child(self._command)
        except OSError as error:
            log.error("the engine does not start: %s", error.strerror)  # noqa: TRY400  # a fact, not a fault
            return True
        self._take_up(engine)
        is_usable = True
        for answer in engine.messages():
            if isinstance(answer, Unusable):
                is_usable = False
                self._turn_off()
            self._tell(answer)
        self._let_down(engine)
        status = engine.finish()
        with self._lock:
            self._kept[:0] = [request for request in engine.unsent() if isinstance(request, LASTING)]
        if is_usable and not self._is_closed:
            log.error("the engine ended with status %d", status)
        return is_usable

    def _take_up(self, engine: Child) -> None:
        """From now on this engine is asked, first what could not be asked of the last one."""
        with self._lock:
            self._engine = engine
            for request in self._kept:
                engine.send(request)
            self._kept.clear()
            if self._is_closed:
                engine.let_go()

    def _let_down(self, engine: Child) -> None:
        with self._lock:
            if self._engine is engine:
                self._engine = None

    def _turn_off(self) -> None:
        """Before the window hears that it is over: it may say `start` at once."""
        with self._lock:
            self._is_on = False

    def _tell(self, answer: Message) -> None:
        if not isinstance(answer, Answer):
            log.error("the engine said %s", type(answer).__name__)
            return
        try:
            self._deliver(answer)
        except Exception:
            log.exception("an answer was not taken")
