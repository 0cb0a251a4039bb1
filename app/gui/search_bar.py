"""Where the user types."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.gui.icons import icon
from app.gui.resting_cursor import RestingCursor

LONGEST = 10_000
"""Code units that can be typed or pasted."""
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 5,
    Qt.Key.Key_PageUp: -5,
}


class SearchField(QLineEdit):
    """A line to type in, whose arrow keys move among the hits."""

    moved = Signal(int)
    """Hits to go down by."""
    confirmed = Signal()
    """Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, clearButtonEnabled=True, maxLength=LONGEST)
        self.setObjectName("searchField")
        self.setPlaceholderText(self.tr("Search your documents by meaning or by word"))
        self.setAccessibleName(self.tr("Search"))
        self.setAccessibleDescription(self.tr("Hits appear while you type; arrow keys move among them."))
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.setFont(font)
        self._sign = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumHeight(self.fontMetrics().height() + 18)
        RestingCursor(self)

    def refresh_icon(self) -> None:
        """Draw the sign in the colours as they are now; before the first time there is none."""
        self._sign.setIcon(icon("search"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Text can be dropped into the line; a file is a question for the window."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are for the hits, Escape empties the line; the rest is typing."""
        key = Qt.Key(event.key())
        if key in STEPS and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.moved.emit(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.confirmed.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """The search field, and what stands beside it."""

    def __init__(self, beside: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self.field = SearchField(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 10, 12, 10)
        line.setSpacing(6)
        line.addWidget(self.field, 1)
        for action in beside:
            button = QToolButton(self, autoRaise=True)
            button.setDefaultAction(action)
            button.setIconSize(QSize(20, 20))
            button.setAccessibleName(action.text().replace("&", ""))
            line.addWidget(button)
