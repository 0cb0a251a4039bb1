"""A second start: the window that is open comes forward, whatever became of others; each start is a real process."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.places import Places
from app.window_lock import WindowLock, is_window_open
from tests.gui.conftest import MAIN, OFFSCREEN_SIZES, ROOT, Wait
from tests.gui.opening import Openings

ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
OFFSCREEN_RAISE = "This plugin does not support raise"
WITHOUT_DIALOG = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QMessageBox
import main

QMessageBox.exec = lambda box: print("dialog:", box.text())
sys.exit(main.window(Path(sys.argv[1])))
"""


class Starts:
    """Starts Clew; whatever still runs in the end is killed with all that is behind it."""

    def __init__(self, entered: ExitStack) -> None:
        self._entered = entered

    def __call__(self, data: Path, *before: str) -> "subprocess.Popen[str]":
        words = before or (os.fspath(MAIN), "--data-folder")
        process = subprocess.Popen(
            [sys.executable, *words, data],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._entered.callback(self._end, process)
        return process

    @staticmethod
    def _end(process: "subprocess.Popen[str]") -> None:
        if process.poll() is None:
            itself = psutil.Process(process.pid)
            behind = itself.children(recursive=True)
            process.kill()
            psutil.wait_procs(behind, timeout=60)
        process.communicate(timeout=60)


@pytest.fixture
def start() -> Iterator[Starts]:
    with ExitStack() as entered:
        yield Starts(entered)


@pytest.fixture
def where(tmp_path: Path) -> Places:
    return Places(tmp_path / "library")


def address(where: Places) -> str:
    """Where the window hears; empty where none does."""
    return where.window_address.read_text() if where.window_address.exists() else ""


def end(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """How it ended, and what it said, what Qt says of windows without a screen left out."""
    stdout, stderr = process.communicate(timeout=90)
    said = [line for line in (stdout + stderr).splitlines() if not line.startswith("This plugin does not")]
    return process.returncode, "\n".join(said)


@pytest.mark.qt_log_ignore(OFFSCREEN_SIZES, OFFSCREEN_RAISE)
def test_a_second_start_brings_the_window_forward_with_its_search_field(
    open_window: Openings, start: Starts, wait: Wait
) -> None:
    where = Places(open_window.data)
    (open_window.data.parent / "letters").mkdir()
    subprocess.run(
        [sys.executable, MAIN, "--data-folder", where.data, "add", open_window.data.parent / "letters"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with WindowLock(where.window_lock) as lock:
        assert lock.take()
        page = open_window()
        wait(lambda: address(where) != "")
        page.window.menuBar().setFocus()
        page.window.showMinimized()
        second = start(where.data)
        wait(lambda: second.poll() is not None)
        assert end(second) == (0, "")
        assert not page.window.isMinimized()
        assert page.window.isVisible()
        wait(page.field.hasFocus)


@pytest.mark.qt_log_ignore(OFFSCREEN_SIZES, OFFSCREEN_RAISE)
def test_a_dialog_that_is_open_keeps_the_keys(open_window: Openings, start: Starts, wait: Wait) -> None:
    where = Places(open_window.data)
    with WindowLock(where.window_lock) as lock:
        assert lock.take()
        page = open_window()
        wait(lambda: address(where) != "")
        dialog = QMessageBox(page.window)
        dialog.open()
        second = start(where.data)
        wait(lambda: second.poll() is not None)
        assert end(second) == (0, "")
        assert QApplication.activeModalWidget() is dialog
        assert not page.field.hasFocus()
        dialog.close()


def test_a_second_start_ends_at_once_and_the_first_goes_on(where: Places, start: Starts, wait: Wait) -> None:
    first = start(where.data)
    wait(lambda: address(where) != "")
    for _ in range(2):
        assert end(start(where.data)) == (0, "")
    assert first.poll() is None
    assert is_window_open(where.window_lock)


def test_two_starts_at_once_make_one_window(where: Places, start: Starts, wait: Wait) -> None:
    both = [start(where.data), start(where.data)]
    wait(lambda: any(process.poll() is not None for process in both))
    (ended,) = (process for process in both if process.poll() is not None)
    assert end(ended) == (0, "")
    assert address(where)


def test_each_library_has_a_window_of_its_own(tmp_path: Path, start: Starts, wait: Wait) -> None:
    libraries = [Places(tmp_path / name) for name in ("one", "other")]
    windows = [start(where.data) for where in libraries]
    wait(lambda: all(address(where) for where in libraries))
    assert [window.poll() for window in windows] == [None, None]
    assert address(libraries[0]) != address(libraries[1])


def test_after_a_window_was_killed_the_next_start_opens_one(where: Places, start: Starts, wait: Wait) -> None:
    killed = start(where.data)
    wait(lambda: address(where) != "")
    before = address(where)
    killed.kill()
    killed.wait(timeout=60)
    assert not is_window_open(where.window_lock)
    assert address(where) == before, "nobody cleared it away"
    opened = start(where.data)
    wait(lambda: address(where) not in {"", before})
    assert opened.poll() is None
    assert not Path(before).exists()
    assert end(start(where.data)) == (0, "")


def test_an_address_that_names_something_else_is_left_alone(where: Places, start: Starts, wait: Wait) -> None:
    where.data.mkdir()
    letter = where.data.parent / "clew-letter"
    letter.write_text("Dear Ada")
    where.window_address.write_text(os.fspath(letter))
    start(where.data)
    wait(lambda: address(where) not in {"", os.fspath(letter)})
    assert letter.read_text() == "Dear Ada"


@pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")
def test_of_a_window_that_hangs_the_second_start_says_so(where: Places, start: Starts, wait: Wait) -> None:
    first = start(where.data)
    wait(lambda: address(where) != "")
    first.send_signal(signal.SIGSTOP)
    try:
        status, said = end(start(where.data, "-c", WITHOUT_DIALOG))
    finally:
        first.send_signal(signal.SIGCONT)
    assert status == 1
    sentence, dialog = sorted(said.splitlines())
    assert "does not answer" in sentence
    assert dialog == f"dialog: {sentence}"


@pytest.mark.skipif(sys.platform == "win32", reason="no process is stopped there")
def test_a_window_that_dies_while_it_is_asked_leaves_its_place_to_the_second(
    where: Places, start: Starts, wait: Wait
) -> None:
    first = start(where.data)
    wait(lambda: address(where) != "")
    before = address(where)
    first.send_signal(signal.SIGSTOP)
    second = start(where.data)
    itself = psutil.Process(second.pid)
    wait(lambda: second.poll() is not None or bool(itself.net_connections("unix")))
    first.kill()
    wait(lambda: second.poll() is not None or address(where) not in {"", before})
    assert second.poll() is None, end(second)


def test_a_closed_window_leaves_no_address(open_window: Openings, wait: Wait) -> None:
    where = Places(open_window.data)
    where.data.mkdir()
    page = open_window()
    wait(lambda: address(where) != "")
    heard_at = Path(address(where))
    page.close()
    assert not where.window_address.exists()
    assert not heard_at.exists()
