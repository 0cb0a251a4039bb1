"""What one query is told by the two retrievals, before anything is ranked."""

from dataclasses import dataclass, field

import numpy as np

from app.domain.vectors import Ids, Scores, Vector
from app.search.background import Background


@dataclass(frozen=True, slots=True)
class Leg:
    """One ranked list: ids and scores, best first."""

    ids: Ids = field(default_factory=lambda: np.array([], dtype=np.int64))
    scores: Scores = field(default_factory=lambda: np.array([], dtype=np.float32))

    def as_dict(self) -> dict[int, float]:
        """Id -> score."""
        return dict(zip(self.ids.tolist(), self.scores.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may answer, and what each retrieval says of them."""

    documents: dict[int, int]
    """Passage id -> document id; the candidates are its keys."""
    cosine: dict[int, float]
    """Passage id -> cosine; complete where dense retrieval was asked and the passage is encoded."""
    bm25: dict[int, float]
    """Passage id -> BM25; absent means zero."""
    fields: dict[int, float]
    """Document id -> BM25 of title, name, path and headings; absent means zero."""
    named: frozenset[int] = frozenset()
    """Documents whose title or name holds every word of the query."""
    called: frozenset[int] = frozenset()
    """Documents whose whole title or name is the query."""
    foreign: frozenset[int] = frozenset()
    """Documents in a language that the encoder does not know."""
    vector: Vector | None = None
    """Of the query; None where dense retrieval did not answer."""
    vectors: dict[int, Vector] = field(default_factory=dict)
    """Of those passages whose vectors are at hand anyway."""
    background: Background | None = None
    """What the query's cosines are where there is nothing to find."""
    by_meaning: bool = True
    """Whether dense retrieval answered."""
    attainable: float = 0.0
    """The BM25 that a passage could reach with all words of the query."""
    matched: Ids = field(default_factory=lambda: np.array([], dtype=np.int64))
    """Sorted documents that either retrieval brought up, not the best alone: what labels are counted over."""
