"""Three bars, more of them filled the surer a hit is: told by their number, not by colour."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

COUNT = 3
GAP = 0.45
"""Between two bars, in widths of a bar."""


def paint_bars(painter: QPainter, box: QRect, filled: int, colour: QColor, empty: QColor) -> None:
    """Paint them into *box*, rising; where one is not filled there is a dot of *empty*."""
    is_turned = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    width = box.width() / (COUNT + GAP * (COUNT - 1))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for number in range(COUNT):
        height = box.height() * (number + 1) / COUNT if number < filled else width
        place = COUNT - 1 - number if is_turned else number
        left = box.left() + place * width * (1 + GAP)
        painter.setBrush(colour if number < filled else empty)
        painter.drawRoundedRect(QRectF(left, box.bottom() + 1 - height, width, height), width / 3, width / 3)
    painter.restore()
