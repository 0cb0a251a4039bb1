"""What the mouse takes hold of in a histogram of dates, and what is chosen as it is dragged."""

from dataclasses import dataclass
from enum import Enum, auto

from app.domain.query_language.dates import Days
from app.gui.date_bins import DateBins
from app.gui.date_painting import Plot

REACH = 5.0
"""Pixels beside the end of what is chosen where it can be taken hold of."""
STILL = 3.0
"""Pixels that a click may move by."""


class Hold(Enum):
    """What the mouse has taken hold of."""

    FIRST = auto()
    LAST = auto()
    BARS = auto()


@dataclass(slots=True)
class Drag:
    """The mouse is down."""

    x: float
    """Where it went down."""
    hold: Hold
    days: Days | None = None
    """What is chosen when it is let go; None: it has not moved yet."""

    def is_click(self, x: float) -> bool:
        """Whether the mouse has not gone anywhere yet."""
        return self.days is None and abs(x - self.x) < STILL


def hold_at(plot: Plot, bins: DateBins, days: Days | None, x: float) -> Hold:
    """What lies below the mouse, where *days* are chosen."""
    low, high = plot.within(bins.reach(days)) if days else (0.0, 0.0)
    to_low, to_high = abs(plot.x(low) - x), abs(plot.x(high) - x)
    if low == high or min(to_low, to_high) > REACH:
        return Hold.BARS
    return Hold.FIRST if to_low < to_high else Hold.LAST


def dragged(plot: Plot, bins: DateBins, days: Days | None, drag: Drag, x: float) -> Days:
    """What is chosen when the mouse has come so far, and *days* were before; an end stops at the other one."""
    if drag.hold is Hold.BARS or days is None:
        one, other = plot.bar(drag.x), plot.bar(x)
        return bins.days((min(one, other), max(one, other)))
    low, high = bins.bars(days)
    edge = round(plot.place(x))
    if drag.hold is Hold.FIRST:
        return bins.moved(days, (max(0, min(edge, high)), high))
    return bins.moved(days, (low, max(low, min(edge, plot.bars) - 1)))
