"""Bands: surer with every word and every bit of meaning, calibrated on the index, silent until then."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dense_filter import DenseFilter
from app.domain.hit import Confidence
from app.domain.query import Mode
from app.domain.vectors import Ids, Scores, Vector
from app.search.calibration import FACT, LEAST, Calibration, calibrate, calibration_of
from app.search.confidence import Evidence, band, evidence, logit
from app.search.judge import best_band
from app.search.unrelated import NONSENSE, UNRELATED
from tests.fakes.encoder import WordEncoder
from tests.fakes.index import MemoryIndex
from tests.unit.search.small_corpus import SmallCorpus

BANDS = list(Confidence)
HERE = Calibration("r", 100, 0.25)
cosines = st.none() | st.floats(-1, 1)
shares = st.floats(0, 1)
weights = st.floats(0, 200)


def order(found: Evidence, calibration: Calibration = HERE) -> int:
    """0 is the surest."""
    return BANDS.index(band(found, calibration))


# The rule.


@given(cosines, shares, shares, weights, weights, st.floats(0, 1))
def test_more_words_never_make_a_hit_less_sure(
    cosine: float | None, share: float, more: float, weight: float, heavier: float, centre: float
) -> None:
    less = Evidence(cosine, min(share, more), min(weight, heavier))
    better = Evidence(cosine, max(share, more), max(weight, heavier))
    calibration = Calibration("r", 10, centre)
    assert order(better, calibration) <= order(less, calibration)


@given(st.floats(-1, 1), st.floats(-1, 1), shares, weights, st.floats(0, 1))
def test_more_meaning_never_makes_a_hit_less_sure(
    cosine: float, other: float, share: float, weight: float, centre: float
) -> None:
    calibration = Calibration("r", 10, centre)
    near = Evidence(max(cosine, other), share, weight)
    far = Evidence(min(cosine, other), share, weight)
    assert order(near, calibration) <= order(far, calibration)
    assert logit(near, calibration) >= logit(far, calibration)


@given(st.floats(-1, 1), shares, weights)
def test_what_chance_finds_here_counts(cosine: float, share: float, weight: float) -> None:
    found = Evidence(cosine, share, weight)
    assert order(found, Calibration("r", 10, 0.1)) <= order(found, Calibration("r", 10, 0.5))


@pytest.mark.parametrize(
    ("cosine", "coverage", "weight", "expected"),
    [
        (0.25, 0.0, 0.0, {Confidence.NONE}),
        (0.80, 0.0, 0.0, {Confidence.STRONG}),
        (0.55, 0.5, 12.0, {Confidence.STRONG}),
        (0.30, 0.2, 5.0, {Confidence.WEAK, Confidence.NONE}),
        (0.10, 1.0, 5.0, {Confidence.POSSIBLE}),
        (None, 1.0, 5.0, {Confidence.STRONG}),
        (None, 0.3, 4.0, {Confidence.WEAK, Confidence.NONE}),
        (None, 0.0, 0.0, {Confidence.NONE}),
    ],
)
def test_some_that_are_plain(
    cosine: float | None, coverage: float, weight: float, expected: set[Confidence]
) -> None:
    assert band(Evidence(cosine, coverage, weight), HERE) in expected


def test_a_rare_word_covers_more_than_a_common_one() -> None:
    rare, common = evidence(None, [6.0, 1.0], [1.0, 0.0]), evidence(None, [6.0, 1.0], [0.0, 1.0])
    assert rare.coverage == pytest.approx(6 / 7)
    assert common.coverage == pytest.approx(1 / 7)
    assert evidence(0.5, [], []) == Evidence(0.5, 0.0, 0.0)


def test_the_best_band_is_that_of_the_whole() -> None:
    assert best_band([Confidence.WEAK, Confidence.POSSIBLE, None]) is Confidence.POSSIBLE
    assert best_band([]) is Confidence.NONE


# Calibration.


class MadeIndex(MemoryIndex):
    """Answers each question with a cosine by its number."""

    def __init__(self, answers: list[float]) -> None:
        super().__init__(8)
        self._answers = iter(answers)

    def nearest(self, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
        score = next(self._answers, None)
        found = [] if score is None else [score]
        return np.arange(len(found), dtype=np.int64), np.array(found, np.float32)


def calibrated(nonsense: float, unrelated: list[float]) -> float:
    made = calibrate("r", 10, MadeIndex([nonsense] * len(NONSENSE) + unrelated), WordEncoder(8))
    assert made is not None
    return made.centre


def test_questions_that_have_an_answer_here_do_not_move_the_centre_far() -> None:
    some = [0.9] * 20 + [0.2] * (len(UNRELATED) - 20)
    assert calibrated(0.2, some) == pytest.approx(0.2, abs=0.01)


def test_where_most_questions_have_an_answer_nonsense_tells_what_chance_finds() -> None:
    assert calibrated(0.3, [0.8] * len(UNRELATED)) == pytest.approx(0.3, abs=0.01)


def test_an_empty_index_and_one_that_is_wanted_elsewhere_are_not_calibrated() -> None:
    assert calibrate("r", 0, MadeIndex([]), WordEncoder(8)) is None
    assert calibrate("r", 9, MadeIndex([0.1] * 999), WordEncoder(8), lambda: True) is None


def test_it_holds_until_the_index_has_grown_or_shrunk_by_half_or_has_another_recipe() -> None:
    assert HERE.holds_for("r", 149)
    assert HERE.holds_for("r", 51)
    assert not HERE.holds_for("r", 150)
    assert not HERE.holds_for("r", 50)
    assert not HERE.holds_for("other", 100)


@given(st.text(), st.integers(0), st.floats(-1, 1))
def test_what_is_noted_is_read_again(recipe: str, passages: int, centre: float) -> None:
    made = Calibration(recipe, passages, centre)
    assert calibration_of(made.noted()) == made


@pytest.mark.parametrize("fact", ["", "{", "[]", '{"centre": 1}', "17"])
def test_what_is_no_calibration_is_none(fact: str) -> None:
    assert calibration_of(fact) is None


# In a search.


@pytest.fixture
def calibrated_corpus(corpus: SmallCorpus) -> SmallCorpus:
    corpus.put("bees.txt", "The bees carry pollen to the hive in the evening.")
    corpus.put("boats.txt", "A keel holds the boat upright when the wind blows.")
    corpus.put("colmena.txt", "Las abejas llevan el polen a la colmena.", language="es")
    corpus.put_many(LEAST, "Nothing here but filler about filler.")
    corpus.encode()
    return corpus


def test_a_small_library_has_bands_without_being_asked(corpus: SmallCorpus) -> None:
    corpus.put("bees.txt", "The bees carry pollen to the hive in the evening.")
    corpus.put_many(12, "Nothing here but filler about filler.")
    corpus.encode()
    assert corpus.ask("bees carry pollen to the hive").confidence is Confidence.STRONG
    assert corpus.ask("drabble fintok").confidence is Confidence.NONE


def test_without_a_calibration_a_larger_one_has_no_band(calibrated_corpus: SmallCorpus) -> None:
    results = calibrated_corpus.ask("bees pollen")
    assert results.confidence is None
    assert {hit.confidence for hit in results.hits} == {None}


def test_a_calibration_of_another_recipe_counts_as_none(calibrated_corpus: SmallCorpus) -> None:
    calibrated_corpus.catalogue.note(FACT, Calibration("other", 60, 0.2).noted())
    assert calibrated_corpus.ask("bees pollen").confidence is None


def test_a_good_question_is_strong_and_nonsense_is_not(calibrated_corpus: SmallCorpus) -> None:
    calibrated_corpus.catalogue.note(FACT, Calibration("", 60, 0.2).noted())
    assert calibrated_corpus.ask("bees carry pollen to the hive").confidence is Confidence.STRONG
    assert calibrated_corpus.ask("drabble fintok").confidence is Confidence.NONE
    assert calibrated_corpus.ask("drabble fintok", mode=Mode.WORDS).confidence is Confidence.NONE


def test_in_a_language_that_the_encoder_does_not_know_only_words_count(
    calibrated_corpus: SmallCorpus,
) -> None:
    calibrated_corpus.catalogue.note(FACT, Calibration("", 15, 5.0).noted())  # meaning could never reach it
    found = {hit.path.name: hit.confidence for hit in calibrated_corpus.ask("abejas polen colmena").hits}
    assert found["colmena.txt"] is Confidence.STRONG


def test_words_in_quotes_are_held_by_what_the_search_lets_through(calibrated_corpus: SmallCorpus) -> None:
    calibrated_corpus.catalogue.note(FACT, Calibration("", 60, 0.2).noted())
    assert calibrated_corpus.ask('"keel holds the boat"').confidence is Confidence.STRONG


def test_the_name_of_a_file_is_strong(calibrated_corpus: SmallCorpus) -> None:
    calibrated_corpus.catalogue.note(FACT, Calibration("", 60, 0.2).noted())
    best = calibrated_corpus.ask("boats.txt", mode=Mode.WORDS).hits[0]
    assert (best.path.name, best.confidence) == ("boats.txt", Confidence.STRONG)
