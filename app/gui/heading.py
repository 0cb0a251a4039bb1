"""What stands above a group of the aspect panel."""

from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

INDENT = 6
"""Pixels: headings stand above the boxes."""
SMALLER = 0.92


class Heading(QLabel):
    """A calm line, a little smaller than what it stands above."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.setIndent(INDENT)

    def fit(self, font: QFont) -> None:
        """Stand above what is written in *font*."""
        made = smaller(font)
        made.setWeight(QFont.Weight.DemiBold)
        self.setFont(made)


def smaller(font: QFont) -> QFont:
    """*font*, for what stands beside."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * SMALLER)
    return made
