"""Bars on a line of time, and what is chosen of them: where things stand, and how they are painted."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from app.gui.colours import RowColours, blended, row_colours
from app.gui.date_bins import DateBins
from app.gui.date_wording import Form, ends_text
from app.gui.heading import smaller

GRIP = 7
"""Pixels on each side of the bars: there the handles reach out."""
LEAST = 2.0
"""Pixels of the lowest bar: few documents are seen beside many."""
FAINT, FREE = 0.45, 0.8
"""How much is left of the colour of what is not chosen; of all bars where nothing is."""
AIR = 3
"""Pixels above the highest bar."""
TALL, WIDE = 2.6, 10
"""Height of the bars, and their usual width in all, in lines of text."""
RADIUS = 5
Align = Qt.AlignmentFlag
Role = QPalette.ColorRole
Reach = tuple[float, float]
"""Two places, counted in bars from the oldest end."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the bars stand."""

    rect: QRectF
    bars: int
    is_mirrored: bool
    """Time runs to the left, where writing does."""

    def x(self, place: float) -> float:
        """Where a place is."""
        share = place / self.bars
        return self.rect.left() + self.rect.width() * (1 - share if self.is_mirrored else share)

    def place(self, x: float) -> float:
        """What place is there; beyond the bars, too."""
        share = (x - self.rect.left()) / self.rect.width()
        return self.bars * (1 - share if self.is_mirrored else share)

    def bar(self, x: float) -> int:
        """The bar there, or the nearest."""
        return max(0, min(int(self.place(x)), self.bars - 1))

    def column(self, low: float, high: float) -> QRectF:
        """From one place to another, from top to bottom."""
        left, right = sorted((self.x(low), self.x(high)))
        return QRectF(left, self.rect.top(), right - left, self.rect.height())

    def within(self, reach: Reach) -> Reach:
        """What can be seen of it; both ends the same where that is nothing."""
        low, high = (max(0.0, min(place, float(self.bars))) for place in reach)
        return low, high


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be seen beside the bars."""

    chosen: tuple[Reach, ...]
    handles: Reach | None
    """The ends of all that is chosen."""
    said: tuple[str, ...]
    """What is chosen in words, the longest way of saying it first."""
    hovered: int | None


def usual_size(font: QFont) -> QSize:
    """Bars with a line of words below."""
    line = QFontMetrics(font).height()
    return QSize(WIDE * line, _tall(font) + QFontMetrics(smaller(font)).height() + 4 * AIR)


def plot_of(widget: QWidget, bins: DateBins) -> Plot:
    """Where the bars stand in *widget*."""
    wide = max(1, widget.width() - 2 * GRIP)
    is_mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Plot(QRectF(GRIP, AIR, wide, _tall(widget.font())), len(bins.counts), is_mirrored)


def paint_dates(painter: QPainter, widget: QWidget, bins: DateBins, look: Look) -> None:
    """Paint the bars, the words below, and whether the keyboard is here."""
    colours = row_colours(widget.palette(), Role.Window, Role.WindowText)
    plot = plot_of(widget, bins)
    _paint_bars(painter, plot, bins, look, colours)
    if look.handles is not None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_room = plot.column(*plot.within(look.handles)).width() > 2 * GRIP
        for place in look.handles:
            _paint_handle(painter, plot, place, colours, has_grip=has_room)
    painter.setFont(smaller(widget.font()))
    below = QRectF(
        plot.rect.left(), plot.rect.bottom() + AIR, plot.rect.width(), painter.fontMetrics().height()
    )
    _paint_words(painter, below, bins, look, colours)
    if widget.hasFocus():
        painter.setPen(QPen(colours.accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)


def _tall(font: QFont) -> int:
    return round(TALL * QFontMetrics(font).height())


def _paint_words(painter: QPainter, rect: QRectF, bins: DateBins, look: Look, colours: RowColours) -> None:
    """What is chosen; where nothing is, where the bars begin and end."""
    if look.said:
        metrics = painter.fontMetrics()
        wide = int(rect.width())
        fits = (said for said in look.said if metrics.horizontalAdvance(said) <= wide)
        said = next(fits, metrics.elidedText(look.said[-1], Qt.TextElideMode.ElideRight, wide))
        painter.setPen(colours.text)
        painter.drawText(rect, Align.AlignCenter, said)
        return
    painter.setPen(colours.calm)
    oldest, newest = ends_text(bins.days((0, len(bins.counts) - 1)), Form.ShortFormat)
    painter.drawText(rect, Align.AlignLeft | Align.AlignVCenter, oldest)  # turned around by the painter
    painter.drawText(rect, Align.AlignRight | Align.AlignVCenter, newest)


def _paint_bars(painter: QPainter, plot: Plot, bins: DateBins, look: Look, colours: RowColours) -> None:
    """Paint bars, and what is chosen of them in the colour of what is chosen."""
    columns = [plot.column(*plot.within(reach)) for reach in look.chosen]
    for column in columns:
        painter.fillRect(column, colours.selected)
    if look.hovered is not None:
        painter.fillRect(plot.column(look.hovered, look.hovered + 1), colours.in_use)
    stands_back = blended(colours.calm, colours.ground, FAINT)
    _fill_bars(painter, plot, bins, stands_back if columns else blended(colours.accent, colours.ground, FREE))
    for column in columns:
        painter.save()
        painter.setClipRect(column)
        _fill_bars(painter, plot, bins, colours.accent)
        painter.restore()
    painter.fillRect(QRectF(plot.rect.left(), plot.rect.bottom(), plot.rect.width(), 1), stands_back)


def _fill_bars(painter: QPainter, plot: Plot, bins: DateBins, colour: QColor) -> None:
    highest, tall = max(bins.counts), plot.rect.height() - AIR
    for bar, count in enumerate(bins.counts):
        if count:
            column = plot.column(bar, bar + 1)
            gap = min(1.0, column.width() / 5)
            column.setTop(column.bottom() - max(LEAST, tall * count / highest))
            painter.fillRect(column.adjusted(gap / 2, 0, -gap / 2, 0), colour)


def _paint_handle(
    painter: QPainter, plot: Plot, place: float, colours: RowColours, *, has_grip: bool
) -> None:
    """A line, with a grip where it hides no bars; an arrow where the end lies beyond the bars."""
    middle = plot.rect.center().y()
    painter.setPen(QPen(colours.accent, 1.5))
    painter.setBrush(colours.accent)
    if 0 <= place <= plot.bars:
        x = plot.x(place)
        painter.drawLine(QPointF(x, plot.rect.top()), QPointF(x, plot.rect.bottom()))
        if has_grip:
            painter.setPen(QPen(colours.ground, 1))
            painter.drawRoundedRect(QRectF(x - 3, middle - 7, 6, 14), 3, 3)
        return
    points_left = (place < 0) is not plot.is_mirrored
    side, outwards = (plot.rect.left() - 1, -1) if points_left else (plot.rect.right() + 1, 1)
    tip = QPointF(side + outwards * (GRIP - 2), middle)
    painter.drawPolygon([tip, QPointF(side, middle - 4), QPointF(side, middle + 4)])
