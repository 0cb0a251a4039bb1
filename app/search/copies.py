"""Documents that say the same are one hit: copies byte for byte, and those whose text is nearly the same.

Near-copies are told by sketches (`app/analysis/sketch.py`), among what would be shown. Both bounds were
chosen on folders of real documents, so that recipes, minutes and invoices from one template stay apart:
`docs/decisions/0024-words.md`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from app.analysis.sketch import Sketch, alike, alike_in_numbers
from app.catalogue.rows import DocumentRow
from app.search.fuse import RankedDocument

Away = Callable[[int, str], str]
"""(folder, volume) of a document -> the name of what is away, empty where it is there."""

LOOKED_AT = 200
"""Best documents among which near-copies are looked for."""
ALIKE = 0.8
"""Share of runs of three words that near-copies have in common, at least."""
ALIKE_IN_NUMBERS = 0.8
LENGTHS = 2
"""Sixteenths of an octave by which their lengths differ at most: 9 %."""


NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Group:
    """A hit: the best of documents that say the same, and the others whose bytes differ."""

    best: RankedDocument
    others: tuple[int, ...] = ()


def are_near(one: Sketch, other: Sketch) -> bool:
    """Whether two texts are nearly the same."""
    return bool(_near(one, other[None, :])[0])


def collapse(
    ranked: list[RankedDocument],
    rows: Mapping[int, DocumentRow],
    away: Away,
    sketches: Callable[[Iterable[int]], Mapping[int, Sketch]],
    limit: int,
) -> list[Group]:
    """The best *limit* groups, in the order of their best; one that is away leaves its place to one that is there."""
    distinct = _one_per_content(ranked, rows, away)
    looked_at = distinct[:LOOKED_AT]
    known = sketches(one.document for one in looked_at)
    rows_of = {document: row for row, document in enumerate(known)}
    every = np.stack(list(known.values())) if known else np.empty((0, 1), np.uint16)
    places = np.full(len(every), NOWHERE)  # row of `every` -> the first group whose best is nearly the same
    groups: list[Group] = []
    for one in looked_at:
        row = rows_of.get(one.document)
        if row is not None and places[row] != NOWHERE:
            groups[places[row]] = _joined(groups[places[row]], one, rows, away)
        elif len(groups) < limit:
            if row is not None:
                places[_near(every[row], every) & (places == NOWHERE)] = len(groups)
            groups.append(Group(one))
    return [*groups, *map(Group, distinct[LOOKED_AT:])][:limit]


def _near(one: Sketch, others: Sketch) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    lengths = np.abs(others[:, -1].astype(np.int64) - int(one[-1])) <= LENGTHS
    near = np.flatnonzero(lengths)
    compared = others[near]
    lengths[near] = (alike(one, compared) >= ALIKE) & (alike_in_numbers(one, compared) >= ALIKE_IN_NUMBERS)
    return lengths


def _joined(group: Group, one: RankedDocument, rows: Mapping[int, DocumentRow], away: Away) -> Group:
    best = group.best
    if _is_away(best, rows, away) and not _is_away(one, rows, away):
        return Group(replace(one, score=best.score), (*group.others, best.document))
    return Group(best, (*group.others, one.document))


def _is_away(one: RankedDocument, rows: Mapping[int, DocumentRow], away: Away) -> bool:
    row = rows[one.document]
    return bool(away(row.location.folder, row.volume))


def _one_per_content(
    ranked: list[RankedDocument], rows: Mapping[int, DocumentRow], away: Away
) -> list[RankedDocument]:
    """The best of each group of copies byte for byte."""
    places: dict[bytes | int, int] = {}
    kept: list[RankedDocument] = []
    for one in ranked:
        place = places.setdefault(rows[one.document].content_hash or one.document, len(kept))
        if place == len(kept):
            kept.append(one)
        elif _is_away(kept[place], rows, away) and not _is_away(one, rows, away):
            kept[place] = replace(one, score=kept[place].score)
    return kept
