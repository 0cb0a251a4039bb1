"""A part of the typed text as a small button that takes it out."""

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.domain.query_language.parts import Part
from app.gui import chip_wording
from app.gui.colours import row_colours

REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""The space bar presses any button."""
WIDEST = 40
"""Letters; what is longer is shortened in the middle."""
Role = QPalette.ColorRole


class Chip(QAbstractButton):
    """Painted as a pill with a small cross; pressed with the mouse or a key, it removes its part."""

    removed = Signal(object)
    """The `Part`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._part: Part | None = None
        self._is_unknown = False
        self.setObjectName("chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._remove)

    @property
    def part(self) -> Part | None:
        """What it stands for."""
        return self._part

    def show_part(self, part: Part, *, is_unknown: bool) -> None:
        """Stand for *part* from now on."""
        self._part, self._is_unknown = part, is_unknown
        said = chip_wording.chip_text(part, is_unknown=is_unknown)
        sentence = chip_wording.chip_sentence(part, is_unknown=is_unknown)
        if said != self.text() or sentence != self.accessibleName():
            self.setText(said)
            self.setAccessibleName(sentence)
            self.setToolTip(sentence)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Text and cross with some air."""
        metrics = self.fontMetrics()
        height = metrics.height() + round(metrics.height() * 0.45)
        return QSize(metrics.horizontalAdvance(self._shown()) + round(height * 1.65), height)

    def minimumSizeHint(self) -> QSize:
        """It may be narrower."""
        return QSize(min(self.sizeHint().width(), 6 * self.sizeHint().height()), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew where the font is another."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, Backspace and Enter remove, as the space bar does; arrows lead to the next one."""
        if event.key() in REMOVING and not event.isAutoRepeat():
            self._remove()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint pill, text and cross."""
        colours = row_colours(self.palette(), Role.Window, Role.WindowText)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        width = 1.8 if self.hasFocus() else 1.0
        line = Qt.PenStyle.DashLine if self._is_unknown else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colours.accent if self.hasFocus() else colours.calm, width, line))
        painter.setBrush(colours.in_use if self.underMouse() or self.isDown() else colours.selected)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        cross, edge = rect.height() * 0.28, rect.height() * 0.62
        middle = QPointF(rect.left() + edge if is_mirrored else rect.right() - edge, rect.center().y())
        half = cross / 2
        painter.setPen(QPen(colours.text, 1.3, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QLineF(middle + QPointF(-half, -half), middle + QPointF(half, half)))
        painter.drawLine(QLineF(middle + QPointF(-half, half), middle + QPointF(half, -half)))
        air = rect.height() * 0.45
        inside = (
            rect.adjusted(edge + half, 0, -air, 0) if is_mirrored else rect.adjusted(air, 0, -edge - half, 0)
        )
        shown = self.fontMetrics().elidedText(
            self._shown(), Qt.TextElideMode.ElideMiddle, int(inside.width()) + 1
        )
        painter.setPen(colours.text)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)

    def _shown(self) -> str:
        metrics = self.fontMetrics()
        widest = metrics.averageCharWidth() * WIDEST
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, widest)

    def _remove(self) -> None:
        if self._part is not None:
            self.removed.emit(self._part)
