"""What chance finds in one index: the cosines that questions without an answer reach there.

Measured by the writer with the questions of `unrelated`, noted in the catalogue, and read with each
query. Some of the questions may have answers in some libraries, hence a median; in a library that
answers most of them, as an encyclopaedia would, the nonsense among them tells what chance finds.
"""

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

import numpy as np

from app.domain.dense_filter import DenseFilter
from app.domain.ports import Encoder, PassageIndex
from app.search.unrelated import NONSENSE, UNRELATED

FACT = "calibration"
"""Its name among the facts of the catalogue."""
GROWN, SHRUNK = 1.5, 0.5
"""It is made anew when the index holds so many times as many passages as it did."""
LEAST = 50
"""Passages below which asking is not worth its while: chance finds the same in every small library."""
EVERYTHING = DenseFilter()


@dataclass(frozen=True, slots=True)
class Calibration:
    """What unrelated questions found in an index of *passages* passages."""

    recipe: str
    """What decided the vectors."""
    passages: int
    centre: float
    """The best cosine that such a question usually reaches."""

    def holds_for(self, recipe: str, passages: int) -> bool:
        """Whether it still tells of the index."""
        return recipe == self.recipe and SHRUNK * self.passages < passages < GROWN * self.passages

    def noted(self) -> str:
        """As a fact."""
        return json.dumps(asdict(self))


def calibration_of(fact: str) -> Calibration | None:
    """A calibration as it was noted; None where there is none, or none of this kind."""
    try:
        return Calibration(**json.loads(fact)) if fact else None
    except (ValueError, TypeError):
        return None


def of_small(recipe: str, passages: int) -> Calibration:
    """What chance finds among so few passages: within 0.02 of what was measured on parts of five sets."""
    return Calibration(recipe, passages, 0.02 + 0.03 * math.log(max(passages, 1)))


def calibrate(
    recipe: str,
    passages: int,
    index: PassageIndex,
    encoder: Encoder,
    stopped: Callable[[], bool] = lambda: False,
) -> Calibration | None:
    """Ask every unrelated question; None where the index is empty, or *stopped* came first."""

    def best(questions: Iterable[str]) -> list[float]:
        found: list[float] = []
        for question in questions:
            if stopped():
                return []
            _, scores = index.nearest(encoder.encode_query(question), 1, EVERYTHING)
            found += scores.tolist()
        return found

    nonsense, unrelated = best(NONSENSE), best(UNRELATED)
    if not nonsense or not unrelated:
        return None
    return Calibration(recipe, passages, float(min(np.median(unrelated + nonsense), np.median(nonsense))))
