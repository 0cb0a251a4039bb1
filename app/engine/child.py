"""A child process that speaks frames over its standard pipes: the parent's end."""

import logging
import queue
import subprocess
import threading
from collections.abc import Iterator, Sequence
from typing import IO

from app.engine.messages import Message
from app.engine.wire import Nonsense, frame, read

FAREWELL_SECONDS = 2.0
"""Time to end for a child that has closed its end already."""

log = logging.getLogger("clew")


class Child:
    """One process. One thread reads `messages` and then calls `finish`; all else is for any thread."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it.

        Raises:
            OSError: it cannot be started.
        """
        # What libraries print may quote a document: it goes nowhere.
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._outbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._unsent: list[Message] = []
        self._writer = threading.Thread(target=self._write, name="child writer")
        self._writer.start()

    @property
    def process_id(self) -> int:
        """As the system counts."""
        return self._process.pid

    def send(self, message: Message) -> None:
        """Say something as soon as the child takes it; never waits."""
        self._outbox.put(message)

    def let_go(self) -> None:
        """Say what is still to be said, then close our end, which asks the child to end."""
        self._outbox.put(None)

    def kill(self) -> None:
        """End the child by force."""
        self._process.kill()

    def messages(self) -> Iterator[Message]:
        """What the child says, until it closes its end; one that talks nonsense is ended."""
        replies = _opened(self._process.stdout)
        try:
            while (message := read(replies)) is not None:
                yield message
        except (Nonsense, OSError):
            log.exception("a child talks nonsense")
            self.kill()

    def finish(self) -> int:
        """See the child out and take back all that it held; return its exit status."""
        try:
            status = self._process.wait(FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self._process.wait()
        self.let_go()
        self._writer.join()
        _opened(self._process.stdout).close()
        return status

    def unsent(self) -> list[Message]:
        """After `finish`: what the child was never told, in order."""
        return self._unsent

    def _write(self) -> None:
        requests = _opened(self._process.stdin)
        try:
            while (message := self._outbox.get()) is not None:
                self._unsent.append(message)
                requests.write(frame(message))
                requests.flush()
                self._unsent.clear()
        except OSError:  # the child is gone, and `messages` comes to its end
            while (message := self._outbox.get()) is not None:
                self._unsent.append(message)
        finally:
            try:
                requests.close()
            except OSError:  # bytes that the child never took
                log.debug("a child went before it had heard all")


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("a child without pipes")
    return pipe
