"""One vector for a set of vectors: it follows the comparison of the sets, and never depends on chance."""

import hashlib

import numpy as np
import pytest

from app.domain import document_vector as rule
from app.domain.document_vector import (
    MOST_PASSAGES,
    asking_vector,
    chamfer,
    codes_of,
    document_vector,
    likeness,
    spread,
)
from app.domain.vectors import Codes, Vectors
from tests.fakes.index import unit_vectors

DIMENSION = 64


def documents(count: int, topics: int = 12, seed: int = 0) -> list[Vectors]:
    """Sets of one to twenty vectors, each near to some of the topics."""
    chance = np.random.default_rng(seed)
    centres = unit_vectors(topics, DIMENSION, seed)
    made = []
    for _ in range(count):
        own = chance.choice(topics, chance.integers(1, 4))
        vectors = centres[chance.choice(own, chance.integers(1, 21))]
        vectors = vectors + 0.6 * unit_vectors(len(vectors), DIMENSION, int(chance.integers(1 << 30)))
        made.append(np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32))
    return made


def codes(sets: list[Vectors]) -> Codes:
    rows = [np.frombuffer(codes_of(document_vector(one), DIMENSION), np.int8) for one in sets]
    return np.stack(rows)


def exact(asking: Vectors, sets: list[Vectors]) -> list[float]:
    return [chamfer(asking @ one.T) for one in sets]


# The comparison of sets.


def test_a_document_is_wholly_like_itself() -> None:
    (one,) = documents(1)
    assert chamfer(one @ one.T) == pytest.approx(1, abs=1e-5)


def test_the_comparison_is_the_same_both_ways_round() -> None:
    one, other = documents(2)
    assert chamfer(one @ other.T) == pytest.approx(chamfer(other @ one.T), abs=1e-6)


def test_each_passage_looks_for_the_one_that_is_nearest() -> None:
    cosines = np.array([[0.9, 0.1], [0.2, 0.4], [0.3, 0.3]], np.float32)
    assert chamfer(cosines) == pytest.approx(((0.9 + 0.4 + 0.3) / 3 + (0.9 + 0.4) / 2) / 2)


# One vector for a set.


def test_the_dot_product_follows_the_comparison_of_the_sets() -> None:
    sets = documents(300)
    rows = codes(sets)
    for asking in sets[:10]:
        rough = likeness(asking_vector(asking), rows, DIMENSION)
        assert np.corrcoef(rough, exact(asking, sets))[0, 1] > 0.85


def test_those_that_are_most_alike_are_among_the_first() -> None:
    sets = documents(400, topics=40)
    rows = codes(sets)
    found = []
    for asking in sets[:40]:
        rough = np.argsort(-likeness(asking_vector(asking), rows, DIMENSION))[:100]
        best = np.argsort(-np.array(exact(asking, sets)))[:10]
        found.append(len(set(rough.tolist()) & set(best.tolist())) / len(best))
    assert np.mean(found) > 0.95


def test_the_order_of_the_passages_does_not_matter() -> None:
    (one,) = documents(1, seed=4)
    turned = one[::-1]
    assert np.allclose(document_vector(one), document_vector(turned), atol=1e-5)
    assert np.allclose(asking_vector(one), asking_vector(turned), atol=1e-5)


def test_nothing_hangs_on_chance_or_on_the_version_of_a_library() -> None:
    places = np.arange(12 * DIMENSION, dtype=np.float64).reshape(12, DIMENSION)
    vectors = np.cos(places * places / 7)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    drawn = rule._drawn(DIMENSION)
    signs = hashlib.blake2b(
        np.sign(np.concatenate([part.ravel() for part in drawn])).tobytes(), digest_size=8
    )
    assert signs.hexdigest() == "5e85f47de5658ee9"
    made = document_vector(vectors.astype(np.float32))
    assert np.allclose(made[[0, 1, DIMENSION, DIMENSION + 1, -1]], MADE, atol=1e-4)


MADE = [0.00646, 0.01203, 0.0199, 0.04553, -0.01371]
"""Numbers of a vector as `fde-1` has made it once and for all."""


@pytest.mark.parametrize("count", [1, 2, 3, 64])
def test_any_number_of_passages_makes_a_vector_of_the_same_length(count: int) -> None:
    made = document_vector(unit_vectors(count, DIMENSION))
    assert made.shape == asking_vector(unit_vectors(count, DIMENSION)).shape
    assert made.shape == document_vector(unit_vectors(7, DIMENSION)).shape
    assert np.isfinite(made).all()
    assert len(codes_of(made, DIMENSION)) == len(made)


def test_an_empty_region_takes_the_vector_that_is_nearest_to_it() -> None:
    (one,) = [unit_vectors(1, DIMENSION)]
    regions = document_vector(one)[DIMENSION:].reshape(rule.CUTS, 2**rule.PLANES, rule.NUMBERS)
    assert np.allclose(regions, regions[:, :1], atol=1e-6), "its only vector stands in every region"


# Long documents.


def test_of_a_long_document_some_passages_are_taken_from_beginning_to_end() -> None:
    taken = spread(1_000)
    assert len(taken) == MOST_PASSAGES
    assert (taken[0], taken[-1]) == (0, 999)
    assert np.ptp(np.diff(taken)) <= 1


@pytest.mark.parametrize("count", [0, 1, 2, MOST_PASSAGES])
def test_of_a_short_document_all_are_taken(count: int) -> None:
    assert spread(count).tolist() == list(range(count))
