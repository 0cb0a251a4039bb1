"""How sure it is that a document answers: bands from what meaning and words say, each for itself.

Meaning is told by how far the cosine of the best passage lies above what unrelated questions reach in
the same index (`calibration`). Words are told by the share of the query that the passage holds with its
title and headings, rare words counting most, and by how much that is: three rare words say more than
one. Both go into a logistic regression; where meaning has no say, words have one of their own. The
score by which hits are ranked is no part of it: it says which is the best, not whether that is good.

How the weights were learned, and what they come to: `docs/decisions/0021-confidence.md`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.hit import Confidence
from app.search.calibration import Calibration

STRONG, POSSIBLE, WEAK = 0.0, -2.0, -4.0
"""From this logit on: a probability of 50, 12 and 2 of a hundred, where every other question has no answer."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one document."""

    cosine: float | None
    """Of its best passage; None where meaning has no say: not asked, not encoded yet, a language unknown to it."""
    coverage: float
    """Share of the query's words that the passage holds, by how rare they are; from 0 to 1."""
    weight: float
    """How rare the words are that it holds: the sum of their idf."""


BOTH = (-7.0, 16.5, 4.5, 1.2)
"""Intercept, then for the cosine above that of unrelated questions, the coverage, log(1 + weight)."""
WORDS_ALONE = (-10.0, 8.0, 2.5)
"""Intercept, then for the coverage and log(1 + weight)."""


def evidence(cosine: float | None, rarities: Sequence[float], held: Sequence[float]) -> Evidence:
    """*rarities* gives the idf of each word of the query, *held* from 0 to 1 how well it is held."""
    whole = sum(rarities)
    weight = sum(rarity * share for rarity, share in zip(rarities, held, strict=True))
    return Evidence(cosine, weight / whole if whole else 0.0, weight)


def logit(found: Evidence, calibration: Calibration) -> float:
    """Of the probability that the document answers; grows with the cosine, and with every word that is held."""
    if found.cosine is None:
        return _by_words(found)
    above, covered, weighed = BOTH[1:]
    excess = found.cosine - calibration.centre
    return BOTH[0] + above * excess + covered * found.coverage + weighed * math.log1p(found.weight)


def band(found: Evidence, calibration: Calibration) -> Confidence:
    """The band of a document; what its words alone make sure of is at least possible."""
    sure = logit(found, calibration)
    if sure >= STRONG:
        return Confidence.STRONG
    if sure >= POSSIBLE or _by_words(found) >= STRONG:
        return Confidence.POSSIBLE
    return Confidence.WEAK if sure >= WEAK else Confidence.NONE


def _by_words(found: Evidence) -> float:
    start, covered, weighed = WORDS_ALONE
    return start + covered * found.coverage + weighed * math.log1p(found.weight)
