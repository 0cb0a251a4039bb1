"""Answers: documents, not passages; copies once; and what an answer says of itself."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.dense_filter import DenseFilter
from app.domain.document import Kind
from app.domain.errors import LibraryUnusable, Reason
from app.domain.query import Mode
from app.domain.query_language.understood import query_of
from app.domain.vectors import Ids, Scores, Vector, Vectors
from tests.unit.catalogue.samples import document, file
from tests.unit.search.small_corpus import HOME, STICK, SmallCorpus, folder

MODES = list(Mode)


# Documents, not passages.


@pytest.mark.parametrize("mode", MODES)
def test_a_document_is_one_hit_with_its_best_passages_first(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put(
        "bees.txt", "queen queen", "filler words", "bees bees bees", "bees and wasps", "more bees here"
    )
    corpus.put("cars.txt", "cars drive")
    corpus.encode()
    hit = corpus.ask("bees", mode=mode).hits[0]
    assert hit.path == HOME / "bees.txt"
    assert hit.passages[0].text == "bees bees bees"
    assert len(hit.passages) == 3
    found = [passage.score for passage in hit.passages]
    assert found == sorted(found, reverse=True)
    assert hit.place == hit.passages[0].place
    text = corpus.catalogue.lookup.text(hit.document_id)
    assert all(text[p.start : p.end] == p.text for p in hit.passages)


def test_a_hit_says_what_is_known_of_its_document(corpus: SmallCorpus) -> None:
    identity = corpus.put("Garden/hive.md", "bees", kind=Kind.MARKDOWN, title="My hive", modified=5)
    corpus.put("untitled.txt", "bees too")
    corpus.encode()
    first, second = sorted(corpus.ask("bees").hits, key=lambda hit: hit.document_id)
    assert (first.document_id, first.path, first.title) == (identity, HOME / "Garden" / "hive.md", "My hive")
    assert (first.kind, first.modified_ns, first.copies) == ("markdown", 5, ())
    assert second.title == "untitled"
    assert first.snippet.text == "bees"
    assert first.snippet.marks == ((0, 4),)


def test_the_best_come_first_and_no_more_than_asked_for(corpus: SmallCorpus) -> None:
    for count in range(1, 8):
        corpus.put(f"{count}.txt", " ".join(["bees"] * count + ["wax"] * (8 - count)))
    corpus.encode()
    results = corpus.ask("bees", limit=3)
    assert [hit.path.name for hit in results.hits] == ["7.txt", "6.txt", "5.txt"]
    assert results.total == 7
    assert results.milliseconds > 0


def test_what_is_meant_is_found_without_a_shared_word_and_what_is_said_without_meaning(
    corpus: SmallCorpus,
) -> None:
    corpus.put("title.txt", "nothing of the kind", title="Annual report")
    corpus.put("stem.txt", "bees")
    corpus.encode()
    assert corpus.names("bee", mode=Mode.WORDS) == ["stem.txt"]  # the fake encoder knows no stems
    assert corpus.names("report", mode=Mode.WORDS) == ["title.txt"]
    assert set(corpus.names("annual", mode=Mode.MEANING)) == {"title.txt", "stem.txt"}


# Copies.


@pytest.mark.parametrize("mode", MODES)
def test_copies_are_one_hit_that_lists_the_others(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put("a.txt", "bees", content="x")
    corpus.put("Backup/a.txt", "bees", content="x")
    corpus.put("a.txt", "bees", content="x", folder=2)
    corpus.put("other.txt", "bees")
    corpus.encode()
    results = corpus.ask("bees", mode=mode)
    assert [hit.path for hit in results.hits] == [HOME / "a.txt", HOME / "other.txt"]
    assert set(results.hits[0].copies) == {HOME / "Backup" / "a.txt", STICK / "a.txt"}
    assert results.hits[1].copies == ()
    assert results.total == 4


def test_of_copies_the_one_that_is_there_is_the_hit(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees", title="Bees", folder=2, content="bees")
    corpus.put("b.txt", "bees", content="bees")
    corpus.put("other.txt", "bees and wasps", folder=2)
    corpus.away = {2: "HOLIDAYS"}
    hits = corpus.ask("bees").hits
    assert {(hit.path, hit.away) for hit in hits} == {
        (HOME / "b.txt", ""),
        (STICK / "other.txt", "HOLIDAYS"),
    }
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_copies_do_not_use_up_the_places_of_others(corpus: SmallCorpus) -> None:
    for number in range(5):
        corpus.put(f"copy {number}.txt", "bees bees", content="x")
    corpus.put("other.txt", "bees and wax")
    corpus.encode()
    assert [hit.path.name for hit in corpus.ask("bees", limit=2).hits] == ["copy 0.txt", "other.txt"]


def test_files_whose_content_is_not_known_are_no_copies(corpus: SmallCorpus) -> None:
    for name in ("a.txt", "b.txt"):
        identity = corpus.put(name, "bees")
        corpus.catalogue._connection.execute(
            "UPDATE documents SET content_hash = x'' WHERE id = ?", (identity,)
        )
    corpus.encode()
    assert [hit.copies for hit in corpus.ask("bees").hits] == [(), ()]


def test_a_copy_in_the_filtered_folder_stands_for_the_others(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees", content="x")
    corpus.put("in/b.txt", "bees", content="x")
    corpus.encode()
    (hit,) = corpus.ask("bees", folder("in")).hits
    assert (hit.path, hit.copies) == (HOME / "in" / "b.txt", (HOME / "a.txt",))


# Modes, and the encoder.


def test_words_alone_need_no_encoder(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees")
    corpus.put("b.txt", "wax")
    corpus.encode()
    (hit,) = corpus.ask("bees", mode=Mode.WORDS).hits
    assert (hit.path.name, corpus.encoders_made) == ("a.txt", 0)
    assert hit.explanation is not None
    assert hit.explanation.dense is None


def test_meaning_alone_asks_for_no_word(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees")
    corpus.encode()
    (hit,) = corpus.ask("wax", mode=Mode.MEANING).hits
    assert hit.explanation is not None
    assert hit.explanation.sparse is None
    assert hit.snippet.marks == ()


def test_a_question_of_any_kind_is_answered(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees")
    corpus.encode()
    for typed in ("* OR NEAR(bees)", '"" bees', "bees AND (", "bees\x00wax", "bees\ud800", "b" * 20_000):
        for mode in MODES:
            corpus.ask(typed, mode=mode)


def test_an_index_that_does_not_answer_leaves_the_words(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees")
    corpus.encode()

    def refuse(_vector: Vector, _limit: int, _where: DenseFilter) -> tuple[Ids, Scores, Vectors]:
        raise LibraryUnusable("damaged")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus.index, "nearest_with_vectors", refuse)
        results = corpus.ask("bees")
    assert [hit.path.name for hit in results.hits] == ["a.txt"]
    assert "meaning" in results.note


# What the answer says of itself.


def test_nothing_indexed_is_told(corpus: SmallCorpus) -> None:
    for mode in MODES:
        assert "Nothing is indexed yet" in corpus.ask("bees", mode=mode).note
    assert corpus.encoders_made == 0


def test_words_without_meaning_yet_are_told(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees", "wax")
    results = corpus.ask("bees")
    assert [hit.path.name for hit in results.hits] == ["a.txt"]
    assert results.note == "2 passages are not yet searchable by meaning."
    assert corpus.ask("bees", mode=Mode.WORDS).note == ""
    assert corpus.encoders_made == 0
    corpus.encode()
    assert corpus.ask("bees").note == ""


@pytest.mark.parametrize("typed", ["", "  ", "-", '"', "...", "-wasps", "🐝"])
def test_a_query_without_a_word_is_told(corpus: SmallCorpus, typed: str) -> None:
    corpus.put("a.txt", "bees")
    corpus.encode()
    results = corpus.ask(typed)
    assert (results.hits, results.note) == ((), "There is no word to search for in this query.")


def test_nothing_found_is_told(corpus: SmallCorpus) -> None:
    corpus.put("a.txt", "bees")
    corpus.encode()
    assert corpus.ask("wax", mode=Mode.WORDS).note == "Nothing was found."


def test_a_library_of_failures_only_finds_nothing(corpus: SmallCorpus) -> None:
    corpus.catalogue.documents.fail(file("a.pdf"), Reason.ENCRYPTED, "", "1")
    assert corpus.ask("bees", mode=Mode.WORDS).note == "Nothing was found."


# The index behind the catalogue.


@pytest.mark.parametrize("mode", MODES)
def test_a_document_that_is_gone_from_the_catalogue_is_no_hit(corpus: SmallCorpus, mode: Mode) -> None:
    gone = corpus.put("gone.txt", "bees bees")
    corpus.put("there.txt", "bees")
    corpus.encode()
    corpus.catalogue.documents.forget([gone])
    assert corpus.names("bees", mode=mode) == ["there.txt"]


@pytest.mark.parametrize("mode", MODES)
def test_a_folder_that_was_removed_is_no_longer_searched(corpus: SmallCorpus, mode: Mode) -> None:
    corpus.put("a.txt", "bees", folder=2)
    corpus.put("b.txt", "bees", content="x")
    corpus.put("copy.txt", "bees", content="x", folder=2)
    corpus.encode()
    corpus.folders = corpus.folders[:1]
    results = corpus.ask("bees", mode=mode)
    assert [(hit.path.name, hit.copies) for hit in results.hits] == [("b.txt", ())]
    assert results.total == 1


def test_ranking_for_evaluation_is_the_ranking_of_the_search(corpus: SmallCorpus) -> None:
    for count in range(1, 8):
        corpus.put(f"{count}.txt", " ".join(["bees"] * count + ["wax"] * (8 - count)))
    corpus.encode()
    hits = [(hit.document_id, hit.score) for hit in corpus.ask("bees").hits]
    assert corpus.searcher.rank(query_of("bees"), 10) == hits
    assert len(corpus.searcher.rank(query_of("bees"), 3)) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows does not take such names")
def test_paths_of_any_bytes_come_back_as_they_are(corpus: SmallCorpus) -> None:
    what = document("bees")
    where = replace(file(b"d\xff/caf\xe9\n.txt"), content_hash=b"x")
    corpus.catalogue.documents.store(where, what, "1")
    corpus.encode()
    (hit,) = corpus.ask("bees").hits
    assert hit.path == HOME / Path(os.fsdecode(b"d\xff/caf\xe9\n.txt"))
