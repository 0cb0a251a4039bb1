"""What every test may ask for, and what every test must leave behind: no thread of its own."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.gui.usable import problem

settings.register_profile("patient", deadline=None)  # these machines are shared: time proves nothing here
settings.load_profile("patient")

LANCEDB_LOOP = "LanceDBBackgroundEventLoop"
"""LanceDB keeps one daemon thread for the life of the process; it cannot be ended."""
GRACE_SECONDS = 5.0
ENDED = pytest.StashKey[int]()
"""The exit status of the run."""


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Load pytest-qt where Qt works, and only there: it loads Qt, whose failure would be that of every test."""
    window = parser.getgroup("window")
    window.addoption("--on-screen", action="store_true", help="show the windows of tests/gui on the display")
    window.addoption("--screenshots", type=Path, metavar="DIR", help="keep the pictures of tests/gui in DIR")
    if not problem():
        pluginmanager.import_plugin("pytestqt.plugin")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Remember how the run ended."""
    session.config.stash[ENDED] = int(exitstatus)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run even where a test that failed left a thread behind that would keep the process for ever."""
    if left := [thread.name for thread in threading.enumerate() if _holds(thread)]:
        sys.stderr.write(f"Ended without waiting for {', '.join(left)}.\n")
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash.get(ENDED, 0) or 1)


def _holds(thread: threading.Thread) -> bool:
    return thread is not threading.main_thread() and thread.is_alive() and not thread.daemon


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
