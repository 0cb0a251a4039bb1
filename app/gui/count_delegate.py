"""A row to be ticked with a number at its end."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.gui import wording
from app.gui.colours import RowColours, contrast, row_colours

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
RADIUS = 5
CLICKS = (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
"""Two quick clicks are two clicks; Qt tells nothing of the release of the second."""
TICK = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
"""Points of the tick, in a box of side 1."""
BLACK, WHITE = QColor("#000000"), QColor("#ffffff")
Role = QPalette.ColorRole
State = QStyle.StateFlag
Align = Qt.AlignmentFlag
Index = QModelIndex | QPersistentModelIndex


class CountDelegate(QStyledItemDelegate):
    """Paints box, name and number; a click anywhere in the row ticks it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette = -1
        self._colours = row_colours(QPalette(), Role.Window, Role.WindowText)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One line of text with some air."""
        height = option.fontMetrics.height()
        return QSize(5 * height, height + round(height * 0.55))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        colours = self._colours_for(option.palette)
        rect, direction, metrics = option.rect, option.direction, option.fontMetrics
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(direction)
        _paint_ground(painter, option, colours)
        gap = round(metrics.height() * 0.45)
        side = round(metrics.height() * 0.85)
        box = QRect(rect.left() + gap, rect.top() + (rect.height() - side) // 2, side, side)
        self._paint_box(
            painter, QRectF(QStyle.visualRect(direction, rect, box)), colours, ticked=_is_ticked(index)
        )
        count = wording.number(index.data(COUNT_ROLE) or 0)
        wide = metrics.horizontalAdvance(count)
        end = QRect(rect.right() - gap - wide, rect.top(), wide + 1, rect.height())
        left = box.right() + 1 + gap
        name = QRect(left, rect.top(), max(0, end.left() - gap - left), rect.height())
        shown = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideMiddle, name.width())
        painter.setPen(colours.calm)
        leading = Align.AlignLeft | Align.AlignVCenter  # turned around by the painter
        painter.drawText(QStyle.visualRect(direction, rect, end), leading, count)
        painter.setPen(colours.text)
        painter.drawText(QStyle.visualRect(direction, rect, name), leading, shown)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick by a click anywhere; by the space bar as usual."""
        if not isinstance(event, QMouseEvent):
            return bool(super().editorEvent(event, model, option, index))
        if event.type() not in CLICKS or event.button() is not Qt.MouseButton.LeftButton:
            return False
        state = Qt.CheckState.Unchecked if _is_ticked(index) else Qt.CheckState.Checked
        return bool(model.setData(index, state, Qt.ItemDataRole.CheckStateRole))

    def _paint_box(self, painter: QPainter, box: QRectF, colours: RowColours, *, ticked: bool) -> None:
        """A box in the colours of the rows: the styles' own can hardly be seen on dark ground."""
        side = box.width()
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colours.accent if ticked else colours.calm, max(1.0, side / 14)))
        painter.setBrush(colours.accent if ticked else colours.ground)
        painter.drawRoundedRect(box, side / 4.5, side / 4.5)
        if ticked:
            on_accent = max(BLACK, WHITE, key=lambda colour: contrast(colour, colours.accent))
            pen = QPen(on_accent, max(1.5, side / 8), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline([box.topLeft() + QPointF(x, y) * box.width() for x, y in TICK])

    def _colours_for(self, palette: QPalette) -> RowColours:
        if palette.cacheKey() != self._palette:
            self._palette = palette.cacheKey()
            self._colours = row_colours(palette, Role.Window, Role.WindowText)
        return self._colours


def _is_ticked(index: Index) -> bool:
    """The state is a number or a name, as it was set."""
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole) or 0) is Qt.CheckState.Checked


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, colours: RowColours) -> None:
    is_focused = bool(option.state & State.State_HasFocus)
    if is_focused or option.state & State.State_MouseOver:
        painter.setPen(QPen(colours.accent, 1.5) if is_focused else Qt.PenStyle.NoPen)
        painter.setBrush(colours.hovered)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
