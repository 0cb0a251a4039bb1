"""How fast this machine encodes: measured while it does, noted for the next estimate, or tried out."""

import time
from collections.abc import Callable, Sequence

from app.catalogue.catalogue import Catalogue
from app.domain.ports import Encoder
from app.domain.vectors import Vectors

FACT = "passages-per-second"
ENOUGH = 200
"""Passages that must have been encoded before their speed is believed."""
NEWS = 0.5
"""How much the last run counts beside those before it."""
BATCH = 32
"""Passages encoded between two looks at the clock."""
TRIAL_SECONDS = 0.7


class Speed:
    """Takes the time that a run of encoding spends on encoding, and on nothing else."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._passages = 0

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> Vectors:
        """The vectors of *texts*; how long that took is kept in mind."""
        started = time.perf_counter()
        vectors = encoder.encode_passages(texts)
        self._seconds += time.perf_counter() - started
        self._passages += len(texts)
        return vectors

    def note(self, catalogue: Catalogue) -> None:
        """Note the speed of this run, if it was long enough to know; the next one starts anew."""
        if self._passages > ENOUGH and self._seconds > 0:
            speed = self._passages / self._seconds
            before = noted_speed(catalogue)
            catalogue.note(FACT, f"{speed if before is None else before + NEWS * (speed - before):.2f}")
        self._seconds, self._passages = 0.0, 0


def noted_speed(catalogue: Catalogue) -> float | None:
    """Passages a second, as this library was encoded lately; None where it was not."""
    try:
        speed = float(catalogue.fact(FACT))
    except ValueError:
        return None
    return speed if 0 < speed < float("inf") else None


def tried_speed(encoder: Encoder, texts: Sequence[str], stopped: Callable[[], bool]) -> float:
    """Passages a second, of *texts* that are encoded for the sake of it, over and over if they are few."""
    encoder.encode_passages(texts[:BATCH])  # what is slow at the first time only
    done, started, ended = 0, time.perf_counter(), 0.0
    while ended < started + TRIAL_SECONDS and not stopped():
        begin = (done + BATCH) % len(texts)
        batch = [texts[(begin + place) % len(texts)] for place in range(BATCH)]
        encoder.encode_passages(batch)
        done += BATCH
        ended = time.perf_counter()
    return done / max(ended - started, 1e-6)
