"""A child's own end of its standard pipes: nothing but frames may ever land there."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from typing import IO

from app.engine.messages import Message
from app.engine.wire import Nonsense, frame, read

CUT_OFF = 4
"""Exit status of a process that did not end by itself."""

log = logging.getLogger("clew")


def own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """(what the parent says, where it is told), out of reach of libraries and of children of ours.

    Whatever is printed from here on goes where errors go, and there is nothing to be read.
    """
    heard = os.fdopen(os.dup(0), "rb")
    told = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing if sys.stderr is None else 2, 1)  # a program without a console has no standard error
    os.close(nothing)
    return heard, told


def listen(
    heard: IO[bytes], take: Callable[[Message], None], end: Callable[[], None], seconds: float
) -> None:
    """On a thread: hand over what the parent says; *end* when it says no more, or nothing that makes sense.

    A process that is still there *seconds* after that is cut off: no orphan may keep a lock.
    """

    def run() -> None:
        try:
            while (message := read(heard)) is not None:
                take(message)
        except (Nonsense, OSError, ValueError):
            log.exception("what the parent says makes no sense")
        end()
        time.sleep(seconds)
        log.warning("cut off, %.0f s after the parent's end", seconds)
        os._exit(CUT_OFF)

    threading.Thread(target=run, name="listener", daemon=True).start()


class Speaker:
    """Tells the parent, from any thread."""

    def __init__(self, told: IO[bytes]) -> None:
        self._told = told
        self._lock = threading.Lock()
        self._is_heard = True

    def say(self, message: Message) -> None:
        """Tell one message; a parent that is gone is told nothing more, and `listen` notices that it is."""
        data = frame(message)
        with self._lock:
            try:
                if self._is_heard:
                    self._told.write(data)
                    self._told.flush()
            except OSError:
                self._is_heard = False
