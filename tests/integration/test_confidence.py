"""Bands, the sentence and the reasons on the sample documents, with the real encoder, by the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.program import Program

QUESTION = "how do bees find their way home"


def test_a_good_question_is_strong(sample: Program) -> None:
    for query in (QUESTION, "boiler service invoice", "when is the rent due", "Homing pigeons.txt"):
        answer = sample.ask("search", query)
        assert answer["confidence"] == "strong", query
        assert answer["hits"][0]["confidence"] == "strong", query


@pytest.mark.parametrize(
    "query", ["quantum chromodynamics of gluons", "drabble fintok wozzel", "who won the world cup"]
)
def test_what_has_no_answer_has_no_strong_band(sample: Program, query: str) -> None:
    answer = sample.ask("search", query)
    assert answer["confidence"] in {"weak", "none"}
    assert {hit["confidence"] for hit in answer["hits"]} <= {"weak", "none"}


def test_a_hit_tells_the_sentence_that_answers(sample: Program) -> None:
    hit = sample.ask("search", "why is the bicycle tube put under water")["hits"][0]
    start, end = hit["sentence"]
    passage = hit["passages"][0]
    first, last = passage["sentence"]
    told = passage["text"][first - passage["start"] : last - passage["start"]]
    assert told.split() == hit["snippet"][start:end].split()
    assert 0 <= start < end <= len(hit["snippet"])
    words = sample.ask("search", "bicycle", "--words")["hits"][0]
    assert words["sentence"] is None


def test_the_reasons_are_told_for_every_hit(sample: Program) -> None:
    hits = sample.ask("search", f"{QUESTION} type:markdown", "--explain")["hits"]
    for rank, hit in enumerate(hits, 1):
        reasons = hit["reasons"]
        assert reasons["rank"] == rank
        assert {word["word"] for word in reasons["words"]} >= {"bees", "home"}
        assert reasons["filters"] == ["type:markdown"]
        assert reasons["confidence"] == hit["confidence"]
    assert hits[0]["reasons"]["cosine"] > hits[0]["reasons"]["usual_cosine"]


def test_it_is_calibrated_once_and_by_the_writer_only(library: Program, documents: Path) -> None:
    def noted() -> str:
        with closing(sqlite3.connect(library.data / "catalogue.sqlite")) as catalogue:
            row = catalogue.execute("SELECT value FROM meta WHERE key = 'calibration'").fetchone()
            return "" if row is None else str(row[0])

    first = noted()
    assert first
    with closing(sqlite3.connect(library.data / "catalogue.sqlite")) as catalogue, catalogue:
        catalogue.execute("DELETE FROM meta WHERE key = 'calibration'")
    assert library.ask("search", QUESTION)["confidence"] is None
    assert noted() == ""
    library.ask("index", documents)
    assert noted() == first
