"""What every test may ask for, and what every test must leave behind: no thread of its own."""

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # these machines are shared: time proves nothing here
settings.load_profile("patient")

LANCEDB_LOOP = "LanceDBBackgroundEventLoop"
"""LanceDB keeps one daemon thread for the life of the process; it cannot be ended."""
GRACE_SECONDS = 5.0


@pytest.fixture(autouse=True)
def no_thread_outlives_its_test() -> Iterator[None]:
    """Fail a test that leaves a thread running which was not there before."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    while left := _left(before):
        if time.monotonic() > deadline:
            pytest.fail(f"left running: {', '.join(thread.name for thread in left)}")
        left[0].join(0.05)


def _left(before: set[threading.Thread]) -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t not in before and t.is_alive() and t.name != LANCEDB_LOOP]
