"""What the user typed is never an error: what does not parse is text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.query import Filter, Mode, Query
from app.search.parse import LONGEST, parse
from app.search.terms import surfaces

typed_texts = st.text(max_size=80) | st.text(
    st.sampled_from("ab -\"\u201c\u201d\u201e\u00ab\u00bb+C#\n\t.é東京'")
)


@pytest.mark.parametrize(
    ("typed", "text", "phrases", "excluded"),
    [
        ("", "", (), ()),
        ("bees", "bees", (), ()),
        ("  bees \n dance  ", "bees dance", (), ()),
        ('"queen bee"', "queen bee", ("queen bee",), ()),
        ('the "queen bee" rests', "the queen bee rests", ("queen bee",), ()),
        ('"queen bee', "queen bee", ("queen bee",), ()),
        ('a " queen bee " b', "a queen bee b", ("queen bee",), ()),
        ('"one" "two"', "one two", ("one", "two"), ()),
        ("bees -wasps", "bees", (), ("wasps",)),
        ('bees -"yellow wasps"', "bees", (), ("yellow wasps",)),
        ('bees -"yellow wasps', "bees", (), ("yellow wasps",)),
        ("-wasps", "", (), ("wasps",)),
        ("e-mail about well-being", "e-mail about well-being", (), ()),
        ("-e-mail", "", (), ("e-mail",)),
        ("-C++", "", (), ("C++",)),
        ("bees - wasps", "bees - wasps", (), ()),
        ("-", "-", (), ()),
        ("--", "--", (), ()),
        ('"', "", (), ()),
        ('""', "", (), ()),
        ('""""', "", (), ()),
        ('"..."', "", (), ()),
        ('-""', "", (), ()),
        ('5" pipe', "5 pipe", (), ()),
        ('don"t', "don t", (), ()),
        ("\u201cqueen bee\u201d", "queen bee", ("queen bee",), ()),
        ("\u201equeen bee\u201c", "queen bee", ("queen bee",), ()),
        ("\u00abqueen bee\u00bb", "queen bee", ("queen bee",), ()),
        ("rock'n'roll", "rock'n'roll", (), ()),
        ("東京 -大阪", "東京", (), ("大阪",)),
    ],
)
def test_the_query_language(
    typed: str, text: str, phrases: tuple[str, ...], excluded: tuple[str, ...]
) -> None:
    assert parse(typed) == Query(text, phrases, excluded)


def test_filter_and_mode_are_passed_on() -> None:
    where = Filter(kinds=frozenset({"pdf"}))
    assert parse("bees", where, Mode.WORDS) == Query("bees", filter=where, mode=Mode.WORDS)


def test_of_a_very_long_query_the_beginning_counts() -> None:
    assert len(parse("b" * (2 * LONGEST)).text) == LONGEST


@given(typed_texts)
@example('"' * 99)
@example("-" * 99)
@example('-"' * 50)
@example("\ud800")
def test_no_word_is_lost_and_none_is_made_up(typed: str) -> None:
    query = parse(typed)
    asked = {word for part in (query.text, *query.excluded) for word in surfaces(part)}
    assert asked == set(surfaces(typed))
    for phrase in query.phrases:
        assert phrase == phrase.strip()
        assert surfaces(phrase)
        assert phrase in query.text
    assert all(surfaces(unwanted) for unwanted in query.excluded)


@given(st.lists(st.text("abcé1", min_size=1), max_size=5))
def test_plain_words_are_plain_text(words: list[str]) -> None:
    assert parse(" ".join(words)) == Query(" ".join(words))


@given(st.text(max_size=60))
def test_what_stands_in_quotes_is_one_phrase(text: str) -> None:
    inside = "".join(character for character in text if character not in '"\u201c\u201d\u00bb')
    expected = (inside.strip(),) if surfaces(inside) else ()
    assert parse(f'"{inside}"').phrases == expected
    assert parse(f'-"{inside}"').excluded == expected
