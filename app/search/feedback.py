"""Relevance feedback without the user: what is like the best answers is likely to answer, too.

The query's vector is moved towards the best passages of the best documents (Rocchio 1971; as pseudo
relevance feedback on dense vectors in Li et al. 2021, "Pseudo Relevance Feedback with Deep Language Models
and Dense Retrievers", section 3.3), and the best documents are compared with it once more. It helps where
many documents answer, and harms where one does: so the more the best cosine stands out, the less it counts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from app.domain.query import Mode
from app.domain.vectors import Vector
from app.search.candidates import Candidates
from app.search.fuse import RankedDocument, trust

DOCUMENTS = 4
"""Best documents that the query is moved towards, each by its score."""
STEP = 0.5
"""How far, for a query whose best cosine does not stand out."""
COMPARED = 100
"""Documents that are compared again."""
SMALLEST = 0.02
"""A step below this changes nothing."""


def feedback(
    candidates: Candidates,
    ranked: Sequence[RankedDocument],
    mode: Mode,
    vectors_of: Callable[[Iterable[int]], Mapping[int, Vector]],
) -> dict[int, float]:
    """Document id -> by how much its best passage is nearer to the query where that has been moved."""
    query = candidates.vector
    step = STEP * (1 - trust(candidates))
    if mode is not Mode.HYBRID or query is None or len(ranked) <= DOCUMENTS or step < SMALLEST:
        return {}
    best = {one.document: one.passages[0][0] for one in ranked[:COMPARED]}
    known = {
        passage: candidates.vectors[passage] for passage in best.values() if passage in candidates.vectors
    }
    vectors = known | dict(vectors_of(passage for passage in best.values() if passage not in known))
    moved = _moved(query, step, [(one.score, vectors.get(best[one.document])) for one in ranked[:DOCUMENTS]])
    return {
        document: float(vectors[passage] @ moved - vectors[passage] @ query)
        for document, passage in best.items()
        if passage in vectors
    }


def _moved(query: Vector, step: float, found: Sequence[tuple[float, Vector | None]]) -> Vector:
    """*query* and a *step* towards the mean of what was *found*, weighed by score; of length 1."""
    weighed = [(max(score, 0.0), vector) for score, vector in found if vector is not None]
    total = sum(weight for weight, _ in weighed)
    if not total:
        return query
    mean = sum((weight / total * vector for weight, vector in weighed), np.zeros_like(query))
    moved: Vector = query + step * mean
    return np.asarray(moved / np.linalg.norm(moved), np.float32)
