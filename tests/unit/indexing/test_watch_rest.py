"""Watching: what cannot concern a document is no news, and rest is rest."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from watchdog.events import FileCreatedEvent, FileMovedEvent

from app.indexing.watch import Watcher
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.listening import ListeningWatcher, hears

pytestmark = pytest.mark.filterwarnings(
    # The watcher turns it off, and pytest on again between the fixture and the test.
    "ignore:Callback with id:RuntimeWarning"
)


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
        (".profile", False),
        ("~$letter.docx", False),
        ("letter.docx.tmp", False),
        ("CACHEDIR.TAG", True),
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


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere events are put together, and older ones told")
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
