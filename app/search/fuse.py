"""From candidates to ranked documents.

A passage scores `w * cosine + (1 - w) * BM25 / sqrt(best * attainable)`. Scores are added, not
ranks: reciprocal rank fusion falls below the better retrieval where the other one is weak. BM25
is measured against the geometric mean of the best that any passage reached and the best that one
could reach with every word of the query: so words count less where no passage holds many of them.
The dense side counts the more, the further its best cosine stands out of what the query's cosines
are with passages at random (`background`). A document scores as its best passage, and more where its
title or name answers, or where it is like the best answers (`feedback`). The constants and what else
was tried stand in `docs/decisions/0007-fusion.md`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.hit import Explanation
from app.domain.query import Mode
from app.search.candidates import Candidates

DENSE_WEIGHTS = 0.45, 0.75
"""Where the best cosine does not stand out of the background, and where it does."""
PROMINENCES = -0.5, 2.0
"""Standard deviations beyond what chance brings: what counts as the one, and as the other."""
FOREIGN_DENSE_WEIGHT = 0.15
"""For a document in a language that the encoder does not know."""
FIELD_WEIGHT = 0.02
"""For the best match among titles, names, paths and headings; others in proportion."""
NAMED_BONUS = 0.2
"""For a document whose title and name hold every word of the query."""
CALLED_BONUS = 1.0
"""For a document whose whole title or name is the query: more than any passage scores."""
UNTOLD = 0.4
"""The trust in meaning where there is no background yet."""


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """A document with its candidate passages, best first."""

    document: int
    score: float
    passages: tuple[tuple[int, float], ...]
    """(passage id, score)."""
    explanation: Explanation


def trust(candidates: Candidates) -> float:
    """From 0 to 1: how far the best cosine stands out of the query's background."""
    best = max(candidates.cosine.values(), default=0.0)
    if candidates.background is None:
        return UNTOLD
    low, high = PROMINENCES
    return min(1.0, max(0.0, (candidates.background.prominence(best) - low) / (high - low)))


def fuse(
    candidates: Candidates, mode: Mode, nearer: Mapping[int, float] | None = None
) -> list[RankedDocument]:
    """Rank the documents of *candidates*, best first; ties go to the older document.

    *nearer* is what `feedback` says: document id -> what is added to the cosine of its best passage.
    """
    best = max(candidates.bm25.values(), default=0.0)
    measure = math.sqrt(best * max(best, candidates.attainable)) or 1.0
    weights = {foreign: _dense_weight(candidates, mode, foreign=foreign) for foreign in (False, True)}
    by_document: dict[int, list[tuple[int, float]]] = {}
    for passage, document in candidates.documents.items():
        weight = weights[document in candidates.foreign]
        dense = candidates.cosine.get(passage, 0.0)
        sparse = candidates.bm25.get(passage, 0.0) / measure
        by_document.setdefault(document, []).append((passage, weight * dense + (1 - weight) * sparse))
    moved = {
        document: weights[document in candidates.foreign] * more for document, more in (nearer or {}).items()
    }
    best_field = max(candidates.fields.values(), default=1.0) or 1.0
    ranked = [
        _rank(candidates, document, passages, measure, best_field, moved.get(document, 0.0))
        for document, passages in by_document.items()
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.document))


def _dense_weight(candidates: Candidates, mode: Mode, *, foreign: bool) -> float:
    if mode is not Mode.HYBRID:
        return 1.0 if mode is Mode.MEANING else 0.0
    low, high = DENSE_WEIGHTS
    return FOREIGN_DENSE_WEIGHT if foreign else low + (high - low) * trust(candidates)


def _rank(
    candidates: Candidates,
    document: int,
    passages: list[tuple[int, float]],
    measure: float,
    best_field: float,
    moved: float,
) -> RankedDocument:
    passages.sort(key=lambda one: (-one[1], one[0]))
    passage, score = passages[0]
    fields = candidates.fields.get(document, 0.0) / best_field
    named = NAMED_BONUS if document in candidates.named else 0.0
    if document in candidates.called:
        named = CALLED_BONUS
    fused = score + moved + FIELD_WEIGHT * fields + named
    explanation = Explanation(
        dense=candidates.cosine.get(passage),
        sparse=candidates.bm25.get(passage, 0.0) / measure if candidates.bm25 else None,
        fields=fields if candidates.fields else None,
        named=document in candidates.named,
        fused=fused,
    )
    return RankedDocument(document, fused, tuple(passages), explanation)
