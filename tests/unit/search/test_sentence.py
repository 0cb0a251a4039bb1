"""The sentence that answers: found by meaning and words, shown within its snippet, in any script."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.passage import sentences
from app.domain.query import Mode, Query
from app.domain.vectors import Vectors
from app.search.prose import is_prose
from app.search.sentence import KEPT, Sentences
from app.search.sharpen import MOST
from app.search.snippet import WIDTH, snippet
from app.search.terms import terms_of
from tests.fakes.encoder import WordEncoder
from tests.unit.search.small_corpus import SmallCorpus

TEXT = "The hive is quiet in winter. Bees dance to tell the way. Wax is made in summer."
JAPANESE = "冬は静かです。蜂は踊って道を伝えます。夏に蜜蝋が作られます。" * 9


class CountingEncoder(WordEncoder):
    """Counts what it is given."""

    def __init__(self) -> None:
        super().__init__(64)
        self.texts: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return super().encode_passages(texts)


def best(query: str, text: str, language: str = "en") -> str:
    found = Sentences(lambda: WordEncoder(256)).best(query, text, terms_of(query, [language]), language)
    return "" if found is None else text[found.start : found.end]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("how do bees tell the way", "Bees dance to tell the way."),
        ("wax in summer", "Wax is made in summer."),
        ("quiet winter", "The hive is quiet in winter."),
    ],
)
def test_the_sentence_that_shares_most_with_the_query_is_found(query: str, expected: str) -> None:
    assert best(query, TEXT) == expected


def test_a_heading_gives_way_to_a_sentence() -> None:
    assert best("bees dance", f"# Bees dance\n\n{TEXT}") == "Bees dance to tell the way."
    assert best("bees dance", "Bees dance") == "Bees dance"
    assert best("bees", " \n ") == ""


def test_scripts_without_spaces_have_sentences_too() -> None:
    assert best("蜂は踊って", JAPANESE, "ja") == "蜂は踊って道を伝えます。"


def test_a_passage_is_encoded_once() -> None:
    encoder = CountingEncoder()
    finder = Sentences(lambda: encoder)
    for query in ("bees", "wax", "bees"):
        finder.best(query, TEXT, [], "en")
    assert len(encoder.texts) == 3
    for number in range(KEPT + 1):
        finder.best("bees", f"Bee number {number}.", [], "en")
    finder.best("bees", TEXT, [], "en")
    assert len(encoder.texts) == 3 + KEPT + 1 + 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bees dance to tell the way.", True),
        ("蜂は踊って道を伝えます。", True),
        ("a line that goes on for so long that it can hardly be a heading, whatever it ends with,", True),
        ("# Bees", False),
        ("| a | b |", False),
        ("From: A B\nTo: C D\nSubject: Bees dance.", False),
        ("Bees", False),
    ],
)
def test_prose_is_told_from_headings_and_heads_of_mails(text: str, expected: bool) -> None:
    assert is_prose(text) is expected


# The snippet.

texts = st.lists(
    st.sampled_from(
        ["Bees dance.", "Wax!", "蜂は踊る。", "word " * 70, "# Head\n\n", "\n\n", "e\u0301te. ", "🐝 "]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(texts, st.sampled_from(["bees", "蜂", "word", ""]), st.data())
def test_the_stretch_holds_the_sentence_as_far_as_there_is_room(
    text: str, query: str, data: st.DataObject
) -> None:
    found = sentences(text)
    if not found:
        return
    start, end = data.draw(st.sampled_from(found))
    shown = snippet(text, terms_of(query, ["en"]), "en", (start, end))
    assert len(shown.text) <= WIDTH + 4
    assert shown.sentence is not None
    inside = shown.text[slice(*shown.sentence)]
    plain = "".join(" " if character.isspace() else character for character in text[start:end])
    assert inside
    assert inside in plain
    if end - start <= WIDTH:
        assert inside == plain


# The hits.


@pytest.fixture
def found(corpus: SmallCorpus) -> SmallCorpus:
    for number in range(MOST + 2):
        corpus.put(f"{number}.txt", f"{TEXT} Bees number {number}.")
    corpus.encode()
    return corpus


def test_the_best_hits_get_a_sentence_in_document_and_snippet(found: SmallCorpus) -> None:
    query = Query("how do bees tell the way")
    results = found.searcher.search(query, MOST + 2)
    sharper = found.sharpener.results(query, results)
    for hit in sharper.hits[:MOST]:
        passage = hit.passages[0]
        assert passage.sentence is not None
        assert hit.snippet.sentence is not None
        told = passage.text[passage.sentence[0] - passage.start : passage.sentence[1] - passage.start]
        assert told == "Bees dance to tell the way." == hit.snippet.text[slice(*hit.snippet.sentence)]
    assert sharper.hits[MOST:] == results.hits[MOST:]


def test_what_was_found_by_words_alone_stays_as_it_is(found: SmallCorpus) -> None:
    query = Query("bees", mode=Mode.WORDS)
    results = found.searcher.search(query, 3)
    made = found.encoders_made
    assert found.sharpener.results(query, results) == results
    assert found.encoders_made == made


def test_reasons_tell_words_sentence_and_place(found: SmallCorpus) -> None:
    query = Query("how do bees tell the wax")
    results = replace(found.searcher.search(query, 3), total=12)
    reasons = found.explainer.reasons(query, results, results.hits[1].document_id, ["type:text"])
    assert reasons is not None
    assert (reasons.rank, reasons.total, reasons.filters) == (2, 12, ("type:text",))
    by_word = {word.word: word for word in reasons.words}
    assert by_word["bees"].stands == "as-typed"
    assert by_word["bees"].weight > 0
    assert by_word["bees"].passages == MOST + 2
    assert reasons.sentence in TEXT
    assert reasons.sentence_cosine is not None
    assert found.explainer.reasons(query, results, 9_999) is None


def test_the_weights_of_the_words_add_up_to_the_passage(found: SmallCorpus) -> None:
    terms = terms_of("bees wax", ["en"])
    sparse = found.catalogue.sparse
    passage = found.ask("bees wax").hits[0].passages[0].passage_id
    parts = sum(sparse.contribution(term, passage) for term in terms)
    assert parts > 0
    assert sparse.contribution(terms_of("quokka", ["en"])[0], passage) == 0.0
