"""Which files speak for all: drawn by suffix, the heavier ones more likely, the same at every time.

Within a stratum a file is drawn in proportion to its weight, so that the mean of (what it came to / its weight),
times the weight of the stratum, is an unbiased estimate of what the whole stratum comes to. The numbers that
draw are those of van der Corput: wherever the drawing ends, they lie evenly over small and large files.
"""

import math
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

FILE_WEIGHT = 4_096
"""Bytes that a file weighs beside its own: opening it takes as long as reading some."""
LARGEST_DRAWN = 3_000_000
"""Bytes; reading a larger file takes too long. The others of its suffix speak for it."""
MOST_DRAWS = 200
"""Of one suffix: where some files outweigh all others, these are drawn again and again."""
STRATA = 40
"""Suffixes that are looked into, the heaviest first; the others are taken for the average of these."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file that may be drawn."""

    path: Path
    size: int

    @property
    def weight(self) -> int:
        """How likely it is drawn."""
        return self.size + FILE_WEIGHT


@dataclass(slots=True)
class Outcome:
    """What reading one file came to."""

    seconds: float = 0.0
    writing_seconds: float = 0.0
    passages: int = 0
    text_bytes: int = 0
    needs_recognition: bool = False
    unreadable: bool = False
    unknown: bool = False
    """It took too long, or was gone: it speaks for nothing."""


@dataclass(slots=True)
class Stratum:
    """The new files of one suffix."""

    files: list[Drawn]
    weight: int = 0
    read: dict[Path, Outcome] = field(default_factory=dict)
    draws: list[tuple[Drawn, Outcome]] = field(default_factory=list)
    """Each file as often as it was drawn."""
    _candidates: list[Drawn] = field(default_factory=list)
    _sums: list[int] = field(default_factory=list)
    _asked: int = 0

    def __post_init__(self) -> None:
        self.weight = sum(file.weight for file in self.files)
        by_size = sorted(self.files, key=lambda file: (file.size, file.path))
        self._candidates = [file for file in by_size if file.size <= LARGEST_DRAWN] or by_size[:1]
        self._sums = list(accumulate(file.weight for file in self._candidates))

    @property
    def is_exhausted(self) -> bool:
        """Whether another draw would tell nothing new, or nearly never."""
        return len(self.read) >= len(self._candidates) or self._asked >= MOST_DRAWS

    @property
    def _is_known(self) -> bool:
        """Whether nothing is left to chance."""
        return len(self.read) == len(self.files) and not any(one.unknown for one in self.read.values())

    def draw(self) -> Drawn:
        """The next file; it may have been drawn before."""
        self._asked += 1
        return self._candidates[bisect_left(self._sums, van_der_corput(self._asked) * self._sums[-1])]

    def take(self, file: Drawn, outcome: Outcome) -> None:
        """Note what a drawn file came to."""
        self.read[file.path] = outcome
        if not outcome.unknown:
            self.draws.append((file, outcome))

    def mean(self, what: str) -> float:
        """What a unit of weight comes to, of a numeric field of `Outcome`; drawn from at least once."""
        if self._is_known:
            return math.fsum(getattr(outcome, what) for outcome in self.read.values()) / self.weight
        return math.fsum(getattr(outcome, what) / file.weight for file, outcome in self.draws) / len(
            self.draws
        )

    def share(self, what: str) -> float:
        """The share of files for which a field of `Outcome` is true; drawn from at least once."""
        if self._is_known:
            return math.fsum(getattr(outcome, what) for outcome in self.read.values()) / len(self.files)
        all_of_them = math.fsum(1 / file.weight for file, _ in self.draws)
        return math.fsum(getattr(outcome, what) / file.weight for file, outcome in self.draws) / all_of_them


def strata(files: Iterable[Drawn]) -> list[Stratum]:
    """One for each suffix, the heaviest first."""
    by_suffix: dict[str, list[Drawn]] = {}
    for file in files:
        by_suffix.setdefault(os.path.splitext(file.path.name)[1].lower(), []).append(file)  # noqa: PTH122 - as `Location.suffix` does
    made = [Stratum(of_suffix) for of_suffix in by_suffix.values()]
    return sorted(made, key=lambda stratum: (-stratum.weight, stratum.files[0].path))


def drawing(made: list[Stratum]) -> Iterator[tuple[Stratum, Drawn]]:
    """What to read next, while files are left: each suffix once, then where passages and files are.

    What was drawn is told to the stratum by `take` before the next is asked for.
    """
    open_strata = made[:STRATA]
    for stratum in open_strata:
        yield stratum, stratum.draw()
    while open_strata := [stratum for stratum in open_strata if not stratum.is_exhausted]:
        stratum = max(open_strata, key=needs(open_strata))
        file = stratum.draw()
        if file.path in stratum.read:
            stratum.take(file, stratum.read[file.path])
        else:
            yield stratum, file


def van_der_corput(number: int) -> float:
    """The binary digits of *number* mirrored at the point: 1/2, 1/4, 3/4, 1/8 ..."""
    value, unit = 0.0, 0.5
    while number:
        value += unit * (number & 1)
        number, unit = number >> 1, unit / 2
    return value


def needs(open_strata: Sequence[Stratum]) -> Callable[[Stratum], float]:
    """How much one more draw of a stratum is worth (D'Hondt), for its share of passages and its share of files.

    One of which nothing is known yet comes first.
    """
    passages = {id(one): one.weight * one.mean("passages") if one.draws else 0.0 for one in open_strata}
    all_passages = sum(passages.values()) or 1.0
    all_files = sum(len(one.files) for one in open_strata)

    def need(stratum: Stratum) -> float:
        if not stratum.draws:
            return float("inf")
        share = passages[id(stratum)] / all_passages + len(stratum.files) / all_files
        return share / (len(stratum.draws) + 1)

    return need
