"""Filters put into the typed text and taken out of it; everything else stays as the user wrote it."""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime

from app.domain.query_language.dates import days
from app.domain.query_language.parts import CLOSING, LISTS, NAMES, OPENING, Aspect, Part
from app.domain.query_language.understood import Understood, understand

DATES = (Aspect.AFTER, Aspect.BEFORE, Aspect.DATE)


def written(part: Part) -> str:
    """A part as it is typed."""
    sign = "-" if part.negated else ""
    if part.aspect is Aspect.WORDS:
        return sign + part.value
    if part.aspect is Aspect.PHRASE:
        return f'{sign}"{part.value}"'
    return sign + filter_text(part.aspect, part.value)


def filter_text(aspect: Aspect, value: str) -> str:
    """A filter as it is typed: `type:pdf`, `in:"Tax 2023"`; a quote in a value is written twice."""
    special = OPENING + CLOSING + ("," if aspect in LISTS else "")
    is_plain = value and not any(c.isspace() or c in special for c in value)
    if not is_plain:
        value = '"' + value.replace('"', '""') + '"'
    return f"{NAMES[aspect][0]}:{value}"


def normalised(understood: Understood) -> str:
    """The text that says the same in the usual way."""
    return " ".join(map(written, understood.parts))


def without_part(typed: str, part: Part) -> str:
    """*typed* without one of its parts, and one space."""
    before, after = typed[: part.start], typed[part.end :]
    if part.in_list:
        return before + after
    is_apart = not before or before[-1].isspace()
    if not after:
        return before[:-1] if is_apart else before
    if after[0].isspace():
        return before + after[1:] if is_apart else before + after
    after = after.lstrip("-")  # it stands behind a quote, where a hyphen is no minus
    return before + after if is_apart else f"{before} {after}"


def without_filters(
    typed: str, now: datetime | None = None, which: Callable[[Part], bool] = lambda _: True
) -> str:
    """*typed* without those filters, negated ones among them; words and phrases stay."""
    while found := [part for part in understand(typed, now).filters if which(part)]:
        typed = without_part(typed, found[-1])
    return typed


def with_filter(
    typed: str, aspect: Aspect, value: str, *, negated: bool = False, now: datetime | None = None
) -> str:
    """*typed* with this filter at its end, or before a quote that is not closed.

    The opposite filter on the same value makes way; one that is there already is enough.
    """
    typed = without_filters(typed, now, lambda part: is_same(part, aspect, value) and part.negated != negated)
    before = understand(typed, now)
    if any(is_same(part, aspect, value) for part in before.filters):
        return typed
    added = ("-" if negated else "") + filter_text(aspect, value)
    behind = f"{typed.rstrip()} {added}".lstrip()
    is_understood = _said(understand(behind, now).parts)[:-1] == _said(before.parts)
    return behind if is_understood and _ends_with(behind, aspect, now) else f"{added} {typed}"


def without_filter(typed: str, aspect: Aspect, value: str, now: datetime | None = None) -> str:
    """*typed* without this filter, where it is not negated."""
    return without_filters(typed, now, lambda part: is_same(part, aspect, value) and not part.negated)


def within_dates(typed: str, first: date | None, last: date | None, now: datetime | None = None) -> str:
    """*typed* asking for what changed from one day to another, both included, instead of any other date.

    None is no end on that side; without both days it asks for no date any more. Negated dates make way, too.
    """
    typed = without_filters(typed, now, lambda part: part.aspect in DATES)
    for field, day in days(first, last):
        typed = with_filter(typed, Aspect(field), day, now=now)
    return typed


def is_same(part: Part, aspect: Aspect, value: str) -> bool:
    """Whether a part is a filter on this value; case is set aside, and how letters are composed."""
    return part.aspect is aspect and folded(part.value) == folded(value)


def folded(value: str) -> str:
    """A value as it is compared."""
    return unicodedata.normalize("NFC", value.casefold())


def _said(parts: Iterable[Part]) -> list[tuple[Aspect, str, bool]]:
    return [(part.aspect, part.value, part.negated) for part in parts]


def _ends_with(typed: str, aspect: Aspect, now: datetime | None) -> bool:
    parts = understand(typed, now).parts
    return bool(parts) and parts[-1].aspect is aspect
