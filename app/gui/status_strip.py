"""The lowest line of the window: what goes on behind it, how to let it rest, and how much is covered."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from app.domain.state import Activity, Doing, Hold, Totals
from app.gui import wording
from app.gui.actions import Actions
from app.gui.activity_wording import activity_sentence
from app.gui.elided_label import ElidedLabel

COUNTABLE = {Doing.READING, Doing.ENCODING}
STEPS = 1000
"""Of the progress bar."""


class StatusStrip(QWidget):
    """Says in one sentence what is being done, how far it is, and what is indexed, waits or was not read."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusStrip")
        self._totals: Totals | None = None
        self._files = 0
        """Still to be read."""
        self._sentence = ElidedLabel(self)
        self._sentence.setObjectName("activity")
        self._bar = QProgressBar(self, maximum=STEPS, textVisible=False)
        self._bar.setObjectName("progress")
        self._bar.setFixedSize(140, 6)
        self._bar.setAccessibleName(self.tr("Progress of indexing"))
        self._bar.setVisible(False)
        self._pause = QToolButton(self, autoRaise=True)
        self._pause.setDefaultAction(actions.pause)
        self._go_on = QToolButton(self)
        self._go_on.setObjectName("goOn")
        self._go_on.setDefaultAction(actions.go_on)
        self._go_on.setVisible(False)
        self._coverage = QToolButton(self, autoRaise=True)
        self._coverage.setObjectName("coverage")
        self._coverage.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._coverage.clicked.connect(actions.unread.trigger)
        self._coverage.setVisible(False)
        self._sign = actions.unread
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(10)
        line.addWidget(self._pause)
        line.addWidget(self._bar)
        line.addWidget(self._go_on)
        line.addWidget(self._sentence, 1)
        line.addWidget(self._coverage)

    def show_activity(self, activity: Activity) -> None:
        """Say what is being done."""
        sentence = activity_sentence(activity)
        if sentence != self._sentence.text():
            self._sentence.setText(sentence)
            self._sentence.setToolTip(sentence)
        can_go_on = activity.doing is Doing.HELD and activity.hold is not Hold.DISK_FULL
        self._go_on.setVisible(can_go_on)
        self._go_on.defaultAction().setEnabled(can_go_on)
        countable = activity.doing in COUNTABLE and activity.total > 0
        self._bar.setVisible(countable)
        if countable:
            self._bar.setValue(STEPS * activity.done // activity.total)
        self._files = activity.total - activity.done if activity.doing is Doing.READING else 0
        self._show_coverage()

    def show_totals(self, totals: Totals) -> None:
        """Say what the library holds."""
        self._totals = totals
        self._coverage.setVisible(True)
        self._show_coverage()

    def refresh_icon(self) -> None:
        """Draw the sign in the colours as they are now."""
        has_failures = self._totals is not None and bool(self._totals.failed)
        self._coverage.setIcon(self._sign.icon() if has_failures else QIcon())

    def _show_coverage(self) -> None:
        if self._totals is None:
            return
        text = wording.coverage_text(self._totals, self._files)
        if text != self._coverage.text():
            self._coverage.setText(text)
            sentence = wording.coverage_sentence(self._totals, self._files)
            self._coverage.setToolTip(sentence)
            self._coverage.setAccessibleDescription(sentence.replace("\n", " "))
            self.refresh_icon()
