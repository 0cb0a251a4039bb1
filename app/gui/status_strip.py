"""The lowest line of the window: what goes on behind it, and how to let it rest."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from app.domain.state import Activity, Doing, Totals
from app.gui import wording
from app.gui.elided_label import ElidedLabel

COUNTABLE = {Doing.READING, Doing.ENCODING}
STEPS = 1000
"""Of the progress bar."""


class StatusStrip(QWidget):
    """Says in one sentence what is being done, how far it is, and what the library holds."""

    def __init__(self, pause: QAction, unread: QAction, parent: QWidget | None = None) -> None:
        """*pause* is checkable; *unread* lists what could not be read."""
        super().__init__(parent)
        self.setObjectName("statusStrip")
        self._sentence = ElidedLabel(self)
        self._sentence.setObjectName("activity")
        self._bar = QProgressBar(self, maximum=STEPS, textVisible=False)
        self._bar.setObjectName("progress")
        self._bar.setFixedSize(140, 6)
        self._bar.setAccessibleName(self.tr("Progress of indexing"))
        self._bar.setVisible(False)
        self._pause = QToolButton(self, autoRaise=True)
        self._pause.setDefaultAction(pause)
        self._totals = QLabel(self)
        self._totals.setObjectName("totals")
        self._totals.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._unread = QToolButton(self, autoRaise=True)
        self._unread.setObjectName("unreadButton")
        self._unread.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._unread.clicked.connect(unread.trigger)
        self._unread.setToolTip(unread.toolTip())
        self._sign = unread
        self._unread.setVisible(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(10)
        line.addWidget(self._pause)
        line.addWidget(self._bar)
        line.addWidget(self._sentence, 1)
        line.addWidget(self._unread)
        line.addWidget(self._totals)

    def show_activity(self, activity: Activity) -> None:
        """Say what is being done."""
        sentence = wording.activity_sentence(activity)
        if sentence != self._sentence.text():
            self._sentence.setText(sentence)
            self._sentence.setToolTip(sentence)
        countable = activity.doing in COUNTABLE and activity.total > 0
        self._bar.setVisible(countable)
        if countable:
            self._bar.setValue(STEPS * activity.done // activity.total)

    def show_totals(self, totals: Totals) -> None:
        """Say what the library holds."""
        self._totals.setText(wording.totals_sentence(totals))
        unread = sum(totals.failed.values())
        self._unread.setVisible(bool(unread))
        self._unread.setIcon(self._sign.icon())
        self._unread.setText(self.tr("{} not read").format(wording.number(unread)))

    @Slot(str)
    def say(self, sentence: str) -> None:
        """Say something else for once; the next activity takes its place."""
        self._sentence.setText(sentence)
        self._sentence.setToolTip(sentence)
