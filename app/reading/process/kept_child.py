"""A reading child that is there when it is asked: started with the first file, replaced when it fails."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain.errors import Reason, Unreadable
from app.reading.process.channel import Channel, ChildEnded, ChildTooLate
from app.reading.process.limits import Limits
from app.reading.process.wire import EXIT_OUT_OF_MEMORY, Message, Nonsense

START_SECONDS = 60.0
"""Time for a child to be ready; a cold disk and a virus scanner can make it slow."""
STARTS = 3
"""Attempts before a child that never gets ready is called broken."""
KILL = 9
"""SIGKILL, which Windows has no name for: a child that breaks down by itself ends otherwise."""

log = logging.getLogger(__name__)


class ReaderBroken(RuntimeError):
    """The reading child does not start: the installation is damaged; no file is to blame."""


class Killed(Unreadable):
    """The child was killed by somebody else, or by the system: the file may have nothing to do with it."""

    def __init__(self) -> None:
        super().__init__(Reason.CRASHED, f"signal {KILL}")


class KeptChild:
    """Not for two threads at once. Whatever a file does to the child is told as Unreadable."""

    def __init__(
        self, command: Sequence[str], limits: Limits, start: Callable[[Sequence[str]], Channel]
    ) -> None:
        self._command = tuple(command)
        self._limits = limits
        self._start = start
        self._child: Channel | None = None
        self._files = 0
        self._told = False

    def ask(self, path: Path, message: Message, seconds: float) -> Message:
        """Hand over the file at *path* with *message*, twice where the child is killed; return the first answer.

        Raises:
            Unreadable: TIMED_OUT after *seconds*, CRASHED, OUT_OF_MEMORY, or what opening the file says.
            ReaderBroken: if no child can be started.
        """
        try:
            return self._ask(path, message, seconds)
        except Killed:
            return self._ask(path, message, seconds)

    def ask_without_file(self, message: Message, seconds: float) -> Message:
        """Return the answer to *message*; raises what `ask` does, but for the file."""
        child = self._ready()
        return self._heard(lambda: child.greet(message, seconds), seconds)

    def more(self, seconds: float) -> Message:
        """The next answer to what was asked; raises Unreadable as `ask` does, at the first death."""
        child = self._child
        if child is None:
            raise ValueError("nothing was asked")
        return self._heard(lambda: child.more(seconds), seconds)

    def renew_if_worn(self, answer: Message) -> None:
        """End a child that has read enough, after the last *answer* for a file."""
        self._files += 1
        peak = answer.get("peak")
        grown = isinstance(peak, int) and peak > self._limits.kept_memory
        if grown or self._files >= self._limits.files_a_child or answer.get("reason") == Reason.OUT_OF_MEMORY:
            self.end(kindly=True)

    def end(self, *, kindly: bool) -> int:
        """End the child, if there is one; return its exit status."""
        child, self._child = self._child, None
        return child.end(kindly=kindly) if child else 0

    def _ask(self, path: Path, message: Message, seconds: float) -> Message:
        child = self._ready()
        return self._heard(lambda: child.ask(path, self._limits.file_bytes, message, seconds), seconds)

    def _heard(self, speak: Callable[[], Message], seconds: float) -> Message:
        try:
            return speak()
        except Unreadable:
            raise
        except ChildTooLate as error:
            self.end(kindly=False)
            raise Unreadable(Reason.TIMED_OUT, f"{seconds:.0f} s") from error
        except ChildEnded as error:
            raise _unreadable_by_death(self.end(kindly=True)) from error
        except Nonsense as error:
            self.end(kindly=False)
            raise Unreadable(Reason.CRASHED, "no proper answer") from error
        except BaseException:  # an interruption: the answer to come would be taken for another file's
            self.end(kindly=False)
            raise

    def _ready(self) -> Channel:
        if self._child and not self._child.is_running():  # ended while idle: no file is to blame
            self.end(kindly=False)
        for _ in range(STARTS):
            self._child = self._child or self._started()
            if self._child:
                return self._child
        raise ReaderBroken(f"the reading process does not start: {self._command[0]}")

    def _started(self) -> Channel | None:
        """A child that is ready, or None."""
        self._files = 0
        try:
            child = self._start(self._command)
        except OSError as error:
            log.error("the reading child does not start: %s", error.strerror)  # noqa: TRY400 - a fact, not a fault
            return None
        try:
            answer = child.greet({"memory": self._limits.memory}, START_SECONDS)
            if answer.get("ready") is True:
                self._tell(answer.get("confined"))
                return child
        except (ChildEnded, Nonsense):
            pass
        except BaseException:
            child.end(kindly=False)
            raise
        log.error("the reading child does not get ready; exit status %d", child.end(kindly=False))
        return None

    def _tell(self, confined: object) -> None:
        """Log once what the kernel keeps the children from."""
        if not self._told:
            gates = ", ".join(map(str, confined)) if isinstance(confined, list) else ""
            log.info("the reading child is confined by %.60s", gates or "its limits alone")
        self._told = True


def _unreadable_by_death(status: int) -> Unreadable:
    if status == -KILL:
        return Killed()
    if status == EXIT_OUT_OF_MEMORY:
        return Unreadable(Reason.OUT_OF_MEMORY)
    return Unreadable(Reason.CRASHED, f"signal {-status}" if status < 0 else f"exit status {status}")
