"""Who fills the screen, asked of a real X server with a real window manager."""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from app.engine.conditions import x11
from app.engine.conditions.full_screen import FullScreen
from app.engine.conditions.x11 import full_screen_on_x11
from tests.gui.usable import problem
from tests.integration.program import wait_until

NOBODY = 0
WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.showFullScreen() if sys.argv[1] == "full" else window.show()
application.exec()
"""

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="X11 is asked on Linux alone"),
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("openbox") and ctypes.util.find_library("xcb")),
        reason="needs Xvfb, openbox and libxcb",
    ),
]


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An X server, to which this process's environment points, with a window manager."""
    told, tells = os.pipe()
    with ExitStack() as running:
        server = ["Xvfb", "-displayfd", str(tells), "-screen", "0", "640x480x24", "-noreset"]
        running.enter_context(process(server, pass_fds=(tells,)))
        os.close(tells)
        with os.fdopen(told) as number:
            monkeypatch.setenv("DISPLAY", f":{number.readline().strip()}")
        for name in ("WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
        running.enter_context(process(["openbox", "--sm-disable"]))
        wait_until(has_window_manager, "the window manager")
        yield


def has_window_manager() -> bool:
    """Whether windows that appear now are managed."""
    with x11.display() as shown:
        return shown is not None and shown.property(shown.root(), "_NET_SUPPORTING_WM_CHECK") != []


@contextmanager
def process(command: list[str], pass_fds: tuple[int, ...] = ()) -> Iterator[subprocess.Popen[bytes]]:
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nothing, stderr=nothing, pass_fds=pass_fds) as started:
        try:
            yield started
        finally:
            started.terminate()


@contextmanager
def window(kind: str) -> Iterator[int]:
    """A window of another process, which is given."""
    if sentence := problem():
        pytest.skip(sentence)
    with process([sys.executable, "-c", WINDOW, kind]) as shown:
        yield shown.pid


@pytest.mark.usefixtures("desktop")
def test_a_window_that_fills_the_screen_is_noticed_and_its_end_too() -> None:
    assert not full_screen_on_x11(NOBODY)
    with window("full") as owner:
        wait_until(lambda: full_screen_on_x11(NOBODY), "that the window fills the screen")
        assert FullScreen(NOBODY).asked()
        assert not full_screen_on_x11(owner), "our own window does not count"
    wait_until(lambda: not full_screen_on_x11(NOBODY), "that the window is gone")


@pytest.mark.usefixtures("desktop")
def test_behind_the_window_being_used_nothing_counts() -> None:
    with window("full"):
        wait_until(lambda: full_screen_on_x11(NOBODY), "that the window fills the screen")
        with window("plain"):
            wait_until(lambda: not full_screen_on_x11(NOBODY), "that the plain window is in front")
        wait_until(lambda: full_screen_on_x11(NOBODY), "that the window is in front again")


def test_a_display_that_is_not_there_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not full_screen_on_x11(NOBODY)
