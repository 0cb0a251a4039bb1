"""A filter in LanceDB's SQL."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from app.domain.dense_filter import DenseFilter
from app.domain.vectors import Ids

NARROW = 5_000
"""Up to this many documents are named in the search at once; naming more takes longer than to try without."""
MOST_NAMED = 100_000
"""More are never named; measured in `docs/decisions/0020-dense-retrieval.md`."""


def condition(where: DenseFilter) -> str:
    """The part of *where* that goes into the search as a condition; empty where it asks for nothing."""
    parts = []
    if where.kinds is not None:
        parts.append(_any_text("kind", where.kinds))
    if where.languages is not None:
        parts.append(_any_text("language", where.languages))
    if where.documents is not None:
        parts.append(any_id("document_id", where.documents))
    return " AND ".join(parts)


def is_broad(where: DenseFilter) -> bool:
    """Whether the documents are too many to be named in a condition."""
    return where.documents is not None and len(where.documents) > NARROW


def lets_nothing_through(where: DenseFilter) -> bool:
    """Whether some field allows no value at all."""
    return any(
        allowed is not None and len(allowed) == 0
        for allowed in (where.kinds, where.languages, where.documents)
    )


def any_id(column: str, ids: Ids) -> str:
    """`column IN (1, 2, ...)`; *ids* must not be empty."""
    return f"{column} IN ({','.join(map(str, ids.tolist()))})"


def _any_text(column: str, values: Iterable[str]) -> str:
    quoted = ("'" + value.replace("'", "''") + "'" for value in sorted(values))
    return f"{column} IN ({','.join(quoted)})"


def members(values: Ids, allowed: Ids) -> NDArray[np.bool_]:
    """Which of *values* are in *allowed* (sorted, unique, not empty)."""
    positions = np.searchsorted(allowed, values)
    positions[positions == len(allowed)] = 0
    return np.asarray(allowed[positions] == values, np.bool_)
