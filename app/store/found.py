"""Rows that a search found."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.domain.vectors import Ids, Scores, Vectors


@dataclass(frozen=True, slots=True)
class Found:
    """Row i of each array is about one row, best first."""

    passages: Ids
    documents: Ids
    """0 where that was not read."""
    cosines: Scores
    vectors: Vectors
    """float32[n, d]; float32[n, 0] where they were not read."""

    def __len__(self) -> int:
        """Rows."""
        return len(self.passages)

    def only(self, rows: NDArray[np.bool_] | NDArray[np.intp] | slice) -> "Found":
        """Those of the *rows*."""
        return Found(self.passages[rows], self.documents[rows], self.cosines[rows], self.vectors[rows])
