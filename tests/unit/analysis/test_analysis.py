"""Words in many scripts, with their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.analyser import stem, stems_of, words_and_stems
from app.analysis.folding import fold
from app.analysis.stop_words import is_stop_word
from app.analysis.tokens import plain_words, runs, tokens, tokens_of_run


def surfaces(text: str) -> list[str]:
    return [token.surface for token in tokens(text)]


@given(st.text() | st.text("abXYZ 12_+#-.\n\u0e81\u3042\u0301"))
def test_runs_give_the_tokens_of_their_text(text: str) -> None:
    found = [(token.surface, text[token.start : token.end]) for token in tokens(text)]

    assert [one for run in runs(text) for one in tokens_of_run(run)] == found
    words, stems = words_and_stems(text, "en")
    assert words.split() == [surface for surface, _ in found]
    assert stems.split() == [f"en/{stem(word, 'en')}" for surface, word in found if not surface.isdecimal()]


@given(st.text("abXYZ 12_-.,\n"))
def test_plain_words_are_the_surfaces_of_their_text(text: str) -> None:
    assert plain_words(text) in (None, surfaces(text))


@given(st.text(max_size=300))
def test_a_token_folds_from_the_very_place_it_names(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert fold(text[token.start : token.end][:64]) == token.surface
        assert token.surface
        assert not any(character.isspace() for character in token.surface)


@given(st.text(max_size=300))
def test_tokens_come_in_the_order_of_the_text(text: str) -> None:
    starts = [token.start for token in tokens(text) if not token.part]

    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café au lait", ["cafe", "au", "lait"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("C++ and C# but not C", ["c++", "and", "c#", "but", "not", "c"]),
        ("invoice_2024-Q3.pdf", ["invoice", "2024", "q3", "pdf"]),
        ("don't", ["don", "t"]),
        ("東京都", ["東京", "京都", "都"]),
        ("字", ["字"]),
        ("writeBoolean", ["writeboolean", "write", "boolean"]),
        ("parseHTMLPage", ["parsehtmlpage", "parse", "html", "page"]),
        ("GmbH", ["gmbh", "gmb", "h"]),
        ("🐝🐝", []),
        ("", []),
    ],
)
def test_words_are_found_in(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("bees", "en", "bee"),
        ("Häuser", "de", "haus"),
        ("nationalités", "fr", "national"),
        ("bees", "xx", "bees"),
    ],
)
def test_a_word_is_stemmed_in_the_language_of_its_document(word: str, language: str, expected: str) -> None:
    assert stem(word, language) == expected


def test_words_come_with_their_stems_and_the_language_of_these() -> None:
    assert words_and_stems("the bees hum 42", "en") == (
        "the bees hum 42",
        "en/the en/bee en/hum",
    )


def test_a_language_without_rules_has_no_stems() -> None:
    assert words_and_stems("東京", "ja") == ("東京 京", "")


def test_a_query_word_has_a_stem_for_every_language_of_the_index() -> None:
    assert stems_of("bees", ["en", "fr", "ja"]) == ["en/bee", "fr/be"]
    assert stems_of("2024", ["en"]) == []


def test_a_function_word_is_one_only_in_its_language() -> None:
    assert is_stop_word("the", frozenset({"en"}))
    assert not is_stop_word("die", frozenset({"en"}))
