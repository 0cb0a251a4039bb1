"""Filters, phrases and exclusions hold for both retrievals, inside the search and not after it."""

import os
from itertools import product

import pytest

from app.domain.document import Kind
from app.domain.query import Filter, Mode
from tests.unit.search.small_corpus import HOME, SmallCorpus, folder, labels

MODES = list(Mode)
DAY = 86_400 * 10**9


# Filters.

FILTERS = {
    "kind": Filter(kinds=labels(["pdf"])),
    "language": Filter(languages=labels(["de"])),
    "folder": folder("in"),
    "folder word": Filter(folder_words=("IN",)),
    "since": Filter(since=5 * DAY),
    "until": Filter(until=-5 * DAY),
    "all": Filter(labels(["pdf"]), labels(["de"]), (os.fsencode(HOME),), ("in",), since=-10 * DAY),
}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("which", FILTERS)
def test_a_filter_never_empties_the_list_while_answers_exist(
    corpus: SmallCorpus, which: str, mode: Mode
) -> None:
    corpus.put_many(160, "bees bees bees", name="nearer")
    corpus.put_many(200, "nothing of the kind", name="other")
    modified = -6 * DAY if which == "until" else 6 * DAY
    far = "bees among many other things that are not of the kind at all"
    corpus.put("in/far.pdf", far, kind=Kind.PDF, language="de", modified=modified)
    corpus.encode()
    if mode is Mode.MEANING:
        assert "far.pdf" not in corpus.names("bees", mode=mode)
    assert corpus.names("bees", FILTERS[which], mode) == ["far.pdf"]


@pytest.mark.parametrize("mode", MODES)
def test_a_filter_that_nothing_passes_leaves_nothing(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put("a.txt", "bees")
    corpus.encode()
    for where, note in (
        (Filter(kinds=labels(["pdf"])), "No document is of the kind pdf."),
        (folder("elsewhere"), f"No document lies in a folder {HOME / 'elsewhere'}."),
        (Filter(since=1), "Nothing was found."),
    ):
        results = corpus.ask("bees", where, mode)
        assert (results.hits, results.total, results.note) == ((), 0, note)


def test_labels_hold_in_a_large_library_as_in_a_small_one(
    corpus: SmallCorpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, (kind, language) in enumerate(product((Kind.TEXT, Kind.PDF), ("en", "de"))):
        corpus.put(f"in/{number}.txt", "bees and wax", kind=kind, language=language)
        corpus.put(f"out/{number}.txt", "bees and honey", kind=kind, language=language)
    corpus.encode()
    filters = [*FILTERS.values(), Filter(labels(["mail"])), Filter(labels(["pdf"]), labels(["de"]))]
    answers = [(corpus.ask("bees", where), where) for where in filters]
    monkeypatch.setattr("app.catalogue.sparse.SMALL", 0)
    for small, where in answers:
        large = corpus.ask("bees", where)
        assert large.hits == small.hits
        assert (large.total, large.facets) == (small.total, small.facets)


# Phrases and exclusions.


@pytest.mark.parametrize("mode", MODES)
def test_a_phrase_must_stand_in_the_document_word_for_word(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put_many(120, "bee queen", name="nearer")
    corpus.put("yes.txt", "The Queen Bee rests among many other things")
    corpus.put("later page.txt", "queens", "a queen bee")
    corpus.put("title.txt", "nothing else", title="Queen bee")
    corpus.encode()
    assert set(corpus.names('"queen bee"', mode=mode)) == {"yes.txt", "later page.txt", "title.txt"}


@pytest.mark.parametrize("mode", MODES)
def test_an_excluded_word_stands_nowhere_in_the_document(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put_many(120, "bees bees", "wasps", name="nearer")
    corpus.put("only bees.txt", "bees among many other things")
    corpus.put("named after wasps.txt", "bees bees bees")
    corpus.encode()
    assert corpus.names("bees -wasps", mode=mode) == ["only bees.txt"]


@pytest.mark.parametrize("mode", MODES)
def test_an_excluded_phrase_is_more_than_its_words(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put("apart.txt", "bees and yellow things and wasps")
    corpus.put("together.txt", "bees and yellow wasps")
    corpus.encode()
    assert corpus.names('bees -"yellow wasps"', mode=mode) == ["apart.txt"]


@pytest.mark.parametrize("mode", MODES)
def test_phrase_exclusion_and_filter_hold_together(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put("in/a.txt", "a queen bee")
    corpus.put("in/b.txt", "a queen bee and wasps")
    corpus.put("out/c.txt", "a queen bee")
    corpus.encode()
    assert corpus.names('"queen bee" -wasps', folder("in"), mode) == ["a.txt"]
