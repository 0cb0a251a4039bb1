"""How well one library is searched, as the library itself can tell."""

import math
from dataclasses import dataclass, field

ENOUGH = 20
"""Passages; of fewer nothing can be said."""
Z_95 = 1.959964
"""Standard deviations on either side that hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often the right document came up, of so many times."""

    asked: int = 0
    first: int = 0
    """Times that it came first."""
    first_ten: int = 0
    """Times that it was among the first ten."""

    def with_rank(self, rank: int | None) -> "Tally":
        """One more question, whose document stood at *rank* (1 is the first); None: nowhere."""
        return Tally(
            self.asked + 1,
            self.first + (rank == 1),
            self.first_ten + (rank is not None and rank <= 10),
        )

    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share that comes first (Wilson 1927, "Probable inference", equation 5)."""
        if not self.asked:
            return 0.0, 1.0
        share, spread = self.first / self.asked, Z_95**2 / self.asked
        middle = share + spread / 2
        reach = math.sqrt(spread * (share * (1 - share) + spread / 4))
        return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What an inverse-cloze check of a library came to."""

    passages: int
    """A sentence was taken out of each, and asked for."""
    modes: dict[str, Tally]
    """`words`, `meaning`, `hybrid` -> over all passages."""
    languages: dict[str, dict[str, Tally]] = field(default_factory=dict)
    """The same for each language with enough passages, the most frequent first."""
    foreign: dict[str, int] = field(default_factory=dict)
    """Language that the encoder does not know -> documents; empty where it knows all."""
    waiting: int = 0
    """Passages of the library that cannot be found by meaning yet."""
    seconds: float = 0.0

    @property
    def is_enough(self) -> bool:
        """Whether anything can be said."""
        return self.passages >= ENOUGH
