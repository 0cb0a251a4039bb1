"""Documents by month -> bars of equal width on a line of time."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TypeAlias

from app.domain.query_language.dates import Days

MOST = {1: 36, 3: 36, 12: 60, 60: 36, 120: 36, 600: 36}
"""Months to a bar (a month, a quarter, a year, several years) -> bars of that width at most.

Sixty years reach back to 1970: files whose clock was never set bear that date, and cost the others no detail.
"""
Bars: TypeAlias = tuple[int, int]
"""The first bar and the last one, both included."""


@dataclass(frozen=True, slots=True)
class DateBins:
    """Bars side by side, empty ones among them; months are counted from the year 0."""

    begin: int
    """The month with which the first bar begins."""
    width: int
    """Months to a bar."""
    counts: tuple[int, ...]
    """Documents of each bar."""
    months: tuple[tuple[int, int], ...]
    """(month, documents), oldest first."""

    def days(self, bars: Bars) -> tuple[date, date]:
        """The first and the last day of these bars."""
        first, last = self.begin + bars[0] * self.width, self.begin + (bars[1] + 1) * self.width - 1
        year, month = last // 12, last % 12 + 1
        return date(first // 12, first % 12 + 1, 1), date(year, month, monthrange(year, month)[1])

    def reach(self, days: Days) -> tuple[float, float]:
        """Where a stretch of days begins and ends, in bars from the oldest end; perhaps beyond them."""
        first, last = days
        begin = (_place(first, first.day - 1) - self.begin) / self.width if first else -inf
        end = (_place(last, last.day) - self.begin) / self.width if last else inf
        return begin, end

    def bars(self, days: Days) -> Bars:
        """The bars in which a stretch of days begins and ends, or the nearest ones."""
        first, last = days
        most = len(self.counts) - 1
        low = self._bar(first) if first else 0
        high = self._bar(last) if last else most
        return max(0, min(low, most)), max(0, min(high, most))

    def moved(self, days: Days, bars: Bars) -> Days:
        """A stretch that reaches over these bars now; an end that stays in its bar stays as it is."""
        before, (first, last) = self.bars(days), self.days(bars)
        return days[0] if bars[0] == before[0] else first, days[1] if bars[1] == before[1] else last

    def beside(self, bar: int, step: int) -> int:
        """The next bar that is not empty, later (1) or earlier (-1); this one where there is none."""
        ways = range(bar + step, len(self.counts) if step > 0 else -1, step)
        return next((other for other in ways if self.counts[other]), bar)

    def documents(self, stretches: Iterable[Days]) -> int | None:
        """How many changed within, None where that cannot be told since a month is cut."""
        wanted = tuple(stretches)
        total = 0
        for month, count in self.months:
            first, last = DateBins(month, 1, (count,), ()).days((0, 0))
            shares = [(not a or a <= last) and (not b or b >= first) for a, b in wanted]
            wholes = [(not a or a <= first) and (not b or b >= last) for a, b in wanted]
            if any(shares) and not any(wholes):
                return None
            total += count if any(wholes) else 0
        return total

    def _bar(self, day: date) -> int:
        return (day.year * 12 + day.month - 1 - self.begin) // self.width


def hull(stretches: Sequence[Days]) -> Days | None:
    """From the first day of all to the last."""
    if not stretches:
        return None
    firsts, lasts = zip(*stretches, strict=True)
    first = None if None in firsts else min(day for day in firsts if day)
    return first, None if None in lasts else max(day for day in lasts if day)


def date_bins(dates: Iterable[tuple[str, int]]) -> DateBins | None:
    """Bars for (month as `2024-05`, documents), oldest first; None where there are not two months to choose from."""
    months = tuple((_month(name), count) for name, count in dates if count > 0)
    if len(months) < 2:
        return None
    first, last = months[0][0], months[-1][0]
    width = next((width for width, most in MOST.items() if last // width - first // width < most), max(MOST))
    counts = [0] * (last // width - first // width + 1)
    for month, count in months:
        counts[month // width - first // width] += count
    return DateBins(first // width * width, width, tuple(counts), months)


def _month(name: str) -> int:
    year, month = name.split("-")
    return int(year) * 12 + int(month) - 1


def _place(day: date, days: int) -> float:
    """A day's month, and what share of it lies before so many days of it."""
    return day.year * 12 + day.month - 1 + days / monthrange(day.year, day.month)[1]
