"""One calm sentence across the window: something the user should know, never a dialog."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from app.gui.icons import icon


class NoticeBar(QFrame):
    """Shows the newest sentence until it is closed or taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._label = QLabel(self)
        self._label.setObjectName("notice")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QToolButton(self, autoRaise=True)
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.clicked.connect(self.take_back)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 8, 8, 8)
        line.addWidget(self._label, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setVisible(False)

    def say(self, sentence: str) -> None:
        """Show *sentence*, and read it to who cannot see it."""
        self._close.setIcon(icon("close"))
        self._label.setText(sentence)
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def sentence(self) -> str:
        """What is shown, empty where nothing is."""
        return "" if self.isHidden() else self._label.text()

    @Slot()
    def take_back(self) -> None:
        """Show nothing any more."""
        self.setVisible(False)
