"""How good a ranking is, as trec_eval counts it: linear gains, ties by the larger id."""

import math
from collections.abc import Mapping, Sequence

Grades = Mapping[str, int]
"""Document id -> grade; above zero is relevant."""


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Normalised discounted cumulative gain (Jarvelin and Kekalainen 2002), cut at *depth*."""
    gains = [max(grades.get(document, 0), 0) for document in ranking[:depth]]
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def recall(ranking: Sequence[str], grades: Grades, depth: int = 100) -> float:
    """Share of the relevant documents among the first *depth*."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """1 / rank of the first relevant document among the first *depth*, else 0."""
    return next((1 / rank for rank, one in enumerate(ranking[:depth], 1) if grades.get(one, 0) > 0), 0.0)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
