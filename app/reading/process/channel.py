"""The parent's end of one reading child: start it, ask it, end it."""

import contextlib
import os
import queue
import select
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Protocol

from app.reading.process.opening import open_checked
from app.reading.process.wire import HEADER, Message, Nonsense, body_length, frame, parse

FAREWELL_SECONDS = 2.0
"""Time for a child to end by itself once its requests have ended."""
AHEAD = 4
"""Answers of a `PathChannel` that wait to be asked for."""
ROOM_SECONDS = 0.2
"""Time after which a full queue is looked at again."""


class ChildEnded(Exception):
    """The child is no more, or not of use."""


class ChildTooLate(ChildEnded):
    """No answer in time."""


class Channel(Protocol):
    """One child; after ChildEnded or Nonsense only `end` may be called."""

    def greet(self, message: Message, seconds: float) -> Message:
        """Send *message* and return the answer; raises what `ask` does."""
        ...

    def ask(self, path: Path, most_bytes: int, message: Message, seconds: float) -> Message:
        """Hand over the file at *path* with *message* and return the answer.

        Raises:
            Unreadable: if the file cannot be opened; the child has not been asked.
            ChildTooLate: after *seconds*.
            ChildEnded: if the child ended instead.
            Nonsense: if it answered no message.
        """
        ...

    def more(self, seconds: float) -> Message:
        """Return the next answer to what was asked; raises what `ask` does."""
        ...

    def is_running(self) -> bool:
        """Whether the child is there to be asked."""
        ...

    def end(self, *, kindly: bool) -> int:
        """End the child, by force unless *kindly*; take back all that it held; return its exit status."""
        ...


def start_child(command: Sequence[str]) -> Channel:
    """Start the child that *command* names, with the best channel of this platform."""
    return DescriptorChannel(command) if hasattr(socket, "send_fds") else PathChannel(command)


class DescriptorChannel:
    """The child gets open descriptors over a socket, and needs no access to any folder (POSIX)."""

    def __init__(self, command: Sequence[str]) -> None:
        self._requests, theirs = socket.socketpair()
        try:
            self._process = _start(command, theirs.fileno())
        except BaseException:
            self._requests.close()
            raise
        finally:
            theirs.close()
        self._replies = _opened(self._process.stdout)

    def greet(self, message: Message, seconds: float) -> Message:
        """See `Channel`."""
        self._send(message, [])
        return self._receive(time.monotonic() + seconds)

    def ask(self, path: Path, most_bytes: int, message: Message, seconds: float) -> Message:
        """See `Channel`."""
        descriptor = open_checked(path, most_bytes)
        try:
            self._send(message, [descriptor])
        finally:
            os.close(descriptor)
        return self._receive(time.monotonic() + seconds)

    def more(self, seconds: float) -> Message:
        """See `Channel`."""
        return self._receive(time.monotonic() + seconds)

    def is_running(self) -> bool:
        """See `Channel`."""
        return self._process.poll() is None

    def end(self, *, kindly: bool) -> int:
        """See `Channel`."""
        self._requests.close()
        status = _ended(self._process, kindly=kindly)
        self._replies.close()
        return status

    def _send(self, message: Message, descriptors: list[int]) -> None:
        data = frame(message)
        try:
            sent = socket.send_fds(self._requests, [data], descriptors)
            self._requests.sendall(data[sent:])
        except OSError as error:
            raise ChildEnded from error

    def _receive(self, deadline: float) -> Message:
        length = body_length(self._take(HEADER.size, deadline))
        return parse(self._take(length, deadline))

    def _take(self, length: int, deadline: float) -> bytearray:
        replies = self._replies.fileno()
        poll = select.poll()
        poll.register(replies, select.POLLIN)
        taken = bytearray(length)
        room = memoryview(taken)
        while room:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise ChildTooLate
            count = os.readv(replies, [room])
            if not count:
                raise ChildEnded
            room = room[count:]
        return taken


class PathChannel:
    """The child is told paths and opens them itself: where descriptors cannot be sent (Windows).

    Pipes cannot be waited on with a time limit there, so a thread reads them.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._process = _start(command, subprocess.PIPE)
        self._requests, self._replies = _opened(self._process.stdin), _opened(self._process.stdout)
        self._answers: queue.Queue[Message | Exception] = queue.Queue(AHEAD)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="reading child")
        self._thread.start()

    def greet(self, message: Message, seconds: float) -> Message:
        """See `Channel`."""
        try:
            self._requests.write(frame(message))
            self._requests.flush()
        except OSError as error:
            raise ChildEnded from error
        return self.more(seconds)

    def more(self, seconds: float) -> Message:
        """See `Channel`."""
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty as error:
            raise ChildTooLate from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ask(self, path: Path, most_bytes: int, message: Message, seconds: float) -> Message:
        """See `Channel`; *most_bytes* has been checked by path, and cannot be checked better here."""
        del most_bytes
        return self.greet({**message, "path": str(path)}, seconds)

    def is_running(self) -> bool:
        """See `Channel`."""
        return self._process.poll() is None

    def end(self, *, kindly: bool) -> int:
        """See `Channel`."""
        with contextlib.suppress(OSError):  # bytes that the child never took
            self._requests.close()
        status = _ended(self._process, kindly=kindly)
        self._ending.set()
        self._thread.join()
        self._replies.close()
        return status

    def _listen(self) -> None:
        try:
            while len(header := self._replies.read(HEADER.size)) == HEADER.size:
                length = body_length(header)
                body = self._replies.read(length)
                if len(body) < length:
                    break
                self._pass_on(parse(body))
        except Nonsense as error:
            self._pass_on(error)
        else:
            self._pass_on(ChildEnded())

    def _pass_on(self, answer: Message | Exception) -> None:
        """Wait until there is room; for ever only while somebody may ask."""
        while not self._ending.is_set():
            with contextlib.suppress(queue.Full):
                self._answers.put(answer, timeout=ROOM_SECONDS)
                return


def _start(command: Sequence[str], requests: int) -> subprocess.Popen[bytes]:
    # What libraries print may quote the document: it goes nowhere.
    return subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=requests, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def _opened(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("a child without pipes")
    return pipe


def _ended(process: subprocess.Popen[bytes], *, kindly: bool) -> int:
    """Wait for the process, for a while, then kill it; its exit status."""
    if kindly:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(FAREWELL_SECONDS)
    process.kill()
    return process.wait()
