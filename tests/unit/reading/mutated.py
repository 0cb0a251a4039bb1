"""Files with bytes changed, cut out and cut off; what their readers make of them."""

import random
from collections.abc import Callable, Iterator

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable


def mutations(whole: bytes, count: int, hostile: bytes) -> Iterator[bytes]:
    """The same *count* variants of *whole* in every run, with some of the bytes *hostile*."""
    chance = random.Random(4)  # noqa: S311 - not a secret
    for _ in range(count):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 3)] = bytes(chance.choices(hostile, k=chance.randint(0, 4)))
        yield bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])


def outcomes(read: Callable[[bytes], Document], variants: Iterator[bytes]) -> set[Reason | None]:
    """The reasons for which *variants* are not read; None for those that are. Any other error is raised."""
    reasons: set[Reason | None] = set()
    for variant in variants:
        try:
            read(variant)
            reasons.add(None)
        except Unreadable as error:
            reasons.add(error.reason)
    return reasons
