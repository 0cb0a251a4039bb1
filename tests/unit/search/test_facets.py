"""Counts over all candidates, not over the hits that are shown."""

from app.catalogue.rows import DocumentRow, Location
from app.domain.document import Kind
from app.domain.query import Filter
from app.search.facets import facets, filtered_aspects
from tests.unit.search.small_corpus import SmallCorpus, labels

YEAR_2001, YEAR_2024 = 1_000_000_000 * 10**9, 1_720_000_000 * 10**9


def row(path: bytes, *, kind: str = "text", language: str = "en", modified: int = 0) -> DocumentRow:
    return DocumentRow(1, Location(7, path), "", kind, language, modified, 0, b"")


def test_every_given_aspect_is_counted_most_frequent_first() -> None:
    rows = [
        row(b"a/x.txt", modified=YEAR_2001),
        row(b"a/b/y.txt", kind="pdf", modified=YEAR_2024),
        row(b"z.txt", kind="pdf", language="de", modified=YEAR_2024),
    ]
    counted = facets(rows, {7: "home"})
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


def test_an_unknown_language_is_no_label_and_nothing_has_no_facets() -> None:
    assert "language" not in facets([row(b"a.txt", language="")], {})
    assert facets([], {}) == {}


def test_a_folder_of_any_bytes_and_any_age_is_counted() -> None:
    counted = facets([row(b"caf\xe9/x.txt", modified=2**63 - 1), row(b"a/x.txt", modified=0)], {7: "home"})
    assert sorted(counted["folder"]) == ["a", "caf\ufffd"]
    assert sorted(counted["year"]) == ["1970", "2262"]


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
