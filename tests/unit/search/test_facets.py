"""Counts over all candidates, not over the hits that are shown."""

import numpy as np

from app.catalogue.facts import Facts, Row, facts_of
from app.domain.document import Kind
from app.domain.query import Filter
from app.search.facets import dates, facets, filtered_aspects
from tests.unit.search.small_corpus import SmallCorpus, labels

YEAR_2001, YEAR_2024 = 1_000_000_000 * 10**9, 1_720_000_000 * 10**9


ALL = np.arange(1, 100)


def facts(*rows: Row) -> Facts:
    """Documents 1, 2, ... with all but their ids."""
    return facts_of((number, *row[1:]) for number, row in enumerate(rows, 1))


def row(top: bytes | None, *, kind: str = "text", language: str = "en", modified: int = 0) -> Row:
    return 0, kind, language, 7, top, modified


THREE = facts(
    row(b"a", modified=YEAR_2001),
    row(b"a", kind="pdf", modified=YEAR_2024),
    row(None, kind="pdf", language="de", modified=YEAR_2024),
)


def test_every_given_aspect_is_counted_most_frequent_first() -> None:
    counted = facets(THREE, ALL, {7: "home"})
    assert counted == {
        "kind": {"pdf": 2, "text": 1},
        "folder": {"a": 2, "home": 1},
        "year": {"2024": 2, "2001": 1},
        "language": {"en": 2, "de": 1},
    }
    assert [list(labels) for labels in counted.values()] == [
        ["pdf", "text"],
        ["a", "home"],
        ["2024", "2001"],
        ["en", "de"],
    ]


def test_only_the_documents_in_question_are_counted_and_only_known_ones() -> None:
    assert facets(THREE, np.array([1, 77]), {})["kind"] == {"text": 1}
    assert facets(THREE, np.array([], np.int64), {}) == facets(facts(), ALL, {}) == {}


def test_documents_are_told_by_their_labels() -> None:
    assert THREE.labelled(["pdf"], []).tolist() == [2, 3]
    assert THREE.labelled(["pdf", "text"], ["de"]).tolist() == [3]
    assert THREE.labelled([], []).tolist() == [1, 2, 3]
    assert facts().labelled(["pdf"], []).tolist() == THREE.labelled(["mail"], []).tolist() == []


def test_months_are_told_oldest_first() -> None:
    assert dates(THREE, ALL) == (("2001-09", 1), ("2024-07", 2))
    assert dates(THREE, np.array([2])) == (("2024-07", 1),)


def test_an_unknown_language_is_no_label() -> None:
    assert "language" not in facets(facts(row(b"a", language="")), ALL, {})


def test_a_folder_of_any_bytes_and_any_age_is_counted() -> None:
    old_and_new = facts(row(b"caf\xe9", modified=2**63 - 1), row(b"a", modified=-1), row(b"a"))
    counted = facets(old_and_new, ALL, {7: "home"})
    assert sorted(counted["folder"]) == ["a", "caf\ufffd"]
    assert sorted(counted["year"]) == ["1969", "1970", "2262"]
    assert [month for month, _ in dates(old_and_new, ALL)] == ["1969-12", "1970-01", "2262-04"]


def test_facets_count_all_candidates_and_not_only_the_hits(corpus: SmallCorpus) -> None:
    for number in range(20):
        kind = Kind.PDF if number < 5 else Kind.TEXT
        corpus.put(f"d{number % 2}/{number}.txt", "bees", kind=kind, language="de" if number < 3 else "en")
    corpus.encode()
    results = corpus.ask("bees", limit=2)
    assert (len(results.hits), results.total) == (2, 20)
    assert results.facets == {
        "kind": {"text": 15, "pdf": 5},
        "folder": {"d0": 10, "d1": 10},
        "year": {"1970": 20},
        "language": {"en": 17, "de": 3},
    }


def test_a_filtered_aspect_still_counts_its_other_labels(corpus: SmallCorpus) -> None:
    corpus.put("in/a.pdf", "bees", kind=Kind.PDF)
    corpus.put("in/b.txt", "bees")
    corpus.put("out/c.txt", "bees")
    corpus.encode()
    counted = corpus.ask("bees", Filter(kinds=labels(["pdf"]))).facets
    assert counted["kind"] == {"text": 2, "pdf": 1}
    assert counted["folder"] == {"in": 1}, "other aspects count what the filter leaves"
    both = corpus.ask("bees", Filter(kinds=labels(["pdf"]), folder_words=("out",)))
    assert (both.total, both.facets) == (0, {"kind": {"text": 1}, "folder": {"in": 1}})


def test_each_filtered_aspect_is_named_with_what_is_left() -> None:
    where = Filter(kinds=labels(["pdf"]), since=1, until=2)
    assert filtered_aspects(where) == [
        ("kind", Filter(since=1, until=2)),
        ("year", Filter(kinds=labels(["pdf"]))),
    ]
    assert filtered_aspects(Filter()) == []
