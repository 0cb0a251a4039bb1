"""A query's cosines at random: what tells a find from chance."""

import math

import numpy as np
import pytest

from app.domain.errors import LibraryUnusable
from app.domain.vectors import Ids, Vectors
from app.search.background import LEAST, SAMPLE, Background, Sample
from tests.fakes.encoder import WordEncoder
from tests.unit.search.small_corpus import DIMENSION, SmallCorpus

QUERY = WordEncoder(DIMENSION).encode_query("bees")


def test_what_chance_brings_does_not_stand_out() -> None:
    draws = np.random.default_rng(7).normal(0.2, 0.05, 100_000)
    background = Background(0.2, 0.05, len(draws))
    assert abs(background.prominence(float(draws.max()))) < 1.0
    assert background.prominence(0.8) > 5


def test_the_same_cosine_stands_out_less_in_a_larger_library() -> None:
    small, large = (Background(0.1, 0.1, count).prominence(0.6) for count in (1_000, 1_000_000))
    assert small - large == pytest.approx(math.sqrt(2 * math.log(1e6)) - math.sqrt(2 * math.log(1e3)))


def test_of_a_small_library_every_passage_is_in_the_sample(corpus: SmallCorpus) -> None:
    corpus.put_many(LEAST, "bees dance")
    corpus.put_many(LEAST, "cars drive", name="other")
    corpus.encode()
    background = Sample(corpus.catalogue.sampling, corpus.index).background(QUERY)
    assert background is not None
    assert background.passages == 2 * LEAST
    both = WordEncoder(DIMENSION).encode_passages(["bees dance", "cars drive"]) @ QUERY
    assert background.mean == pytest.approx(float(both.mean()), abs=1e-3)
    assert background.deviation == pytest.approx(float(both.std()), abs=1e-3)


def test_of_a_large_one_the_sample_is_spread_over_all(corpus: SmallCorpus) -> None:
    corpus.put_many(40, "bees dance")
    newest = corpus.catalogue.sampling.newest_passage()
    spread = corpus.catalogue.sampling.spread(10, newest)
    assert spread == sorted(set(spread))
    assert (len(spread), spread[0]) == (10, 1)
    assert spread[-1] > 30
    assert len(corpus.catalogue.sampling.spread(SAMPLE, newest)) == 40


def test_a_library_that_grew_is_sampled_anew(corpus: SmallCorpus) -> None:
    sample = Sample(corpus.catalogue.sampling, corpus.index)
    assert sample.background(QUERY) is None, "nothing is encoded"
    corpus.put_many(LEAST, "bees dance")
    corpus.encode()
    first = sample.background(QUERY)
    corpus.put_many(LEAST, "cars drive", name="other")
    corpus.encode()
    second = sample.background(QUERY)
    assert first is not None
    assert second is not None
    assert second.mean < first.mean


def test_an_index_that_does_not_answer_has_no_background(
    corpus: SmallCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus.put_many(LEAST, "bees dance")

    def broken(_: Ids) -> tuple[Ids, Vectors]:
        raise LibraryUnusable("damaged")

    monkeypatch.setattr(corpus.index, "vectors", broken)
    assert Sample(corpus.catalogue.sampling, corpus.index).background(QUERY) is None
