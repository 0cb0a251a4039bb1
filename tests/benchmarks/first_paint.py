"""Tells when a program's window stands on screen for the first time, and when it hears; then closes it."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget


class FirstPaint(QObject):
    """Says two times of the system's monotonic clock, in ns.

    The first one is that of the painted window, the second one that at which a key would be
    handled that was pressed then: whatever the program has put off until its window stood is done.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Wait for the first paint of a window."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget) and watched.isWindow():
            self._application.removeEventFilter(self)
            QTimer.singleShot(0, self._tell_paint)
        return False

    @Slot()
    def _tell_paint(self) -> None:
        print(time.monotonic_ns(), flush=True)
        QTimer.singleShot(0, self._tell_turn)

    @Slot()
    def _tell_turn(self) -> None:
        print(time.monotonic_ns(), flush=True)
        self._application.closeAllWindows()
