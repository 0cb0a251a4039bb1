"""What is chosen in the aspect panel <-> filters in the typed text, which is the one truth."""

from collections.abc import Iterable, Mapping

from app.domain.query import FARTHEST
from app.domain.query_language.dates import Days, Period, days_of
from app.domain.query_language.edit import folded, with_filter, without_filter
from app.domain.query_language.parts import Aspect
from app.domain.query_language.understood import Understood, folder_path, understand

ALWAYS: Period = (-FARTHEST, FARTHEST)
Selection = Mapping[str, frozenset[str]]
"""Aspect of the panel -> chosen labels; several labels of one aspect mean any of them."""
ASPECTS = {
    "kind": Aspect.KIND,
    "folder": Aspect.FOLDER,
    "language": Aspect.LANGUAGE,
}


def selection_of(understood: Understood) -> dict[str, frozenset[str]]:
    """The labels that a text asks for; negated ones and paths have none."""
    chosen = {aspect: frozenset(_labels(understood, aspect)) for aspect in ASPECTS}
    return {aspect: labels for aspect, labels in chosen.items() if labels}


def days_asked(understood: Understood) -> tuple[Days, ...]:
    """The stretches of days that a text asks for; negated `date:` has none."""
    where = understood.filter
    if where.since is None and where.until is None and not where.periods:
        return ()
    since = -FARTHEST if where.since is None else where.since
    until = FARTHEST if where.until is None else where.until
    stretches = [(max(first, since), min(end, until)) for first, end in where.periods or (ALWAYS,)]
    return tuple(dict.fromkeys(days_of((first, end)) for first, end in stretches if first < end))


def text_of(typed: str, selection: Selection) -> str:
    """*typed* with the labels of *selection* and no others; all else stays."""
    before = selection_of(understand(typed))
    for name, aspect in ASPECTS.items():
        wanted, there = selection.get(name, frozenset()), before.get(name, frozenset())
        for label in sorted(_missing(there, wanted)):
            typed = without_filter(typed, aspect, label)
        for label in sorted(_missing(wanted, there)):
            typed = with_filter(typed, aspect, label)
    return typed


def _labels(understood: Understood, name: str) -> Iterable[str]:
    for part in understood.filters:
        is_path = part.aspect is Aspect.FOLDER and folder_path(part.value) is not None
        if part.aspect is ASPECTS[name] and not part.negated and not is_path:
            yield part.value


def _missing(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of *some* that are not among *others*, case aside."""
    there = set(map(folded, others))
    return [label for label in some if folded(label) not in there]
