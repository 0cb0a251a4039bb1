"""The lines that are shown: a stretch of the passage, with the right words marked at the right places."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.analysis.analyser import UNKNOWN, stems_of
from app.analysis.tokens import tokens
from app.catalogue.sparse import Term
from app.search.snippet import WIDTH, matches, snippet
from app.search.terms import terms_of

WORDS = [
    "bee",
    "bees",
    "Straße",
    "strassen",
    "東京都",
    "C++",
    "parseHTML",
    "dancing",
    "e-mail",
    "x" * 90,
    "ﷺ",
]
passages = st.lists(
    st.sampled_from([*WORDS, "filler", "\n", "\n\n", "\t", ".", "🐝", "\u00a0", "e\u0301"]), max_size=120
).map(" ".join) | st.text(max_size=600)
queries = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
languages = st.sampled_from(["en", "de", "ja", ""])


def marked(text: str, query: str, language: str = "en") -> list[str]:
    shown = snippet(text, terms_of(query, [language]), language)
    return [shown.text[start:end] for start, end in shown.marks]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Bees dance. A bee rests.", "bee", ["Bees", "bee"]),
        ("The dancing of bees", "dance", ["dancing"]),
        ("Bees dance", "wax", []),
        ("Café au lait", "cafe", ["Café"]),
        ("東京都に行く", "京都", ["京都"]),
        ("writeBoolean(x)", "boolean", ["Boolean"]),
        ("writeBoolean(x)", "writeBoolean", ["writeBoolean"]),
        ("", "bee", []),
    ],
)
def test_words_and_their_relatives_are_marked(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_a_short_passage_is_shown_in_one_line_from_its_first_sentence_on() -> None:
    assert snippet("Bees dance.\n\nWe\tdo not.", [], "en").text == "Bees dance.  We do not."
    assert snippet("Bees\n\nWe dance.\tSo", [], "en").text == "\u2026 We dance. So"


def test_the_head_of_a_mail_is_shown_only_where_it_holds_what_was_asked_for() -> None:
    mail = "From: Ann\nTo: Bob\nSubject: Bees\n\nDear Bob, they dance."
    assert snippet(mail, terms_of("dance", ["en"]), "en").text == "\u2026 Dear Bob, they dance."
    assert snippet(mail, terms_of("bees", ["en"]), "en").text.startswith("From: Ann")


def test_a_long_text_without_spaces_is_cut_between_any_two_letters() -> None:
    text = "\u871c\u8702\u306f\u8e0a\u3063\u3066" * 90
    shown = snippet(text, terms_of("\u871c\u8702", ["ja"]), "ja")
    assert WIDTH // 2 < len(shown.text) <= WIDTH + 4
    assert shown.marks


def test_a_long_passage_shows_where_most_of_the_words_are() -> None:
    text = "bee " + "filler " * 100 + "bee wax honey " + "filler " * 100
    shown = snippet(text, terms_of("bee wax honey", ["en"]), "en")
    assert shown.text.startswith("\u2026 ")
    assert shown.text.endswith(" \u2026")
    assert [shown.text[start:end] for start, end in shown.marks] == ["bee", "wax", "honey"]


@given(passages, queries, languages)
def test_marks_are_the_places_of_matching_words_in_the_snippet(text: str, query: str, language: str) -> None:
    terms = terms_of(query, [language])
    wanted = {form for term in terms for form in (term.surface, *term.stems)}
    shown = snippet(text, terms, language)
    last = 0
    for start, end in shown.marks:
        assert last <= start < end <= len(shown.text)
        last = end
        assert not wanted.isdisjoint(
            form
            for token in tokens(shown.text[start:end])
            for form in (
                token.surface,
                *stems_of(shown.text[start:end][token.start : token.end], [language or UNKNOWN]),
            )
        )


@given(passages, queries, languages)
def test_a_snippet_is_a_stretch_of_the_passage_of_a_bounded_length(
    text: str, query: str, language: str
) -> None:
    shown = snippet(text, terms_of(query, [language]), language).text
    plain = "".join(" " if character.isspace() else character for character in text)
    assert len(shown) <= WIDTH + 4
    assert "\n" not in shown
    assert shown.removeprefix("\u2026 ").removesuffix(" \u2026") in plain


@given(passages, queries, languages)
def test_where_a_word_matches_the_snippet_shows_one(text: str, query: str, language: str) -> None:
    terms = terms_of(query, [language])
    found = matches(text, terms, language)
    shown = snippet(text, terms, language)
    assert bool(shown.marks) == bool(found)
    if len(text) <= WIDTH:
        assert len(shown.marks) == len(found)


@given(passages, queries, languages)
@example("Straße", "strassen", "de")
def test_words_are_marked_alike_whether_or_not_words_side_by_side_are_asked_for(
    text: str, query: str, language: str
) -> None:
    terms = terms_of(query, [language])
    beside = Term("nowhere", near=("nowhere nowhere",))
    assert matches(text, terms, language) == matches(text, [*terms, beside], language)


def test_no_term_marks_nothing() -> None:
    assert matches("bees", [], "en") == []
    assert matches("bees", [Term("wax")], "en") == []
