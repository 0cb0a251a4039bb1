"""What window tests share: Qt without a screen, and nothing left behind; skipped where Qt does not work."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.gui.constants import keep_constants
from tests.gui.usable import REQUIRED, problem

if TYPE_CHECKING:  # where Qt does not work, nothing here may load it
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from tests.gui.opening import Openings
    from tests.gui.pages import WindowPage

OFFSCREEN = ("-platform", "offscreen")
POOL_PATIENCE_MS = 10_000
PATIENCE_MS = int(os.environ.get("CLEW_PATIENCE_MS", "90000"))
OFFSCREEN_SIZES = "This plugin does not support propagateSizeHints"
"""What Qt says of every window without a screen."""
ROOT = Path(__file__).parents[2]
MAIN, SAMPLE = ROOT / "main.py", ROOT / "resources" / "sample"
Wait = Callable[[Callable[[], bool]], None]


class Unshown(pytest.File):
    """Stands for a module of window tests, unread, where there can be no window."""

    def collect(self) -> Iterator[pytest.Item]:
        yield Reason.from_parent(self, name="needs a window")


class Reason(pytest.Item):
    """Says why."""

    def runtest(self) -> None:
        sentence = _problem(self.config)
        if REQUIRED:
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    return Unshown.from_parent(parent, path=module_path) if _problem(parent.config) else None


def pytest_itemcollected(item: pytest.Item) -> None:
    if not isinstance(item, Reason):
        item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_SIZES))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Closing a window must not make Qt complain either; pytest-qt listens until here only."""
    if isinstance(item, Reason):
        return (yield)
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    complaints: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} and OFFSCREEN_SIZES not in message:
            complaints.append(message)

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    if complaints:
        pytest.fail("Qt, at the end: " + "\n".join(complaints), pytrace=False)
    return None


@pytest.fixture(scope="session")
def qapp_args(pytestconfig: pytest.Config) -> list[str]:
    """How pytest-qt's `qapp` starts; the first thing that is asked for."""
    keep_constants()
    return ["clew", *(() if pytestconfig.getoption("on_screen") else OFFSCREEN)]


@pytest.fixture
def english() -> Iterator[None]:
    """Numbers and days as in the United States, whatever this machine speaks."""
    from PySide6.QtCore import QLocale

    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def nothing_of_qt_outlives_its_test(qapp: "QApplication") -> Iterator[None]:
    """Fail a test that leaves a window on screen, or a thread of Qt running."""
    yield
    from PySide6.QtCore import QThreadPool

    left = [repr(widget) for widget in qapp.topLevelWidgets() if widget.isVisible()]
    if not QThreadPool.globalInstance().waitForDone(POOL_PATIENCE_MS):
        left.append("a task of the thread pool")
    left += _running_threads(qapp)
    if left:
        pytest.fail(f"left behind: {', '.join(left)}", pytrace=False)


@pytest.fixture
def screenshot(pytestconfig: pytest.Config) -> "Callable[[QWidget, str], None]":
    """Paint a widget; `--screenshots DIR` keeps the picture as NAME.png there."""
    folder: Path | None = pytestconfig.getoption("screenshots")

    def take(widget: "QWidget", name: str) -> None:
        from PySide6.QtWidgets import QApplication

        QApplication.processEvents()  # what has just changed is laid out first
        picture = widget.grab()
        assert not picture.isNull()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            assert picture.save(str(folder / f"{name}.png"))

    return take


def _problem(config: pytest.Config) -> str:
    return problem(on_screen=config.getoption("on_screen"))


def _running_threads(application: "QApplication") -> list[str]:
    """Threads that Python made as QThread; those of Qt itself, and the one that we are in, are none."""
    from PySide6.QtCore import QThread
    from shiboken6 import isValid

    threads = [made for made in gc.get_objects() if issubclass(type(made), QThread) and isValid(made)]
    return [repr(thread) for thread in threads if thread.isRunning() and thread is not application.thread()]


@pytest.fixture
def wait(qtbot: "QtBot") -> Wait:
    """Let the window live until a condition holds; these machines are shared."""
    return lambda condition: qtbot.waitUntil(condition, timeout=PATIENCE_MS)


@pytest.fixture
def open_window(
    tmp_path: Path, qapp: "QApplication", wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> "Iterator[Openings]":
    """Opens windows on a library that is empty at first; each has its own engine, and no program of the user's."""
    monkeypatch.setattr("app.gui.viewers.default_command", lambda _path: [])
    from tests.gui.opening import Openings

    openings = Openings(tmp_path / "library", wait)
    yield openings
    openings.close()


@pytest.fixture
def documents(desk: Path) -> Path:
    """The sample documents, to be changed at will; they lie at the same place for every test."""
    folder = desk / "documents"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SAMPLE, folder)
    return folder


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of `documents`, made once by the command line."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(SAMPLE, folder / "documents")
    library = folder / "library"
    command: list[str | Path] = [
        sys.executable,
        MAIN,
        "--data-folder",
        library,
        "--quiet",
        "index",
        folder / "documents",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture
def filled_window(open_window: "Openings", documents: Path, desk: Path) -> "WindowPage":
    """A window on a library that knows `documents`, and has settled."""
    shutil.copytree(desk / "library", open_window.data)
    page = open_window()
    page.wait_until_settled()
    return page
