"""Labels chosen in the aspect panel <-> filters in the typed text, which is the one truth."""

from collections.abc import Iterable, Mapping

from app.domain.query_language.edit import folded, with_filter, without_filter
from app.domain.query_language.parts import Aspect
from app.domain.query_language.understood import Understood, folder_path, understand

Selection = Mapping[str, frozenset[str]]
"""Aspect of the panel -> chosen labels; several labels of one aspect mean any of them."""
ASPECTS = {
    "kind": Aspect.KIND,
    "folder": Aspect.FOLDER,
    "year": Aspect.DATE,
    "language": Aspect.LANGUAGE,
}


def selection_of(understood: Understood) -> dict[str, frozenset[str]]:
    """The labels that a text asks for; negated ones, paths and dates other than years have none."""
    chosen = {aspect: frozenset(_labels(understood, aspect)) for aspect in ASPECTS}
    return {aspect: labels for aspect, labels in chosen.items() if labels}


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
        if part.aspect is ASPECTS[name] and not part.negated:
            is_label = {
                "folder": folder_path(part.value) is None,
                "year": len(part.value) == 4 and part.value.isdecimal(),
            }
            if is_label.get(name, True):
                yield part.value


def _missing(some: Iterable[str], others: Iterable[str]) -> list[str]:
    """Those of *some* that are not among *others*, case aside."""
    there = set(map(folded, others))
    return [label for label in some if folded(label) not in there]
