"""Paints a hit: icon and title, folder and day, and two lines of snippet with the words found."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QDate, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.hit import Hit
from app.gui.bars import paint_bars
from app.gui.colours import RowColours, row_colours
from app.gui.confidence_wording import STEPS
from app.gui.hit_layout import HitLayout, RowMeasures, lay_out
from app.gui.hit_model import HIT_ROLE
from app.gui.icons import kind_icon

KEPT_LAYOUTS = 256
INSET_X, INSET_Y = 6, 2
"""Pixels between a row and the ground of its hit."""
RADIUS = 7
BAR = 3
"""Pixels of the bar beside the current hit: it is not told by colour alone."""
State = QStyle.StateFlag
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Dress:
    """What every layout depends on, beside the hit and the width."""

    font: str
    palette: int
    direction: Qt.LayoutDirection
    today: int


class HitDelegate(QStyledItemDelegate):
    """Everything is measured in the view's font, so that large text is not cut."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dress: Dress | None = None
        self._measures = RowMeasures(QFont())
        self._colours = row_colours(QPalette())
        self._laid_out = lru_cache(KEPT_LAYOUTS)(self._lay_out)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for every hit."""
        self._put_on(option)
        return QSize(self._measures.row, self._measures.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one hit."""
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return
        self._put_on(option)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setLayoutDirection(option.direction)
        _paint_ground(painter, option, self._colours)
        self._paint_hit(painter, option, hit)
        painter.restore()

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        measures, colours, direction = self._measures, self._colours, option.direction
        ink = colours.calm if hit.away else colours.text
        padding = measures.padding
        inside = option.rect.adjusted(padding + INSET_X, padding, -padding - INSET_X, -padding)
        side = measures.icon
        box = QRect(inside.left(), inside.top() + (measures.title_line - side) // 2, side, side)
        kind_icon(hit.kind, colours.calm.rgb()).paint(painter, QStyle.visualRect(direction, inside, box))
        text = inside.adjusted(side + measures.gap, 0, 0, 0)
        laid: HitLayout = self._laid_out(hit, text.width())
        left, width, top = text.left(), text.width(), text.top()

        def line(start: int, length: int, height: int) -> QRect:
            return QStyle.visualRect(direction, inside, QRect(start, top, length, height))

        leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter  # turned around by the painter
        painter.setPen(ink)
        painter.setFont(measures.title)
        painter.drawText(line(left, width, measures.title_line), leading, laid.title)
        if hit.confidence is not None:
            side = measures.bars
            box = line(left + width - side, side, side).translated(0, (measures.title_line - side) // 2)
            filled = colours.calm if hit.away else colours.mark
            paint_bars(painter, box, STEPS[hit.confidence], filled, colours.calm)
        top += measures.title_line + measures.leading // 2
        painter.setPen(colours.calm)
        painter.setFont(measures.text)
        painter.drawText(line(left, width - laid.when_width, measures.line), leading, laid.where)
        painter.drawText(
            line(left + width - laid.when_width, laid.when_width, measures.line), leading, laid.when
        )
        top += measures.line + measures.leading
        painter.setPen(ink)
        laid.snippet.draw(painter, QPointF(line(left, width, measures.line).topLeft()))

    def _put_on(self, option: QStyleOptionViewItem) -> None:
        """Measure anew where the font, the colours, the direction or the day is another."""
        palette = option.palette
        today = QDate.currentDate().toJulianDay()
        dress = Dress(option.font.key(), palette.cacheKey(), option.direction, today)
        if dress != self._dress:
            self._dress = dress
            self._measures = RowMeasures(option.font)
            self._colours = row_colours(palette)
            self._laid_out.cache_clear()

    def _lay_out(self, hit: Hit, width: int) -> HitLayout:
        direction = self._dress.direction if self._dress else Qt.LayoutDirection.LeftToRight
        mark = self._colours.calm if hit.away else self._colours.mark
        return lay_out(hit, width, self._measures, mark, direction)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, colours: RowColours) -> None:
    """Tint the row as it is hovered or current, with a bar at its start and a line where the keyboard is."""
    state = option.state
    ground = option.rect.adjusted(INSET_X, INSET_Y, -INSET_X, -INSET_Y)
    is_focused = bool(state & State.State_HasFocus)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if state & State.State_Selected:
        painter.setBrush(colours.in_use if is_focused else colours.selected)
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
        bar = QRect(ground.left(), ground.top() + RADIUS, BAR, ground.height() - 2 * RADIUS)
        painter.setBrush(colours.accent)
        painter.drawRoundedRect(QStyle.visualRect(option.direction, option.rect, bar), BAR / 2, BAR / 2)
    elif state & State.State_MouseOver:
        painter.setBrush(colours.hovered)
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
    if is_focused:
        painter.setPen(QPen(colours.accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
