"""How often a child that died may be started again."""

import time
from collections import deque

MOST = 3
WITHIN_SECONDS = 600.0


class Restarts:
    """At most `MOST` starts again `WITHIN_SECONDS`: what dies more often will die of it again."""

    def __init__(self) -> None:
        self._times: deque[float] = deque()

    def allow_one(self) -> bool:
        """Whether the child may be started again now; if so, that is counted."""
        now = time.monotonic()
        while self._times and now - self._times[0] > WITHIN_SECONDS:
            self._times.popleft()
        if len(self._times) >= MOST:
            return False
        self._times.append(now)
        return True

    def forget(self) -> None:
        """Somebody asked for another try: begin to count anew."""
        self._times.clear()
