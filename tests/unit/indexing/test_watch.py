"""Watching: what concerns a document is noticed soon, everything else is no news, and rest is rest."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.events import FileCreatedEvent, FileMovedEvent, FileSystemEvent

from app.indexing import watch
from app.indexing.watch import Watcher
from tests.fakes.folder import FolderOfFiles

pytestmark = pytest.mark.filterwarnings(
    # The watcher turns it off, and pytest on again between the fixture and the test.
    "ignore:Callback with id:RuntimeWarning"
)
BOUND_SECONDS = 20.0
"""No test waits longer; on an idle machine each takes a fraction of a second."""


class ListeningWatcher(Watcher):
    """Keeps every event with what was known after it."""

    def __init__(self, own_folder: Path, stop: threading.Event) -> None:
        super().__init__(own_folder, stop)
        self.heard: list[tuple[str, bool]] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        super().on_any_event(event)
        self.heard.append((os.fsdecode(event.src_path), self.has_news()))


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "QUIET_SECONDS", 0.02)
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.01)


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def watcher(tmp_path: Path, stop: threading.Event) -> Iterator[ListeningWatcher]:
    with ListeningWatcher(tmp_path / "home" / "clew data", stop) as made:
        yield made


@contextmanager
def within_bounds(stop: threading.Event) -> Iterator[None]:
    """Stop what waits for too long."""
    alarm = threading.Timer(BOUND_SECONDS, stop.set)
    alarm.start()
    yield
    alarm.cancel()
    alarm.join()


def hears(watcher: Watcher, stop: threading.Event) -> bool:
    """Whether a wait ends because something changed."""
    with within_bounds(stop):
        watcher.wait()
    return not stop.is_set()


# News.

CHANGES: dict[str, Callable[[FolderOfFiles], object]] = {
    "created": lambda folder: folder.write("new.txt", "bees"),
    "changed": lambda folder: (folder.root / "a.txt").write_text("more"),
    "deleted": lambda folder: folder.delete("a.txt"),
    "renamed": lambda folder: folder.move("a.txt", "b.txt"),
    "moved away": lambda folder: folder.move("a.txt", "../a.txt"),
    "moved in": lambda folder: folder.move("../outside.txt", "inside.txt"),
    "moved out of hiding": lambda folder: folder.move(".hidden/h.txt", "h.txt"),
    "moved into hiding": lambda folder: folder.move("a.txt", ".hidden/a.txt"),
    "created below": lambda folder: folder.write("new/deep/b.txt", "bees"),
    "changed below": lambda folder: (folder.root / "deep" / "d.txt").write_text("more"),
    "a folder renamed": lambda folder: folder.move("deep", "deeper"),
    "a folder deleted": lambda folder: shutil.rmtree(folder.root / "deep"),
    "a folder moved in": lambda folder: folder.move("../outside", "inside"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_ends_the_wait(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles, change: str
) -> None:
    for name in ("a.txt", "deep/d.txt", ".hidden/h.txt", "../outside.txt", "../outside/o.txt"):
        folder.write(name, "bees")
    watcher.watch([folder.root])
    assert not watcher.has_news()
    CHANGES[change](folder)
    assert hears(watcher, stop)
    assert not watcher.has_news()


def test_a_file_in_a_folder_that_came_later_is_heard(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles
) -> None:
    watcher.watch([folder.root])
    folder.write("new/a.txt", "bees")
    assert hears(watcher, stop)
    (folder.root / "new" / "a.txt").write_text("more")
    assert hears(watcher, stop)


def test_a_change_during_the_look_ends_the_next_wait(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles
) -> None:
    watcher.watch([folder.root])
    folder.write("a.txt", "bees")
    assert hears(watcher, stop)
    folder.write("b.txt", "bees")
    with within_bounds(stop):
        while not watcher.has_news() and not stop.is_set():
            threading.Event().wait(0.005)
    assert hears(watcher, stop)


def test_changes_that_never_end_are_looked_at_all_the_same(
    watcher: ListeningWatcher, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "QUIET_SECONDS", 3600.0)
    monkeypatch.setattr(watch, "PATIENCE_SECONDS", 0.05)
    watcher.on_any_event(FileCreatedEvent("/somewhere/a.txt"))
    assert hears(watcher, stop)


# No news.


def is_news(watcher: Watcher, path: Path | str, moved_to: Path | str = "") -> bool:
    event = FileMovedEvent(str(path), str(moved_to)) if moved_to else FileCreatedEvent(str(path))
    watcher.on_any_event(event)
    return watcher.has_news()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.txt", True),
        ("deep/a.txt", True),
        ("clew data", False),
        ("clew data/catalogue.sqlite-wal", False),
        ("clew data too/a.txt", True),
        (".git/index", False),
        ("deep/.cache/x/y.txt", False),
        ("node_modules/a/b.js", False),
        ("deep/__pycache__/a.pyc", False),
        (".profile", True),
        ("", True),
    ],
)
def test_what_cannot_concern_a_document_is_no_news(
    watcher: ListeningWatcher, folder: FolderOfFiles, path: str, expected: bool
) -> None:
    watcher.watch([folder.root])
    assert is_news(watcher, folder.root / path) == expected


def test_a_move_is_news_where_either_end_is(watcher: ListeningWatcher, folder: FolderOfFiles) -> None:
    watcher.watch([folder.root])
    assert not is_news(watcher, folder.root / ".a" / "x.txt", folder.root / "clew data" / "x.txt")
    assert is_news(watcher, folder.root / ".a" / "x.txt", folder.root / "x.txt")


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_a_hidden_folder_that_the_user_gave_us_is_news_inside_another(
    watcher: ListeningWatcher, folder: FolderOfFiles, order: slice
) -> None:
    hidden = FolderOfFiles(folder.root / ".notes")
    watcher.watch([folder.root, hidden.root][order])
    assert not is_news(watcher, folder.root / ".other" / "a.txt")
    assert not is_news(watcher, hidden.root / ".git" / "a.txt")
    assert is_news(watcher, hidden.root / "a.txt")


def test_only_what_concerns_documents_is_news_on_a_real_disk(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles
) -> None:
    for name in (".git/index", "clew data/log", "a.txt"):
        folder.write(name, "bees")
    watcher.watch([folder.root])
    folder.write(".git/index", "more")
    folder.write("clew data/log", "more")
    (folder.root / "a.txt").read_text()
    list(folder.root.iterdir())
    folder.write("marker.txt", "bees")
    assert hears(watcher, stop)
    before = [path for path, news in watcher.heard if not news]
    first = next(path for path, news in watcher.heard if news)
    assert {Path(path).name for path in before} == {"index", "log"}
    assert Path(first).name == "marker.txt"


def test_a_watched_folder_that_is_hidden_itself_is_heard(
    watcher: ListeningWatcher, stop: threading.Event, tmp_path: Path
) -> None:
    hidden = FolderOfFiles(tmp_path / ".notes")
    watcher.watch([hidden.root])
    hidden.write("a.txt", "bees")
    assert hears(watcher, stop)


# Which folders.


def test_a_folder_no_longer_watched_is_silent(
    watcher: ListeningWatcher, stop: threading.Event, tmp_path: Path
) -> None:
    one, other = FolderOfFiles(tmp_path / "one"), FolderOfFiles(tmp_path / "other")
    watcher.watch([one.root])
    watcher.watch([other.root])
    one.write("a.txt", "bees")
    other.write("b.txt", "bees")
    assert hears(watcher, stop)
    assert not [path for path, _ in watcher.heard if path.startswith(str(one.root))]


def test_a_folder_that_is_away_is_looked_for_from_time_to_time(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = folder.root / "away"
    watcher.watch([folder.root, away])
    assert watcher.unwatched == [away]
    monkeypatch.setattr(watch, "RESCAN_UNWATCHED_SECONDS", 0.05)
    assert hears(watcher, stop)


def test_a_folder_that_came_back_is_watched_again(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles
) -> None:
    watcher.watch([folder.root, folder.root / "away"])
    away = FolderOfFiles(folder.root / "away")
    assert hears(watcher, stop)
    watcher.watch([folder.root, away.root])
    assert watcher.unwatched == []


@pytest.mark.parametrize("how", ["deleted", "renamed"])
def test_a_folder_replaced_by_another_of_its_name_is_watched(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles, tmp_path: Path, how: str
) -> None:
    folder.write("a.txt", "bees")
    watcher.watch([folder.root])
    if how == "deleted":
        shutil.rmtree(folder.root)
    else:
        folder.root.rename(tmp_path / "renamed")
    folder.root.mkdir()
    watcher.watch([folder.root])
    folder.write("b.txt", "bees")
    with within_bounds(stop):
        while not any(path.endswith("b.txt") for path, _ in watcher.heard) and not stop.is_set():
            threading.Event().wait(0.005)
    assert not stop.is_set()


# The end of a wait.


def test_a_stop_ends_the_wait(watcher: ListeningWatcher, stop: threading.Event) -> None:
    stop.set()
    watcher.wait()


def test_somebody_who_asks_ends_the_wait(watcher: ListeningWatcher, stop: threading.Event) -> None:
    answers = iter([False, False, True])
    with within_bounds(stop):
        watcher.wait(lambda: next(answers))
    assert not stop.is_set()
    assert list(answers) == []


def test_all_is_looked_through_again_after_a_while(
    watcher: ListeningWatcher, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "RESCAN_SECONDS", 0.02)
    assert hears(watcher, stop)


# Rest.

FOLDERS = 6_000
REST_SECONDS = 1.5
IDLE = """
import sys, threading, time
from pathlib import Path
from app.indexing.watch import Watcher
root, stop = Path(sys.argv[1]), threading.Event()
with Watcher(root / "own", stop) as watcher:
    watcher.watch([root])
    (root / "many" / "new" / "folders" / "at" / "once").mkdir(parents=True)
    watcher.wait()
    print(stop.is_set())
    started = time.process_time()
    alarm = threading.Timer(float(sys.argv[2]), stop.set)
    alarm.start()
    watcher.wait()
    print(stop.is_set(), time.process_time() - started)
"""


def test_a_watcher_of_thousands_of_folders_is_idle_while_nothing_changes(tmp_path: Path) -> None:
    for outer in range(60):
        (tmp_path / f"{outer}").mkdir()
        for inner in range(FOLDERS // 60 - 1):
            (tmp_path / f"{outer}" / f"{inner}").mkdir()
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", IDLE, str(tmp_path), str(REST_SECONDS)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    heard, rest = ran.stdout.splitlines()
    assert heard == "False"
    waited, processor_seconds = rest.split()
    assert waited == "True"
    assert float(processor_seconds) < REST_SECONDS / 5
