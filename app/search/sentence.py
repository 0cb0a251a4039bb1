"""The sentence of a passage that answers a query best: what it means, and which of the words it holds.

Only sentences of passages that are shown are encoded, when they are, and their vectors are kept for
a while. Words count beside meaning because they tell sentences of one passage apart: they are all
about much the same. The weight stands with its figures in `docs/decisions/0021-confidence.md`.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from app.catalogue.sparse import Term
from app.domain.passage import sentences
from app.domain.ports import Encoder
from app.domain.vectors import Vector, Vectors
from app.search.prose import is_prose
from app.search.snippet import Mark, matches

WORDS_WEIGHT = 0.5
"""The share of the query's words that a sentence holds, against its cosine."""
KEPT = 512
"""Passages whose sentences are remembered; some 8 KB each."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The best sentence of a passage: `passage[start:end]`, and its cosine with the query."""

    start: int
    end: int
    cosine: float


class Sentences:
    """Finds sentences; used from one thread."""

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        """*encoder* is called when it is first needed."""
        self._encoder = encoder
        self._known: OrderedDict[str, tuple[list[Mark], Vectors]] = OrderedDict()
        self._asked: tuple[str, Vector] | None = None

    def best(self, query: str, passage: str, terms: Sequence[Term], language: str) -> Sentence | None:
        """The sentence of *passage* (in *language*) that answers *query*, whose words are *terms*.

        None where there is none.
        """
        spans, vectors = self._sentences(passage)
        if not spans:
            return None
        cosines = vectors @ self._vector(query)
        held = [_share(passage[start:end], terms, language) for start, end in spans]
        best = int(np.argmax(cosines + WORDS_WEIGHT * np.array(held)))
        return Sentence(*spans[best], float(cosines[best]))

    def _vector(self, query: str) -> Vector:
        if self._asked is None or self._asked[0] != query:
            self._asked = query, self._encoder().encode_query(query)
        return self._asked[1]

    def _sentences(self, passage: str) -> tuple[list[Mark], Vectors]:
        """(places, float32[n, d]) of the sentences; headings and the like only where there is nothing else."""
        if passage not in self._known:
            spans = sentences(passage)
            spans = [span for span in spans if is_prose(passage[slice(*span)])] or spans
            vectors = self._encoder().encode_passages([passage[start:end] for start, end in spans])
            self._known[passage] = spans, vectors
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(passage)
        return self._known[passage]


def _share(text: str, terms: Sequence[Term], language: str) -> float:
    """How many of *terms* stand in *text*, as a share."""
    return sum(bool(matches(text, [term], language)) for term in terms) / len(terms) if terms else 0.0
