"""What is asked for beside the words as they were typed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.vocabulary import Vocabulary
from app.catalogue.sparse import Term
from app.domain.query import Mode
from app.search.begun import COMPLETE_UP_TO, MOST, as_typed, completions
from app.search.slips import HARDLY, corrections
from app.search.snippet import matches
from app.search.wording import Asked, Wording
from tests.unit.search.small_corpus import SmallCorpus

words = st.text("abcdr", min_size=1, max_size=9)


def typed(corpus: SmallCorpus, text: str) -> list[str]:
    """Names of what is found while *text* is being typed."""
    found = corpus.searcher.search(replace(as_typed(text), mode=Mode.WORDS))
    return [hit.path.name for hit in found.hits]


def asked(corpus: SmallCorpus, text: str) -> Asked:
    return Wording(corpus.catalogue).asked(as_typed(text))


@pytest.fixture
def bakery(corpus: SmallCorpus) -> SmallCorpus:
    corpus.put("bread.txt", "the receipt for bread")
    corpus.put("cake.txt", "a recipe for cake")
    corpus.put("song.txt", "she sings a song")
    corpus.catalogue.derive(lambda: False)
    return corpus


# Begun words.


def test_while_a_word_is_typed_its_beginning_finds(bakery: SmallCorpus) -> None:
    assert set(typed(bakery, "rec")) == {"bread.txt", "cake.txt"}
    assert typed(bakery, "cake rec")[0] == "cake.txt"


@pytest.mark.parametrize("text", ["rec ", '"rec', '"rec"', "rec song", "song -rec", "rec.", "r"])
def test_a_word_that_is_finished_or_exact_or_unwanted_is_not_completed(
    bakery: SmallCorpus, text: str
) -> None:
    assert not {"bread.txt", "cake.txt"} & set(typed(bakery, text))


def test_a_new_word_is_completed_before_the_words_are_counted_again(bakery: SmallCorpus) -> None:
    bakery.put("new.txt", "zebrafish")
    assert typed(bakery, "zebr") == ["new.txt"]


def test_the_whole_word_comes_before_longer_ones(corpus: SmallCorpus) -> None:
    corpus.put("longer.txt", "cars cart carts carton")
    corpus.put("whole.txt", "car")
    corpus.catalogue.derive(lambda: False)
    assert typed(corpus, "car") == ["whole.txt", "longer.txt"]


@given(st.sets(words, min_size=1), words, st.integers(1, COMPLETE_UP_TO * 2))
def test_completions_all_begin_so_and_are_not_too_many(told: set[str], beginning: str, count: int) -> None:
    vocabulary = Vocabulary(sorted(told), np.full(len(told), count, np.uint32))
    found = completions(beginning, vocabulary)
    assert all(word.removesuffix("*").startswith(beginning) for word in found)
    assert len(found) <= MOST


# Slips.


def test_what_is_searched_for_as_well_is_told(bakery: SmallCorpus) -> None:
    results = bakery.ask("recipt", mode=Mode.WORDS)
    assert set(results.corrected) == {("recipt", "receipt"), ("recipt", "recipe")}
    assert bakery.ask("receipt", mode=Mode.WORDS).corrected == ()
    assert bakery.ask("recipt", mode=Mode.MEANING).corrected == ()


def test_an_exact_word_beats_one_that_was_searched_for_as_well(corpus: SmallCorpus) -> None:
    corpus.put("exact.txt", "the recieve button, which has a long explanation and many other words about it")
    corpus.put_many(250, "receive receive receive")
    corpus.catalogue.derive(lambda: False)
    results = corpus.ask("recieve", mode=Mode.WORDS)
    assert results.corrected == (("recieve", "receive"),)
    assert results.hits[0].path.name == "exact.txt"
    assert len(results.hits) > 1


def test_another_form_of_a_word_is_no_slip(bakery: SmallCorpus) -> None:
    assert asked(bakery, "singing ").corrected == ()


@given(st.sets(words, min_size=1), st.data())
def test_a_word_that_is_well_known_is_never_corrected(told: set[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(sorted(told)))
    vocabulary = Vocabulary(sorted(told), np.full(len(told), HARDLY + 1, np.uint32))
    assert corrections(word, vocabulary, vocabulary.count(word)) == []


@pytest.mark.parametrize("word", ["2024", "q4x7", "abc", "\u6771\u4eac\u90fd\u5e81", "x" * 70])
def test_numbers_and_short_or_endless_words_are_not_corrected(word: str) -> None:
    near = sorted({word[:-1] + "z", word[:-1] + "9", word + "z"})
    assert corrections(word, Vocabulary(near, [9] * len(near))) == []


def test_a_query_of_known_words_asks_for_nothing_else(bakery: SmallCorpus) -> None:
    found = asked(bakery, "recipe for cake ")
    assert [term.near for term in found.terms] == [(), ()]
    assert found.corrected == ()


def test_without_a_count_of_words_the_words_as_typed_are_asked_for(corpus: SmallCorpus) -> None:
    corpus.put("bread.txt", "the receipt for bread")
    assert asked(corpus, "receipt ") == Asked((Term("receipt", ("en/receipt",)),))
    assert asked(corpus, "recipt ").corrected == ()


def test_what_was_forgotten_is_no_word_any_more(bakery: SmallCorpus) -> None:
    assert bakery.catalogue.vocabulary.current().count("song") == 2  # its text and its name
    bakery.catalogue.documents.forget([3])
    bakery.catalogue.erase_traces()
    assert bakery.catalogue.vocabulary.current().count("song") == 0


# Marks.


def test_what_was_meant_is_marked(bakery: SmallCorpus) -> None:
    text = "Receipts: one e-mail, a receipt, 3.11 and 3"
    terms = [Term("recei", near=("recei*",)), Term("email", near=("e mail",)), Term("x", near=("3 11",))]
    assert [text[a:b] for a, b in matches(text, terms, "en")] == ["Receipts", "e-mail", "receipt", "3.11"]
