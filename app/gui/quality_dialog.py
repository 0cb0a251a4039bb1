"""How good is the search here? Measured on the user's own documents, when he asks for it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QPalette
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

WIDTH = 600
LINES = 9
"""Room for so many is kept, so that nothing jumps."""


class QualityDialog(QDialog):
    """Stands beside the window, which can be searched meanwhile; closing it ends the measuring."""

    measure = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("qualityDialog")
        self.setWindowTitle(self.tr("How good is the search here?"))
        self.setMinimumWidth(WIDTH)
        heading = self._label(self.windowTitle(), "qualityHeading")
        font = heading.font()
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        heading.setFont(font)
        told = self._label(
            self.tr(
                "Clew takes a sentence out of some 200 passages of your documents and searches for it."
                " The document it came from should come first, found by the text around the sentence."
                " Your documents stay as they are, and nothing leaves this computer."
            ),
            "qualityTold",
        )
        told.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._result = self._label("", "qualityResult")
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._result.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())
        self._progress = QProgressBar(self, textVisible=False)
        self._progress.setObjectName("qualityProgress")
        self._progress.setAccessibleName(self.tr("Passages that were asked for"))
        self._progress.setFixedHeight(6)
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        self._measure = QPushButton(self.tr("&Measure"), self, default=True)
        self._measure.setObjectName("measure")
        self._measure.clicked.connect(self._begin)
        self._stop = QPushButton(self.tr("&Stop"), self)
        self._stop.setObjectName("stopMeasuring")
        self._stop.clicked.connect(self._end)
        close = QPushButton(self.tr("&Close"), self)
        close.setObjectName("closeQuality")
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._measure, self._stop, close):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        for widget in (heading, told, self._result, self._progress):
            column.addWidget(widget, 1 if widget is self._result else 0)
        column.addLayout(buttons)
        self._be_at_work(is_at_work=False)

    def show_progress(self, done: int, total: int) -> None:
        """So many passages of so many."""
        self._progress.setMaximum(total)
        self._progress.setValue(done)

    def show_result(self, sentences: Sequence[str]) -> None:
        """It is done."""
        self._be_at_work(is_at_work=False)
        self._result.setText("\n".join(sentences))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, " ".join(sentences)))
        self._measure.setFocus()

    def done(self, result: int) -> None:
        """Closed: nobody waits for the result."""
        self._end()
        super().done(result)

    @Slot()
    def _begin(self) -> None:
        self._result.setText(self.tr("Measuring … You can go on searching."))
        self._progress.setRange(0, 0)
        self._be_at_work(is_at_work=True)
        self._stop.setFocus()
        self.measure.emit()

    @Slot()
    def _end(self) -> None:
        if not self._progress.isHidden():
            self._be_at_work(is_at_work=False)
            self._result.setText("")
            self.stopped.emit()

    def _be_at_work(self, *, is_at_work: bool) -> None:
        self._progress.setVisible(is_at_work)
        self._stop.setVisible(is_at_work)
        self._measure.setVisible(not is_at_work)

    def _label(self, text: str, name: str) -> QLabel:
        label = QLabel(text, self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label
