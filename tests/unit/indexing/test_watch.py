"""Watching: what happens to a document is noticed soon, wherever its folder went meanwhile."""

import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from watchdog.events import FileCreatedEvent

from app.indexing import changes
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.listening import ListeningWatcher, hears, within_bounds

pytestmark = pytest.mark.filterwarnings(
    # The watcher turns it off, and pytest on again between the fixture and the test.
    "ignore:Callback with id:RuntimeWarning"
)


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
            stop.wait(0.005)
    assert hears(watcher, stop)


def test_changes_that_never_end_are_looked_at_all_the_same(
    watcher: ListeningWatcher, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "QUIET_SECONDS", 3600.0)
    monkeypatch.setattr(changes, "PATIENCE_SECONDS", 0.05)
    watcher.on_any_event(FileCreatedEvent("/somewhere/a.txt"))
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
    assert not [path for path, _ in watcher.heard if path.endswith("a.txt")]


def test_a_folder_that_is_away_is_looked_for_from_time_to_time(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = folder.root / "away"
    watcher.watch([folder.root, away])
    assert list(watcher.unwatched) == [away]
    watcher._look_at_unwatched = 0.0
    assert hears(watcher, stop)


def test_a_folder_that_came_back_is_watched_again(
    watcher: ListeningWatcher, stop: threading.Event, folder: FolderOfFiles
) -> None:
    watcher.watch([folder.root, folder.root / "away"])
    away = FolderOfFiles(folder.root / "away")
    assert hears(watcher, stop)
    watcher.watch([folder.root, away.root])
    assert watcher.unwatched == {}


@pytest.mark.skipif(sys.platform == "win32", reason="a watched folder cannot be replaced there")
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
    with within_bounds(stop):
        while not any(path.endswith("b.txt") for path, _ in watcher.heard) and not stop.is_set():
            watcher.watch([folder.root])  # as after every wait
            folder.write("b.txt", "bees")
            stop.wait(0.01)
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
    watcher._look_at_all = 0.0
    assert hears(watcher, stop)
