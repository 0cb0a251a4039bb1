"""Paints a hit: icon, title and day, folder and place, and two lines of snippet with the words found."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.hit import Hit
from app.gui import wording
from app.gui.hit_model import HIT_ROLE
from app.gui.icons import kind_icon
from app.gui.units import Units

MARGIN_X, MARGIN_Y, GAP = 14, 10, 10
SNIPPET_LINES = 2
KEPT_LAYOUTS = 256
SELECTED_ALPHA, HOVERED_ALPHA = 44, 16
BAR = 3
"""Pixels of the bar beside the current hit: it is not told by colour alone."""
Role = QPalette.ColorRole
Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Everything is measured in the view's font, so that large text is not cut."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layouts: OrderedDict[tuple[object, ...], QTextLayout] = OrderedDict()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for every hit."""
        del index
        fonts = _Fonts(option.font)
        lines = fonts.title_height + fonts.small_height + 4 + SNIPPET_LINES * fonts.text_height
        return QSize(200, lines + 2 * MARGIN_Y)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one hit."""
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, Hit):
            return
        painter.save()
        painter.setClipRect(option.rect)
        _paint_ground(painter, option)
        fonts = _Fonts(option.font)
        inside = option.rect.adjusted(MARGIN_X, MARGIN_Y, -MARGIN_X, -MARGIN_Y)
        side = fonts.title_height
        icon = QRect(inside.left(), inside.top(), side, side)
        rest = inside.adjusted(side + GAP, 0, 0, 0)
        direction = option.direction
        kind_icon(hit.kind).paint(painter, QStyle.visualRect(direction, inside, icon))
        rest = QStyle.visualRect(direction, inside, rest)
        text, calm = option.palette.color(Role.Text), option.palette.color(Role.PlaceholderText)
        top = QRect(rest.left(), rest.top(), rest.width(), fonts.title_height)
        _paint_ends(
            painter,
            direction,
            top,
            (hit.title, fonts.title, text),
            (wording.when(hit.modified_ns), fonts.small, calm),
        )
        second = QRect(rest.left(), top.bottom() + 1, rest.width(), fonts.small_height)
        copies = wording.copies_text(len(hit.copies) + 1) if hit.copies else ""
        _paint_ends(painter, direction, second, (_where(hit), fonts.small, calm), (copies, fonts.small, calm))
        painter.setPen(text)
        layout = self._layout(hit, rest.width(), option)
        layout.draw(painter, QPointF(rest.left(), second.bottom() + 5))
        painter.restore()

    def _layout(self, hit: Hit, width: int, option: QStyleOptionViewItem) -> QTextLayout:
        """The snippet, broken into lines; kept, because a list is painted often."""
        mark = option.palette.color(Role.Link)
        key = (hit.snippet, width, option.font.key(), mark.rgba(), option.direction)
        layout = self._layouts.get(key)
        if layout is None:
            layout = _broken(hit, width, option.font, mark, option.direction)
            self._layouts[key] = layout
            while len(self._layouts) > KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(key)
        return layout


class _Fonts:
    """Fonts and heights that follow from the view's font."""

    def __init__(self, base: QFont) -> None:
        self.title, self.small = QFont(base), QFont(base)
        self.title.setWeight(QFont.Weight.DemiBold)
        self.small.setPointSizeF(base.pointSizeF() * 0.92)
        self.title_height = QFontMetrics(self.title).height() + 2
        self.small_height = QFontMetrics(self.small).height() + 1
        self.text_height = QFontMetrics(base).lineSpacing()


def _where(hit: Hit) -> str:
    place = wording.place_text(hit.place) if hit.passages else ""
    return "  \u00b7  ".join(part for part in (wording.trail(hit.path.parent), place) if part)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    state = option.state
    accent = QColor(option.palette.color(Role.Accent))
    if state & QStyle.StateFlag.State_Selected:
        bar = QRect(option.rect.left(), option.rect.top() + 4, BAR, option.rect.height() - 8)
        painter.fillRect(QStyle.visualRect(option.direction, option.rect, bar), accent)
        accent.setAlpha(SELECTED_ALPHA)
        painter.fillRect(option.rect, accent)
    elif state & QStyle.StateFlag.State_MouseOver:
        accent.setAlpha(HOVERED_ALPHA)
        painter.fillRect(option.rect, accent)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(option.palette.color(Role.Accent))
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


Worded = tuple[str, QFont, QColor]


def _paint_ends(
    painter: QPainter, direction: Qt.LayoutDirection, rect: QRect, first: Worded, last: Worded
) -> None:
    """One line with something at both ends; the first gives way."""
    text, font, colour = last
    painter.setFont(font)
    painter.setPen(colour)
    wanted = painter.fontMetrics().horizontalAdvance(text)
    end = QStyle.visualRect(
        direction, rect, QRect(rect.right() - wanted, rect.top(), wanted + 1, rect.height())
    )
    painter.drawText(end, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    room = rect.width() - (wanted + GAP if text else 0)
    start = QStyle.visualRect(direction, rect, QRect(rect.left(), rect.top(), max(0, room), rect.height()))
    text, font, colour = first
    painter.setFont(font)
    painter.setPen(colour)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, start.width())
    aligned = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(start, aligned, shown)


def _broken(hit: Hit, width: int, font: QFont, mark: QColor, direction: Qt.LayoutDirection) -> QTextLayout:
    """The first lines of the snippet, its marked words bold and coloured."""
    layout = QTextLayout(hit.snippet.text, font)
    option = QTextOption()
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units, formats = Units(hit.snippet.text), []
    for start, end in hit.snippet.marks:
        found = QTextLayout.FormatRange()
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(mark)
        found.start = units.at(start)
        found.length = units.at(end) - found.start
        found.format = look
        formats.append(found)
    layout.setFormats(formats)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height = 0.0
    for _ in range(SNIPPET_LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, height))
        height += QFontMetrics(font).lineSpacing()
    layout.endLayout()
    return layout
