"""What is like the best answers comes nearer, where many may answer; never where one stands out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pytest

from app.domain.query import Mode
from app.domain.vectors import Vector
from app.search.background import Background
from app.search.candidates import Candidates
from app.search.feedback import DOCUMENTS, feedback
from app.search.fuse import fuse

QUERY = np.eye(1, 8, dtype=np.float32)[0]
"""Along the first axis."""


def passage(cosine: float, axis: int) -> Vector:
    """A unit vector with this cosine to the query, and the rest along an axis of its own."""
    vector = np.zeros(8, np.float32)
    vector[0], vector[axis] = cosine, np.sqrt(1 - cosine**2)
    return vector


VECTORS = {
    **{number: passage(0.8, 1) for number in range(1, DOCUMENTS + 1)},
    8: passage(0.5, 1),  # like the best in what the query does not say
    9: passage(0.5, 2),
}
CANDIDATES = Candidates(
    {number: 10 * number for number in VECTORS},
    {number: float(vector @ QUERY) for number, vector in VECTORS.items()},
    {},
    {},
    vector=QUERY,
)


def stored(passages: Iterable[int]) -> Mapping[int, Vector]:
    return {number: VECTORS[number] for number in passages}


def moved(candidates: Candidates, mode: Mode = Mode.HYBRID) -> dict[int, float]:
    return feedback(candidates, fuse(candidates, mode), mode, stored)


def test_what_is_like_the_best_comes_nearer_than_what_is_not() -> None:
    nearer = moved(CANDIDATES)
    assert nearer[80] > 0 > nearer[90]
    order = [one.document for one in fuse(CANDIDATES, Mode.HYBRID, nearer)]
    assert order.index(80) < order.index(90)


def test_nothing_moves_where_the_best_stands_out() -> None:
    clear = Background(mean=0.0, deviation=0.01, passages=1_000)
    assert moved(replace(CANDIDATES, background=clear)) == {}


@pytest.mark.parametrize("mode", [Mode.WORDS, Mode.MEANING])
def test_one_retrieval_alone_is_left_as_it_is(mode: Mode) -> None:
    assert moved(CANDIDATES, mode) == {}


def test_a_handful_of_documents_is_left_as_it_is() -> None:
    few = {number: 10 * number for number in range(1, DOCUMENTS + 1)}
    assert moved(replace(CANDIDATES, documents=few)) == {}


def test_vectors_at_hand_are_not_fetched_again() -> None:
    def fetch(passages: Iterable[int]) -> Mapping[int, Vector]:
        wanted = set(passages)
        assert not wanted & {8, 9}
        return stored(wanted)

    known = replace(CANDIDATES, vectors={8: VECTORS[8], 9: VECTORS[9]})
    assert feedback(known, fuse(known, Mode.HYBRID), Mode.HYBRID, fetch) == pytest.approx(moved(CANDIDATES))


def test_passages_that_are_not_encoded_yet_are_passed_over() -> None:
    nearer = feedback(CANDIDATES, fuse(CANDIDATES, Mode.HYBRID), Mode.HYBRID, lambda _: {8: VECTORS[8]})
    assert nearer == {80: pytest.approx(0.0)}
