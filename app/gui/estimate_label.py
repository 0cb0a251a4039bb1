"""What adding folders comes to, in sentences that grow while it is found out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.estimate import Estimate

LINES = 4
"""Room for so many is kept, so that nothing jumps."""


class EstimateLabel(QLabel):
    """Shows what is known; says the last of it to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("estimate")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())

    def wait(self) -> None:
        """Nothing is known yet."""
        self.setText(self.tr("Counting files …"))

    def show_estimate(self, estimate: Estimate, *, final: bool, recognises: bool) -> None:
        """Say what is known; *recognises*: the text of pictures is recognised."""
        from app.gui.estimate_wording import estimate_lines  # noqa: PLC0415  # the first page is painted before

        self.setText("\n".join(estimate_lines(estimate, final=final, recognises=recognises)))
        self.setMinimumHeight(max(self.minimumHeight(), self.heightForWidth(self.width())))
        if final and self.isVisible():
            said = self.text().replace("\n", " ")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
