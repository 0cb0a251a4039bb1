"""A row to be ticked with a number at its end."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.gui import wording

COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
GAP = 6
Index = QModelIndex | QPersistentModelIndex


class CountDelegate(QStyledItemDelegate):
    """Paints box, name and number; a click anywhere in the row ticks it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of text with some air."""
        del index
        return QSize(80, option.fontMetrics.height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        style, rect, direction = QApplication.style(), option.rect, option.direction
        side = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        place = QRect(rect.left() + 2, rect.center().y() - side // 2, side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        _paint_box(painter, option, QStyle.visualRect(direction, rect, place), ticked=ticked)
        count = wording.number(index.data(COUNT_ROLE) or 0)
        metrics = option.fontMetrics
        wide = metrics.horizontalAdvance(count)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        end = QRect(rect.right() - wide - 4, rect.top(), wide + 2, rect.height())
        painter.drawText(QStyle.visualRect(direction, rect, end), Qt.AlignmentFlag.AlignVCenter, count)
        painter.setPen(option.palette.color(QPalette.ColorRole.WindowText))
        left = place.right() + GAP + 1
        name = QRect(left, rect.top(), max(0, end.left() - GAP - left), rect.height())
        text = metrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideMiddle, name.width())
        aligned = (
            QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(QStyle.visualRect(direction, rect, name), aligned, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(option.palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick by a click anywhere; by the space bar as usual."""
        if isinstance(event, QMouseEvent):
            if (
                event.type() is not QEvent.Type.MouseButtonRelease
                or event.button() is not Qt.MouseButton.LeftButton
            ):
                return False
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
            state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            return bool(model.setData(index, state, Qt.ItemDataRole.CheckStateRole))
        return bool(super().editorEvent(event, model, option, index))


def _paint_box(painter: QPainter, option: QStyleOptionViewItem, box: QRect, *, ticked: bool) -> None:
    """A box that is seen on light and on dark ground; the style's own is not."""
    palette = option.palette
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = palette.color(QPalette.ColorRole.Accent if ticked else QPalette.ColorRole.PlaceholderText)
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(edge if ticked else palette.color(QPalette.ColorRole.Base))
    inside = QRectF(box).adjusted(1, 1, -1, -1)
    painter.drawRoundedRect(inside, 3, 3)
    if ticked:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 1.8, c=Qt.PenCapStyle.RoundCap))
        left, top, side = inside.left(), inside.top(), inside.width()
        painter.drawPolyline(
            [
                QPointF(left + side * 0.25, top + side * 0.52),
                QPointF(left + side * 0.44, top + side * 0.72),
                QPointF(left + side * 0.77, top + side * 0.30),
            ]
        )
    painter.restore()
