"""Filters are put into the typed text and taken out of it; the rest stays as it was typed."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.domain.query import Filter
from app.domain.query_language import edit
from app.domain.query_language.parts import NAMES, Aspect, Part
from app.domain.query_language.understood import query_of, understand

NOW = datetime(2024, 5, 31, 12, tzinfo=UTC)

pieces = st.sampled_from(
    [
        "type:",
        "in:",
        "-",
        '"',
        '""',
        ",",
        "pdf",
        "word",
        "date:",
        "2024",
        "7d",
        " ",
        "  ",
        "a",
        "b c",
        "\u201e",
        "\u201c",
        "\u201d",
        "\u00ab",
        "\u00bb",
        "name:",
        "lang:de",
        "ext:.gz",
        "after:",
        "é",
        "東京",
        ":",
        "foo:",
        "..",
        "\n",
        "\x00",
        "\ud800",
        "~",
        "/",
        "author:",
        "before:2023-05",
        "'",
        "_",
        "+",
        "#",
        ".",
    ]
)
typed_texts = st.lists(pieces, max_size=14).map("".join) | st.text(max_size=40)
field_aspects = st.sampled_from(sorted(NAMES))
values = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["pdf", "Tax 2023", 'a"b', '"', "a,b", "-x", "\u201ea\u201c", "2024", "7d", "a/b", " "]
)


def said(typed: str) -> list[tuple[Aspect, str, bool]]:
    return [(part.aspect, part.value, part.negated) for part in understand(typed, NOW).parts]


@pytest.mark.parametrize(
    ("typed", "number", "left"),
    [
        ("type:pdf", 0, ""),
        ("bees type:pdf", 0, "bees"),
        ("type:pdf bees", 0, "bees"),
        ("bees type:pdf wax", 0, "bees wax"),
        ("bees  type:pdf  wax", 0, "bees   wax"),
        ("type:pdf,word,mail bees", 0, "type:word,mail bees"),
        ("type:pdf,word,mail bees", 1, "type:pdf,mail bees"),
        ("type:pdf,word,mail bees", 2, "type:pdf,word bees"),
        ('type:"pdf, word"', 0, 'type:" word"'),
        ('a "b c" d', 0, "a d"),
        ("a -b c", 0, "a c"),
        ('"a"-type:pdf', 1, '"a"-'),
        ('in:"a"type:pdf in:"b"', 1, 'in:"a" in:"b"'),
        ('in:"a"type:"pdf"x', 1, 'in:"a" x'),
        ('type:"pdf"-x', 0, "x"),
    ],
)
def test_a_part_is_taken_out_with_one_space(typed: str, number: int, left: str) -> None:
    chips = understand(typed, NOW).chips
    assert edit.without_part(typed, chips[number]) == left


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "type:pdf"),
        ("bees", "bees type:pdf"),
        ("bees ", "bees type:pdf"),
        ('bees "queen', 'type:pdf bees "queen'),
        ('bees "', 'type:pdf bees "'),
        ("bees type:PDF", "bees type:PDF"),
        ("bees -type:pdf", "bees type:pdf"),
        ("bees type:word", "bees type:word type:pdf"),
    ],
)
def test_a_filter_is_put_at_the_end(typed: str, expected: str) -> None:
    assert edit.with_filter(typed, Aspect.KIND, "pdf", now=NOW) == expected


@pytest.mark.parametrize(
    ("aspect", "value", "text"),
    [
        (Aspect.KIND, "pdf", "type:pdf"),
        (Aspect.FOLDER, "Tax 2023", 'in:"Tax 2023"'),
        (Aspect.FOLDER, 'a"b', 'in:"a""b"'),
        (Aspect.FOLDER, "a,b", "in:a,b"),
        (Aspect.LANGUAGE, "de", "lang:de"),
        (Aspect.DATE, "2024", "date:2024"),
        (Aspect.EXTENSION, "tar.gz", "ext:tar.gz"),
    ],
)
def test_a_filter_is_written_as_it_is_typed(aspect: Aspect, value: str, text: str) -> None:
    assert edit.filter_text(aspect, value) == text


def test_a_filter_is_taken_out_whatever_its_case_and_wherever_it_stands() -> None:
    typed = 'in:"tax 2023" bees type:pdf,word in:TAX -in:"Tax 2023"'
    assert edit.without_filter(typed, Aspect.FOLDER, "Tax 2023", NOW) == (
        'bees type:pdf,word in:TAX -in:"Tax 2023"'
    )
    assert edit.without_filter(typed, Aspect.KIND, "pdf", NOW) == (
        'in:"tax 2023" bees type:word in:TAX -in:"Tax 2023"'
    )
    assert edit.without_filters(typed, NOW) == "bees"


def test_words_and_phrases_outlive_the_filters() -> None:
    assert edit.without_filters('bees -wasps "queen bee" after:2024', NOW) == 'bees -wasps "queen bee"'


def test_days_replace_all_other_dates() -> None:
    typed = "bees date:2023 -after:7d type:pdf"
    within = edit.within_dates(typed, date(2024, 1, 1), date(2024, 12, 31), NOW)
    assert within == "bees type:pdf date:2024"
    ((first, behind),) = query_of("date:2024", now=NOW).filter.periods
    assert query_of(within, now=NOW).filter == Filter(frozenset({"pdf"}), periods=((first, behind),))
    assert edit.within_dates(within, None, None, NOW) == "bees type:pdf"
    assert edit.within_dates("", date(2024, 1, 1), date.max, NOW) == "after:2024"
    assert edit.within_dates(within, date(2024, 5, 1), None, NOW) == "bees type:pdf after:2024-05"
    assert edit.within_dates(within, None, date(2024, 5, 31), NOW) == "bees type:pdf before:2024-06"
    assert (
        edit.within_dates("a", date(2023, 5, 3), date(2024, 12, 31), NOW) == "a after:2023-05-03 before:2025"
    )


@given(typed_texts)
@example('"' * 99)
@example("-" * 99)
@example('-"' * 50)
@example("\ud800")
def test_the_usual_way_of_writing_says_the_same_and_stays(typed: str) -> None:
    understood = understand(typed, NOW)
    usual = edit.normalised(understood)
    assert said(usual) == said(typed)
    assert understand(usual, NOW).query() == understood.query()
    assert edit.normalised(understand(usual, NOW)) == usual


@given(typed_texts)
def test_parts_follow_each_other_and_no_word_is_lost(typed: str) -> None:
    parts = understand(typed, NOW).parts
    assert all(0 <= part.start < part.end <= len(typed) for part in parts)
    assert all(one.end <= other.start or one.in_list for one, other in pairwise(parts))
    covered = "".join(typed[part.start : part.end] for part in parts)
    assert sorted(filter(str.isalnum, typed)) == sorted(
        filter(str.isalnum, covered + "".join(_uncovered_fields(typed, parts)))
    )


def _uncovered_fields(typed: str, parts: tuple[Part, ...]) -> list[str]:
    """What of lists stands outside of their values: the names of their fields."""
    edges = [0, *(edge for part in parts for edge in (part.start, part.end)), len(typed)]
    return [typed[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True) if any(p.in_list for p in parts)]


@given(typed_texts)
@example('in:"a"type:"pdf""b"')
@example('type:"a b,c')
@example('type:type:,""type:')
def test_a_part_taken_out_leaves_the_others(typed: str) -> None:
    parts = understand(typed, NOW).parts
    for number, part in enumerate(parts):
        left = said(typed)[:number] + said(typed)[number + 1 :]
        assert part.aspect is Aspect.WORDS or said(edit.without_part(typed, part)) == left


@given(typed_texts, field_aspects, values, st.booleans())
@example("type:\u201e ", Aspect.AUTHOR, "0", False)
def test_a_filter_put_in_is_understood_and_nothing_else_changes(
    typed: str, aspect: Aspect, value: str, negated: bool
) -> None:
    alone = said(edit.filter_text(aspect, value))
    assume(len(alone) == 1 and alone[0][0] is aspect)  # what is no date is no filter
    value = alone[0][1]
    new = edit.with_filter(typed, aspect, value, negated=negated, now=NOW)
    others = [one for one in said(typed) if one[0] is not aspect or edit.folded(one[1]) != edit.folded(value)]
    now = said(new)
    kept = [one for one in now if one[0] is not aspect or edit.folded(one[1]) != edit.folded(value)]
    assert sorted(kept) == sorted(others)
    assert {one[2] for one in now if one not in kept} == {negated}
    assert edit.with_filter(new, aspect, value, negated=negated, now=NOW) == new


@given(typed_texts)
def test_without_filters_only_words_and_phrases_are_left(typed: str) -> None:
    left = understand(edit.without_filters(typed, NOW), NOW)
    assert not left.filters
    before = understand(typed, NOW)
    assert (left.text, left.phrases, left.excluded) == (before.text, before.phrases, before.excluded)
