"""From candidates to ranked documents.

A passage scores `DENSE_WEIGHT * cosine + (1 - DENSE_WEIGHT) * BM25 / best BM25`: a sum of scores,
since ranks alone (reciprocal rank fusion) fall below the better retrieval where the other is weak
(`docs/decisions/`). A document scores as its best passage, and a little for matching title, name
or headings.
"""

from dataclasses import dataclass

from app.domain.hit import Explanation
from app.domain.query import Mode
from app.search.candidates import Candidates

DENSE_WEIGHT = 0.6
FIELD_WEIGHT = 0.1


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
    best_bm25 = max(candidates.bm25.values(), default=0.0) or 1.0
    best_fields = max(candidates.fields.values(), default=0.0) or 1.0
    dense_weight = {Mode.HYBRID: DENSE_WEIGHT, Mode.WORDS: 0.0, Mode.MEANING: 1.0}[mode]
    by_document: dict[int, list[tuple[int, float]]] = {}
    for passage, document in candidates.documents.items():
        dense = candidates.cosine.get(passage, 0.0)
        sparse = candidates.bm25.get(passage, 0.0) / best_bm25
        score = dense_weight * dense + (1 - dense_weight) * sparse
        by_document.setdefault(document, []).append((passage, score))
    ranked = [
        _rank(candidates, document, passages, best_bm25, best_fields)
        for document, passages in by_document.items()
    ]
    return sorted(ranked, key=lambda one: (-one.score, one.document))


def _rank(
    candidates: Candidates,
    document: int,
    passages: list[tuple[int, float]],
    best_bm25: float,
    best_fields: float,
) -> RankedDocument:
    passages.sort(key=lambda one: (-one[1], one[0]))
    passage, score = passages[0]
    fields = candidates.fields.get(document, 0.0) / best_fields
    fused = score + FIELD_WEIGHT * fields
    explanation = Explanation(
        dense=candidates.cosine.get(passage),
        sparse=candidates.bm25.get(passage, 0.0) / best_bm25 if candidates.bm25 else None,
        fields=fields if candidates.fields else None,
        fused=fused,
    )
    return RankedDocument(document, fused, tuple(passages), explanation)
