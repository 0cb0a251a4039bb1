"""Work on a thread of its own beside the engine: one job at a time, and a newer one overtakes an older one."""

import threading
import time
from collections.abc import Callable


class Beside:
    """Threads called *name*; they end with the process, so that what hangs holds nothing up."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stop: threading.Event | None = None
        """Of the job that somebody waits for."""
        self._threads: list[threading.Thread] = []

    def begin(self, work: Callable[[threading.Event], None]) -> None:
        """Do this from now on; its event is set as soon as nobody waits for it any more."""
        self.stop()
        stop = self._stop = threading.Event()
        thread = threading.Thread(target=work, args=(stop,), name=self._name, daemon=True)
        self._threads = [*(old for old in self._threads if old.is_alive()), thread]
        thread.start()

    def stop(self) -> None:
        """Nobody waits for the job any more."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def close(self, seconds: float) -> None:
        """Stop, and wait for the end a little."""
        self.stop()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
