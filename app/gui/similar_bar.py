"""Says that the hits are those that are like something, and leads back to the search."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from app.gui import naming
from app.gui.elided_label import ElidedLabel
from app.gui.icons import icon
from app.gui.like import Like

SHOWN = 300
"""Characters of a text; the bar cuts it where there is no more room."""


class SimilarBar(QFrame):
    """One line above the hits; Escape or its button closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("similarBar")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._sign = QLabel(self)
        self._sign.setAccessibleName("")
        self._label = ElidedLabel(self)
        self._label.setObjectName("similarTo")
        self._close = QToolButton(self, autoRaise=True)
        self._close.setObjectName("backToSearch")
        self._close.setText(self.tr("Back to the search"))
        self._close.setToolTip(self.tr("Back to the search (Esc)"))
        self._close.setAccessibleName(self.tr("Back to the search"))
        self._close.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._close.clicked.connect(self.closed)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.closed)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(self._sign)
        line.addWidget(self._label, 1)
        line.addWidget(self._close)
        self.setVisible(False)

    @property
    def sentence(self) -> str:
        """What is said, empty where nothing is."""
        return "" if self.isHidden() else self._label.text()

    def show_like(self, like: Like | None, *, is_waiting: bool) -> None:
        """Name what the like of is shown, or still looked for; without it there is no bar."""
        if like is not None:
            self.refresh_icons()
            said = self.tr("Looking for what is similar to {} …") if is_waiting else self.tr("Similar to {}")
            self._label.setText(said.format(self._named(like)))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._label.text()))
        self.setVisible(like is not None)

    def refresh_icons(self) -> None:
        """Draw the icons in the colours as they are now."""
        self._sign.setPixmap(icon("similar").pixmap(16, 16))
        self._close.setIcon(icon("close"))

    def _named(self, like: Like) -> str:
        shown = " ".join(like.name[:SHOWN].split())
        return self.tr("“{}”").format(naming.path_text(shown))
