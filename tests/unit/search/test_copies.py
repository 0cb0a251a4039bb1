"""Documents that say nearly the same are one hit."""

from pathlib import Path

import pytest

from app.domain.query import Mode
from tests.unit.analysis.test_sketch import prose
from tests.unit.search.small_corpus import HOME, STICK, SmallCorpus

REPORT = ["bees", *prose(150, 1)]


@pytest.fixture
def reports(corpus: SmallCorpus) -> SmallCorpus:
    """The same report three times, nearly, and another one."""
    corpus.put("report.txt", " ".join([*REPORT, "bees"]))
    corpus.put("Backup/report.txt", " ".join(REPORT), folder=2, content="same")
    corpus.put("Backup/again.txt", " ".join(REPORT), folder=2, content="same")
    corpus.put("other.txt", " ".join(["bees", *prose(160, 2)]))
    corpus.catalogue.derive(lambda: False)
    return corpus


def told(corpus: SmallCorpus, limit: int = 10) -> dict[Path, set[Path]]:
    return {hit.path: set(hit.copies) for hit in corpus.ask("bees", mode=Mode.WORDS, limit=limit).hits}


BACKUPS = {STICK / "Backup" / "report.txt", STICK / "Backup" / "again.txt"}


def test_the_best_of_near_copies_is_the_hit_and_names_the_others(reports: SmallCorpus) -> None:
    assert told(reports) == {HOME / "report.txt": BACKUPS, HOME / "other.txt": set()}


def test_one_that_is_away_leaves_its_place_to_one_that_is_there(reports: SmallCorpus) -> None:
    reports.away = {1: "HOLIDAYS"}
    found = told(reports)
    shown = next(path for path in found if path in BACKUPS)
    assert found[shown] == {HOME / "report.txt", *BACKUPS} - {shown}


def test_near_copies_do_not_use_up_the_places_of_others(reports: SmallCorpus) -> None:
    assert set(told(reports, limit=2)) == {HOME / "report.txt", HOME / "other.txt"}
    assert told(reports, limit=1) == {HOME / "report.txt": BACKUPS}


def test_before_there_are_sketches_only_copies_byte_for_byte_are_one_hit(corpus: SmallCorpus) -> None:
    corpus.put("report.txt", " ".join([*REPORT, "bees"]))
    corpus.put("draft.txt", " ".join(REPORT))
    assert len(told(corpus)) == 2
    corpus.catalogue.derive(lambda: False)
    assert len(told(corpus)) == 1
