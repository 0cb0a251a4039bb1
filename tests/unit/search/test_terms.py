"""The words of a query as they are looked up."""

from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.sparse import Term
from app.search.terms import MOST_TERMS, surfaces, terms_of


def test_a_word_is_asked_for_as_typed_and_by_its_stems() -> None:
    assert terms_of("Bees", ["de"]) == [Term("bees", ("de/bees", "en/bee"))]


def test_function_words_are_left_out_beside_better_ones() -> None:
    assert [term.surface for term in terms_of("how do the bees dance", ["en"])] == ["bees", "dance"]
    assert [term.surface for term in terms_of("wie tanzen die Bienen", ["de"])] == ["tanzen", "bienen"]


def test_function_words_count_where_there_is_nothing_else() -> None:
    assert [term.surface for term in terms_of("to be or not to be", ["en"])] == ["to", "be", "or", "not"]


def test_a_word_is_asked_for_once() -> None:
    assert [term.surface for term in terms_of("Bee bee BEE bees", ["en"])] == ["bee", "bees"]


def test_of_a_long_question_the_first_words_are_looked_up() -> None:
    text = " ".join(f"word{number}" for number in range(1000))
    assert [term.surface for term in terms_of(text, ["en"])] == [
        f"word{number}" for number in range(MOST_TERMS)
    ]


@given(st.text(max_size=200), st.lists(st.sampled_from(["en", "de", "ja", "xx", ""]), max_size=6))
def test_every_term_is_a_word_of_the_text_and_none_comes_twice(text: str, languages: list[str]) -> None:
    terms = [term.surface for term in terms_of(text, languages)]
    assert len(terms) == len(set(terms)) <= MOST_TERMS
    assert set(terms) <= {word.removesuffix("*") for word in surfaces(text)}
    assert bool(terms) == bool(surfaces(text))
