"""From candidates to ranked documents.

A passage scores `w * cosine + (1 - w) * BM25 / sqrt(best * attainable)`. Scores are added, not
ranks: reciprocal rank fusion falls below the better retrieval where the other one is weak. BM25
is measured against the geometric mean of the best that any passage reached and the best that one
could reach with every word of the query: so words count less where no passage holds many of them.
A document scores as its best passage, and more where its title or name answers. The constants and
what else was tried stand in `docs/decisions/0007-fusion.md`.
"""

import math
from dataclasses import dataclass

from app.domain.hit import Explanation
from app.domain.query import Mode
from app.search.candidates import Candidates

DENSE_WEIGHT = 0.6
FOREIGN_DENSE_WEIGHT = 0.15
"""For a document in a language that the encoder does not know."""
FIELD_WEIGHT = 0.03
"""For the best match among titles, names, paths and headings; others in proportion."""
NAMED_BONUS = 0.2
"""For a document whose title and name hold every word of the query."""


@dataclass(frozen=True, slots=True)
class RankedDocument:
    """A document with its candidate passages, best first."""

    document: int
    score: float
    passages: tuple[tuple[int, float], ...]
    """(passage id, score)."""
    explanation: Explanation


def fuse(candidates: Candidates, mode: Mode) -> list[RankedDocument]:
    """Rank the documents of *candidates*, best first; ties go to the older document."""
    best = max(candidates.bm25.values(), default=0.0)
    measure = math.sqrt(best * max(best, candidates.attainable)) or 1.0
    by_document: dict[int, list[tuple[int, float]]] = {}
    for passage, document in candidates.documents.items():
        weight = _dense_weight(mode, foreign=document in candidates.foreign)
        dense = candidates.cosine.get(passage, 0.0)
        sparse = candidates.bm25.get(passage, 0.0) / measure
        by_document.setdefault(document, []).append((passage, weight * dense + (1 - weight) * sparse))
    ranked = [_rank(candidates, document, passages, measure) for document, passages in by_document.items()]
    return sorted(ranked, key=lambda one: (-one.score, one.document))


def _dense_weight(mode: Mode, *, foreign: bool) -> float:
    if mode is Mode.HYBRID:
        return FOREIGN_DENSE_WEIGHT if foreign else DENSE_WEIGHT
    return 1.0 if mode is Mode.MEANING else 0.0


def _rank(
    candidates: Candidates, document: int, passages: list[tuple[int, float]], measure: float
) -> RankedDocument:
    passages.sort(key=lambda one: (-one[1], one[0]))
    passage, score = passages[0]
    fields = candidates.fields.get(document, 0.0) / (max(candidates.fields.values(), default=1.0) or 1.0)
    fused = score + FIELD_WEIGHT * fields + (NAMED_BONUS if document in candidates.named else 0.0)
    explanation = Explanation(
        dense=candidates.cosine.get(passage),
        sparse=candidates.bm25.get(passage, 0.0) / measure if candidates.bm25 else None,
        fields=fields if candidates.fields else None,
        named=document in candidates.named,
        fused=fused,
    )
    return RankedDocument(document, fused, tuple(passages), explanation)
