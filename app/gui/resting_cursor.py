"""A cursor that blinks while somebody types, and rests when nobody does: each blink wakes a processor that sleeps."""

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

REST_AFTER_SECONDS = 10
"""As other desktops do."""


class RestingCursor(QObject):
    """Lets the cursor of all lines rest while nothing happens in this one."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._hints = QGuiApplication.styleHints()
        self._usual = self._hints.cursorFlashTime()
        self._timer = QTimer(self, singleShot=True, interval=REST_AFTER_SECONDS * 1000)
        self._timer.timeout.connect(self._rest)
        line.cursorPositionChanged.connect(self._blink)
        line.selectionChanged.connect(self._blink)
        self._timer.start()

    @Slot()
    def _blink(self) -> None:
        if self._hints.cursorFlashTime() != self._usual:
            self._hints.setCursorFlashTime(self._usual)
        self._timer.start()

    @Slot()
    def _rest(self) -> None:
        """A cursor that does not blink is shown all the time."""
        self._usual = self._hints.cursorFlashTime() or self._usual
        self._hints.setCursorFlashTime(0)
