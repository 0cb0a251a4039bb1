"""One vector for a text that is longer than the encoder reads at once."""

from collections.abc import Sequence

import numpy as np

from app.domain.vectors import Vector, Vectors


def mean_of_windows(vectors: Vectors, token_counts: Sequence[int]) -> Vector:
    """Mean of the windows' vectors, each weighted by its tokens, scaled to length 1.

    Args:
        vectors: float32[n, d], one row of length 1 per window, n at least 1.
        token_counts: Tokens in each window.

    Returns:
        float32[d] of length 1; the first window's vector where the windows cancel each other out.
    """
    first: Vector = vectors[0]
    if len(vectors) == 1:
        return first
    summed: Vector = np.asarray(token_counts, np.float32) @ vectors
    length = np.linalg.norm(summed)
    return summed / length if length > 0 else first
