"""What the user typed -> what he asks. Never an error: what does not parse is text."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.domain.query import Filter, Mode, Query
from app.domain.query_language.dates import Period, moment, period
from app.domain.query_language.parts import Aspect, Part, cut

LONGEST = 10_000
"""Characters of a query that are looked at."""
EVERYTHING = Filter()
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Understood:
    """The typed text and its parts; what they ask for, dates as they were at that moment."""

    typed: str
    parts: tuple[Part, ...]
    filter: Filter
    without: Filter

    @property
    def text(self) -> str:
        """The words to find, those of phrases among them."""
        wanted = (part.value for part in self.parts if not part.negated and not part.is_filter)
        return " ".join(wanted)

    @property
    def phrases(self) -> tuple[str, ...]:
        """What must stand word for word."""
        return tuple(p.value for p in self.parts if p.aspect is Aspect.PHRASE and not p.negated)

    @property
    def excluded(self) -> tuple[str, ...]:
        """Words and phrases that must not be there."""
        return tuple(part.value for part in self.parts if part.negated and not part.is_filter)

    @property
    def chips(self) -> tuple[Part, ...]:
        """What is more than a word to find: phrases, filters, and all that is negated."""
        return tuple(part for part in self.parts if part.negated or part.aspect is not Aspect.WORDS)

    @property
    def filters(self) -> tuple[Part, ...]:
        """The filters, negated ones among them."""
        return tuple(part for part in self.parts if part.is_filter)

    def query(self, where: Filter = EVERYTHING, mode: Mode = Mode.HYBRID) -> Query:
        """The query, within *where* as well."""
        return Query(
            self.text, self.phrases, self.excluded, merged(self.filter, where), mode, without=self.without
        )


def understand(typed: str, now: datetime | None = None) -> Understood:
    """Read the query language: words, `"exact phrase"`, `-word`, `type:pdf`, `-in:"Tax 2023"`.

    *now* is what relative dates are counted from, and has a time zone.
    """
    now = now or datetime.now(UTC)
    typed = typed[:LONGEST]
    parts = tuple(cut(typed, now))
    wanted = [part for part in parts if part.is_filter and not part.negated]
    unwanted = [part for part in parts if part.is_filter and part.negated]
    bounds = _bounds(parts, now)
    filter_ = replace(_filter(wanted, now), since=bounds[0], until=bounds[1])
    return Understood(typed, parts, filter_, _filter(unwanted, now))


def query_of(
    typed: str, where: Filter | None = None, mode: Mode = Mode.HYBRID, now: datetime | None = None
) -> Query:
    """The query that *typed* is, within *where* as well."""
    return understand(typed, now).query(where or EVERYTHING, mode)


def merged(one: Filter, other: Filter) -> Filter:
    """Both at once, where they ask for different things; of the same, any value of either."""
    return Filter(
        kinds=one.kinds | other.kinds,
        languages=one.languages | other.languages,
        folders=_union(one.folders, other.folders),
        folder_words=_union(one.folder_words, other.folder_words),
        since=max((s for s in (one.since, other.since) if s is not None), default=None),
        until=min((u for u in (one.until, other.until) if u is not None), default=None),
        periods=_union(one.periods, other.periods),
        extensions=one.extensions | other.extensions,
        names=_union(one.names, other.names),
        authors=_union(one.authors, other.authors),
    )


def single(part: Part, now: datetime | None = None) -> Filter:
    """The filter of one part alone, as if it were not negated."""
    now = now or datetime.now(UTC)
    since, until = _bounds([replace(part, negated=False)], now)
    return replace(_filter([part], now), since=since, until=until)


def folder_path(value: str) -> bytes | None:
    """The absolute path that a folder filter names, None where it is a name or several."""
    try:
        path = Path.home() / value[2:] if value == "~" or value[:2] in ("~/", "~\\") else Path(value)
        return os.fsencode(os.path.abspath(path)) if path.is_absolute() else None  # noqa: PTH100  # no links
    except (ValueError, RuntimeError):  # no path can hold this, or there is no home
        return None


def _filter(parts: Iterable[Part], now: datetime) -> Filter:
    """All but after: and before:, which are bounds."""
    values: dict[Aspect, list[str]] = {}
    for part in parts:
        kept = values.setdefault(part.aspect, [])
        if part.value not in kept:
            kept.append(part.value)
    paths, words = list[bytes](), list[str]()
    for folder in values.get(Aspect.FOLDER, ()):
        path = folder_path(folder)
        if path is None:
            words.append(folder)
        else:
            paths.append(path)
    return Filter(
        kinds=frozenset(values.get(Aspect.KIND, ())),
        languages=frozenset(values.get(Aspect.LANGUAGE, ())),
        folders=tuple(paths),
        folder_words=tuple(words),
        periods=tuple(_periods(values.get(Aspect.DATE, ()), now)),
        extensions=frozenset(values.get(Aspect.EXTENSION, ())),
        names=tuple(values.get(Aspect.NAME, ())),
        authors=tuple(values.get(Aspect.AUTHOR, ())),
    )


def _bounds(parts: Iterable[Part], now: datetime) -> tuple[int | None, int | None]:
    """(since, until), the narrowest of all that are named; a negated end is the other one."""
    since, until = list[int](), list[int]()
    for part in parts:
        if part.aspect in (Aspect.AFTER, Aspect.BEFORE):
            when = moment(part.value, now)
            bounds = since if (part.aspect is Aspect.AFTER) != part.negated else until
            bounds.extend([] if when is None else [when])
    return max(since, default=None), min(until, default=None)


def _periods(dates: Iterable[str], now: datetime) -> Iterable[Period]:
    return filter(None, (period(text, now) for text in dates))


def _union(one: tuple[Value, ...], other: tuple[Value, ...]) -> tuple[Value, ...]:
    return (*one, *(value for value in other if value not in one))
