"""A folder of files, a library that looks through it, and a watcher that listens."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.indexing import changes, watch
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.listening import ListeningWatcher
from tests.unit.indexing.small_library import SmallLibrary


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    return FolderOfFiles(tmp_path / "home")


@pytest.fixture
def library(tmp_path: Path, folder: FolderOfFiles) -> Iterator[SmallLibrary]:
    """Looks through *folder*, once it is told to settle."""
    made = SmallLibrary(tmp_path / "data")
    made.user.add(folder.root)
    yield made
    made.close()


@pytest.fixture
def stop() -> threading.Event:
    """Ends every wait of *watcher*."""
    return threading.Event()


@pytest.fixture
def watcher(
    tmp_path: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ListeningWatcher]:
    """Watches nothing yet; its waits are short."""
    monkeypatch.setattr(changes, "QUIET_SECONDS", 0.02)
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.01)
    with ListeningWatcher(tmp_path / "home" / "clew data", stop) as made:
        yield made
