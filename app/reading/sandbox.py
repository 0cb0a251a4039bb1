"""Reading in a child process under limits: whatever a file does, it costs one answer."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.reading.channel import Channel, ChildEnded, ChildTooLate, start_child
from app.reading.opening import MEGABYTE, check
from app.reading.wire import EXIT_OUT_OF_MEMORY, Message, Nonsense, document_from_wire

START_SECONDS = 60.0
"""Time for a child to be ready; a cold disk and a virus scanner can make it slow."""
STARTS = 3
"""Attempts before a child that never gets ready is called broken."""
ALARM_MARGIN = 30
"""Seconds after which a child ends itself where its parent did not."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost."""

    seconds: float = 30.0
    """For a small file."""
    seconds_per_megabyte: float = 0.5
    most_seconds_more: float = 120.0
    memory: int = 1536 * MEGABYTE
    """Address space of the child, bytes (Linux)."""
    file_bytes: int = 256 * MEGABYTE
    """A larger file is not opened."""
    text_characters: int = 10_000_000
    """The rest is left out, and the document says so."""
    files_a_child: int = 2000
    """After so many files the child is renewed, whatever libraries have leaked."""
    kept_memory: int = 600 * MEGABYTE
    """A child whose memory has once grown beyond this is renewed."""

    def seconds_for(self, size: int) -> float:
        """Time for a file of *size* bytes."""
        return self.seconds + min(self.most_seconds_more, self.seconds_per_megabyte * size / MEGABYTE)


class ReaderBroken(RuntimeError):
    """The reading child does not start: the installation is damaged; no file is to blame."""


class ProcessReader:
    """Reads files in a child process, which is started with the first file and replaced when it fails.

    *command* starts the child: it must end in `app.reading.child.main()`. Not for two threads at once.
    """

    def __init__(
        self,
        command: Sequence[str],
        limits: Limits = Limits(),
        start: Callable[[Sequence[str]], Channel] = start_child,
    ) -> None:
        self._command = tuple(command)
        self._limits = limits
        self._start = start
        self._child: Channel | None = None
        self._files = 0
        self._told = False

    def read(self, path: Path) -> Document:
        """Read one file.

        Raises:
            Unreadable: with the reason; the reader stays usable, whatever the file did to it.
            ReaderBroken: if no child can be started.
        """
        size = check(path, self._limits.file_bytes)
        child = self._ready_child()
        seconds = self._limits.seconds_for(size)
        request = {
            "name": path.name,
            "characters": self._limits.text_characters,
            "seconds": int(seconds) + ALARM_MARGIN,
        }
        try:
            answer = child.ask(path, self._limits.file_bytes, request, seconds)
            document = _document(answer)
        except Unreadable:
            raise
        except ChildTooLate as error:
            self._end(kindly=False)
            raise Unreadable(Reason.TIMED_OUT, f"{seconds:.0f} s") from error
        except ChildEnded as error:
            raise _unreadable_by_death(self._end(kindly=True)) from error
        except Nonsense as error:
            self._end(kindly=False)
            raise Unreadable(Reason.CRASHED, "no proper answer") from error
        except BaseException:  # an interruption: the answer to come would be taken for another file's
            self._end(kindly=False)
            raise
        self._renew_if_worn(answer)
        if isinstance(document, Unreadable):
            raise document
        return document

    def close(self) -> None:
        """End the child; a reader may be closed twice."""
        self._end(kindly=True)

    def _ready_child(self) -> Channel:
        if self._child and not self._child.is_running():  # ended while idle: no file is to blame
            self._end(kindly=False)
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

    def _renew_if_worn(self, answer: Message) -> None:
        self._files += 1
        peak = answer.get("peak")
        grown = isinstance(peak, int) and peak > self._limits.kept_memory
        if grown or self._files >= self._limits.files_a_child or answer.get("reason") == Reason.OUT_OF_MEMORY:
            self._end(kindly=True)

    def _end(self, *, kindly: bool) -> int:
        child, self._child = self._child, None
        return child.end(kindly=kindly) if child else 0


def _document(answer: Message) -> Document | Unreadable:
    """What the child found, or why it could not.

    Raises:
        Nonsense: if *answer* is neither.
    """
    if "document" in answer:
        return document_from_wire(answer["document"])
    if "fault" in answer:
        log.error("fault in reading: %.200s", answer["fault"])
        return Unreadable(Reason.CRASHED)
    try:
        return Unreadable(Reason(answer["reason"]), str(answer["detail"]))
    except (KeyError, ValueError) as error:
        raise Nonsense from error


def _unreadable_by_death(status: int) -> Unreadable:
    if status == EXIT_OUT_OF_MEMORY:
        return Unreadable(Reason.OUT_OF_MEMORY)
    return Unreadable(Reason.CRASHED, f"signal {-status}" if status < 0 else f"exit status {status}")
