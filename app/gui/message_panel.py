"""What stands in the place of hits where there are none: what is going on, and the next step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class MessagePanel(QWidget):
    """A headline, a sentence and at most one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messagePanel")
        self._headline = QLabel(self)
        self._headline.setObjectName("headline")
        font = self._headline.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setWeight(QFont.Weight.DemiBold)
        self._headline.setFont(font)
        self._sentence = QLabel(self)
        self._sentence.setObjectName("sentence")
        self._sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._button = QPushButton(self)
        self._button.setObjectName("nextStep")
        self._button.clicked.connect(self._act)
        self._action: QAction | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 0, 32, 0)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._headline, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, headline: str, sentence: str = "", action: QAction | None = None) -> None:
        """Show this; *action* becomes the button."""
        self._headline.setText(headline)
        self._sentence.setText(sentence)
        self._action = action
        self._button.setVisible(action is not None)
        if action is not None:
            self._button.setText(action.text())

    def _act(self) -> None:
        if self._action is not None:
            self._action.trigger()
