"""Documents over time: a stretch of it is chosen by dragging, by a click, or with the keyboard.

Left and Right go from bar to bar, with Shift they stretch what is chosen, as in a line of text; Home and
End go as far as there are bars; Delete and Escape give it up.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from app.domain.query_language.dates import Days
from app.gui.date_bins import DateBins, date_bins, hull
from app.gui.date_drag import Drag, Hold, dragged, hold_at
from app.gui.date_painting import Look, paint_dates, plot_of, usual_size
from app.gui.date_wording import bar_sentence, dates_sentence, dates_texts

NEVER: Days = (None, None)
"""No date is asked for."""
GIVES_UP = (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class DateHistogram(QAbstractSlider):
    """One bar a month, a quarter, a year; to a screen reader a slider, whose name says what is chosen."""

    chosen = Signal(object)
    """The user chose `Days`; both None: no date any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dates")
        self._bins: DateBins | None = None
        self._later: tuple[tuple[str, int], ...] | None = None
        self._days: tuple[Days, ...] = ()
        self._anchor = self._cursor = 0
        self._drag: Drag | None = None
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(
            self.tr("Arrow keys choose a bar, with Shift they choose several; Delete chooses all dates.")
        )
        self.valueChanged.connect(self._take_value)
        self._describe()

    @property
    def bins(self) -> DateBins | None:
        """What is shown; None where there is nothing to choose from."""
        return self._bins

    @property
    def days(self) -> tuple[Days, ...]:
        """What is chosen."""
        return self._days

    def show_dates(self, dates: Iterable[tuple[str, int]]) -> None:
        """Show (month as `2024-05`, documents), oldest first; while the mouse drags, nothing moves below it."""
        if self._drag is not None:
            self._later = tuple(dates)
            return
        self._bins = date_bins(dates)
        self._hover(None)
        last = len(self._bins.counts) - 1 if self._bins else 0
        self._anchor, self._cursor = min(self._anchor, last), min(self._cursor, last)
        self.setRange(0, last)  # the cursor is where the slider goes by this: nobody has moved it
        self._settle()

    def show_chosen(self, stretches: tuple[Days, ...]) -> None:
        """Show what the text asks for, without telling."""
        self._days = stretches
        self._settle()

    def column(self, bar: int) -> QRectF:
        """Where a bar stands, from top to bottom."""
        return plot_of(self, self._bins).column(bar, bar + 1) if self._bins else QRectF()

    def sizeHint(self) -> QSize:
        """As high as a few lines of text."""
        return usual_size(self.font())

    def minimumSizeHint(self) -> QSize:
        """It may be narrow."""
        return QSize(self.sizeHint().width() // 2, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew where the font is another."""
        super().changeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint bars, what is chosen, and the ends of both in words."""
        if self._bins is None:
            return
        days = (self._drag.days,) if self._drag and self._drag.days else self._days
        whole = hull(days)
        look = Look(
            tuple(self._bins.reach(one) for one in days),
            self._bins.reach(whole) if whole else None,
            dates_texts(days, self._bins.documents(days)),
            self._hovered,
        )
        painter = QPainter(self)
        paint_dates(painter, self, self._bins, look)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an end of what is chosen, or begin to choose anew."""
        if event.button() is Qt.MouseButton.LeftButton and self._bins:
            x = event.position().x()
            self._drag = Drag(x, self._hold_at(x, self._bins))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose as far as the mouse has come; nobody is told before it is let go."""
        if self._bins is None:
            return
        x, drag = event.position().x(), self._drag
        if drag is None:
            is_end = self._hold_at(x, self._bins) is not Hold.BARS
            self.setCursor(Qt.CursorShape.SizeHorCursor if is_end else Qt.CursorShape.ArrowCursor)
            self._hover(plot_of(self, self._bins).bar(x))
        elif not drag.is_click(x):
            self._hover(None)
            drag.days = dragged(plot_of(self, self._bins), self._bins, hull(self._days), drag, x)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was chosen; a click chooses one bar, or gives it up."""
        drag = self._drag
        if drag is None or self._bins is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        days = drag.days
        if days is None:
            bar = plot_of(self, self._bins).bar(drag.x)
            days = self._bins.days((bar, bar))
            days = NEVER if self._days == (days,) else days
        self._drag = None
        self._choose(days)
        self._catch_up()

    def leaveEvent(self, event: QEvent) -> None:
        """No bar is below the mouse."""
        super().leaveEvent(event)
        self._hover(None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever drags lets go."""
        super().hideEvent(event)
        self._give_up_drag()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The panel scrolls."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar, stretch what is chosen, or give it up."""
        key = Qt.Key(event.key())
        if key in GIVES_UP and self._drag is not None:
            self._give_up_drag()
        elif key in GIVES_UP and self._days:
            self._choose(NEVER)
        elif self._bins and self._drag is None and (bar := self._reached(key, self._bins)) is not None:
            self._go_to(bar, self._bins, stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            event.ignore()

    def _reached(self, key: Qt.Key, bins: DateBins) -> int | None:
        """The bar that a key leads to."""
        last = len(bins.counts) - 1
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key is Qt.Key.Key_Home else last
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        is_later = (key is Qt.Key.Key_Right) is not plot_of(self, bins).is_mirrored
        if not self._days:
            return 0 if is_later else last
        return bins.beside(self._cursor, 1 if is_later else -1)

    def _go_to(self, bar: int, bins: DateBins, *, stretch: bool) -> None:
        before = hull(self._days)
        if stretch and before is not None:
            days = bins.moved(before, (min(bar, self._anchor), max(bar, self._anchor)))
        else:
            self._anchor, days = bar, bins.days((bar, bar))
        self._cursor = bar
        self._choose(days)

    def _hold_at(self, x: float, bins: DateBins) -> Hold:
        return hold_at(plot_of(self, bins), bins, hull(self._days), x)

    def _choose(self, days: Days) -> None:
        """Ask for these days, where that is anything new."""
        wanted = () if days == NEVER else (days,)
        if wanted != self._days:
            self._days = wanted
            self.chosen.emit(days)
        self._settle()

    def _settle(self) -> None:
        """Bring the keyboard's place and the words to what is chosen."""
        days = hull(self._days)
        if self._bins and days:
            bars = self._bins.bars(days)
            if bars != (min(self._anchor, self._cursor), max(self._anchor, self._cursor)):
                self._anchor, self._cursor = bars
        self.setValue(self._cursor)
        self._describe()
        self.update()

    def _describe(self) -> None:
        count = self._bins.documents(self._days or (NEVER,)) if self._bins else None
        said = dates_sentence(self._days, count)
        if said != self.accessibleName():
            self.setAccessibleName(said)

    def _give_up_drag(self) -> None:
        if self._drag is not None:
            self._drag = None
            self.update()
            self._catch_up()

    def _catch_up(self) -> None:
        if self._later is not None:
            later, self._later = self._later, None
            self.show_dates(later)

    def _hover(self, bar: int | None) -> None:
        if bar != self._hovered:
            self._hovered = bar
            self.setToolTip(self._tip(bar))
            self.update()

    def _tip(self, bar: int | None) -> str:
        if self._bins is None or bar is None:
            return ""
        return bar_sentence(self._bins.days((bar, bar)), self._bins.counts[bar])

    @Slot(int)
    def _take_value(self, bar: int) -> None:
        """A screen reader moved the slider."""
        if self._bins and bar != self._cursor:
            self._go_to(bar, self._bins, stretch=False)
