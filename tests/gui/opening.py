"""Opens real windows for tests, and closes them with all that is behind them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from app.gui.application import make
from app.places import Places
from tests.fakes.always import work_always
from tests.gui.pages import WindowPage


class Openings:
    """The windows of one test, on its library: one after the other."""

    def __init__(self, data: Path, wait: Callable[[Callable[[], bool]], None]) -> None:
        self.data, self._wait = data, wait
        self._open: list[WindowPage] = []

    def __call__(self) -> WindowPage:
        """Open a window and wait until it is on screen."""
        return self.on(self.data)

    def on(self, data: Path) -> WindowPage:
        """Open a window on another library."""
        work_always(data)
        running = make(Places(data))
        running.window.show()
        page = WindowPage(running.window, self._wait)
        self._open.append(page)
        self._wait(lambda: page.is_whole)
        return page

    def close(self) -> None:
        """Close what is still open."""
        for page in self._open:
            page.close()
            page.window.deleteLater()
        self._open.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
