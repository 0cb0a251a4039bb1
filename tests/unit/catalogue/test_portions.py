"""Which matches are scored: all where that is quick, else those of rare words, with every word counted."""

import dataclasses
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import portions as portions_module
from app.catalogue import sparse as sparse_module
from app.catalogue.catalogue import Catalogue
from app.catalogue.portions import Weighed, portions
from app.catalogue.sparse import Term
from tests.unit.catalogue.samples import EVERYTHING, IN_MEMORY, document, file, put

RARE, COMMON, EVERYWHERE = Weighed("rare", 2_000), Weighed("common", 30_000), Weighed("everywhere", 45_000)
LARGE = 1_000_000
WORDS = [f"w{number}" for number in range(9)]
"""The first is in most passages, the last in few."""


@pytest.fixture(scope="module")
def zipf() -> Iterator[Catalogue]:
    """Three hundred passages, each word half as frequent as the one before."""
    opened = Catalogue(IN_MEMORY, write=True)
    chance = np.random.default_rng(2)
    with opened.transaction():
        for number in range(300):
            held = [word for place, word in enumerate(WORDS) if chance.random() < 0.9 / 2**place]
            put(
                opened,
                file(f"{number}.txt"),
                document(" ".join([*held, *chance.choice(WORDS[:2], 5), "end"])),
            )
    yield opened
    opened.close()


def test_everything_is_scored_at_once_where_that_is_little() -> None:
    assert portions([COMMON, RARE], 40_000, LARGE) == ["(rare OR common)"]
    assert portions([COMMON, RARE], 10_000, 9_000) == ["(rare OR common)"], "there are no more rows"


def test_common_words_count_beside_rare_ones_and_do_not_bring_rows_of_their_own() -> None:
    assert portions([EVERYWHERE, RARE, COMMON], 10_000, LARGE) == [
        "((rare) AND (common OR everywhere))",
        "((rare) NOT (common OR everywhere))",
    ]


def test_of_common_words_alone_the_rarest_brings_rows() -> None:
    assert portions([EVERYWHERE, COMMON], 10_000, LARGE) == [
        "(((common)) AND (everywhere))",
        "(((common)) NOT (everywhere))",
    ]


def test_of_common_words_alone_those_that_have_them_all_come_first() -> None:
    more = Weighed("more", 31_000)
    assert portions([EVERYWHERE, COMMON, more], 10_000, LARGE)[:2] == [
        "((common) AND (more) AND (everywhere))",
        "(((common)) AND (more OR everywhere))",
    ]


def test_words_that_say_nothing_are_left_out_where_there_are_others() -> None:
    nothing = Weighed("nothing", 51_000)
    assert portions([nothing, COMMON], 10_000, LARGE)[0] == "(((common)) AND (nothing))"
    assert portions([nothing, COMMON, RARE], 10_000, LARGE)[0] == "((rare) AND (common))"
    assert portions([nothing, COMMON, RARE], 100_000, LARGE) == ["(rare OR common OR nothing)"]


def test_where_rare_words_bring_hardly_anything_the_next_one_does_too() -> None:
    hardly = Weighed("hardly", 3)
    assert portions([EVERYWHERE, hardly, COMMON], 10_000, LARGE) == [
        "((hardly) AND (common OR everywhere))",
        "((hardly) NOT (common OR everywhere))",
        "(((common) NOT (hardly)) AND (everywhere))",
        "(((common) NOT (hardly)) NOT (everywhere))",
    ]


def test_a_word_of_several_forms_is_one_word() -> None:
    forms = Weighed("a OR b", 30_000)
    assert portions([EVERYWHERE, forms], 10_000, LARGE)[1] == "(((a OR b)) NOT (everywhere))"


def test_nothing_asked_is_nothing_scored() -> None:
    assert portions([], 10, LARGE) == []


@given(words=st.sets(st.sampled_from(WORDS), min_size=1, max_size=5), most=st.integers(20, 400))
def test_rows_with_a_rare_word_score_as_if_all_were_scored(
    zipf: Catalogue, words: set[str], most: int
) -> None:
    terms = [Term(word) for word in sorted(words)]
    ids, scores = zipf.sparse.passages(terms, 1_000, EVERYTHING, None)
    true = dict(zip(ids.tolist(), scores.tolist(), strict=True))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(portions_module, "ENOUGH", 10)
        patched.setattr(portions_module, "TOO_COMMON", 1_000)
        patched.setattr(sparse_module, "SMALL", 0)
        patched.setattr(sparse_module, "_PASSAGES", dataclasses.replace(sparse_module._PASSAGES, most=most))
        some, some_scores = zipf.sparse.passages(terms, 1_000, EVERYTHING, None)
    assert len(set(some.tolist())) == len(some), "no row comes twice"
    rarest = max(words, key=WORDS.index)
    holders, _ = zipf.sparse.passages([Term(rarest)], 1_000, EVERYTHING, None)
    if len(holders) <= most:
        assert set(holders.tolist()) <= set(some.tolist()), "the rarest word brings all its rows"
        told = dict(zip(some.tolist(), some_scores.tolist(), strict=True))
        for row in holders.tolist():
            assert told[row] == pytest.approx(true[row])
