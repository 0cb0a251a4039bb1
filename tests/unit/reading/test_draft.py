"""What every document promises, whatever its format."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import LONGEST_NAME, MOST_SEGMENTS, Draft, Part, canonical, compose
from tests.unit.reading.files import texts


def pages(*parts: str) -> Draft:
    return Draft(Kind.PDF, [Part(text) for text in parts], SegmentKind.PAGE)


def test_parts_stand_in_order_with_an_empty_line_between() -> None:
    document = compose(pages("one", "two"), 100)

    assert document.text == "one\n\ntwo"
    assert texts(document) == ["one", "two"]


def test_an_empty_page_keeps_its_number() -> None:
    document = compose(pages("one", " \n", "three"), 100)

    assert [segment.place.index for segment in document.segments] == [1, 3]


def test_newlines_are_line_feeds_and_controls_are_gone() -> None:
    assert canonical("a\r\nb\rc\x0cd\x85e\u2028f") == "a\nb\nc\nd\ne\nf"
    assert canonical("a\0b\x1b[0m\ud800c\ufeff so\u00adft\tz") == "ab[0mc soft\tz"


def test_every_character_that_is_no_text_is_seen_wherever_it_stands() -> None:
    kept = {
        character for character in map(chr, range(sys.maxunicode + 1)) if canonical(f"a{character}b") != "ab"
    }
    newlines = {character for character in kept if canonical(f"a{character}b") == "a\nb"}

    gone = {chr(code) for code in range(sys.maxunicode + 1)} - kept
    assert newlines == set("\n\r\x0b\x0c\x85\u2028\u2029")
    assert {character for character in gone if unicodedata.category(character) not in {"Cc", "Cs"}} == set(
        "\u00ad\ufeff\ufffe\uffff"
    )
    assert not {"\t", "\u200b", "\u00a0", "\ue000"} & (gone | newlines)


@pytest.mark.parametrize("nothing", ["", " \n\t ", "\u200b\ufeff", "\0\0", "\u00ad"])
def test_nothing_visible_is_empty(nothing: str) -> None:
    with pytest.raises(Unreadable) as caught:
        compose(pages(nothing, nothing), 100)

    assert caught.value.reason is Reason.EMPTY


def test_text_beyond_the_limit_is_left_out_and_the_document_says_so() -> None:
    document = compose(pages("a" * 60, "b" * 60, "c" * 60), 100)

    assert document.text == "a" * 60 + "\n\n" + "b" * 38
    assert document.left_out == "text after the first 100 characters"


def test_a_part_that_just_fits_hides_none_after_it() -> None:
    assert compose(pages("a" * 100), 100).left_out == ""
    assert compose(pages("a" * 100, "b"), 100).left_out == "text after the first 100 characters"


def test_what_a_reader_left_out_is_told_beside_the_limit() -> None:
    draft = Draft(Kind.PDF, [Part("a" * 200)], SegmentKind.PAGE, left_out="page 7")

    assert compose(draft, 100).left_out == "page 7; text after the first 100 characters"


def test_segments_beyond_the_limit_are_left_out_and_the_document_says_so() -> None:
    document = compose(pages(*["a"] * (MOST_SEGMENTS + 5)), 10_000_000)

    assert len(document.segments) == MOST_SEGMENTS
    assert document.left_out == "what follows the first 100,000 parts"


def test_what_a_file_calls_things_is_of_bounded_length() -> None:
    name = "heron " * LONGEST_NAME
    draft = Draft(Kind.BOOK, [Part("a", name, name)], SegmentKind.CHAPTER, name, name, left_out=name)

    document = compose(draft, 100)

    (segment,) = document.segments
    for shown in (document.title, document.author, document.left_out, segment.place.label, segment.heading):
        assert len(shown) <= LONGEST_NAME
        assert shown.startswith("heron heron")
        assert shown.endswith("\u2026")


@given(st.lists(st.text(), max_size=6), st.integers(1, 50))
def test_segments_lie_in_order_inside_canonical_text(parts: list[str], limit: int) -> None:
    try:
        document = compose(pages(*parts), limit)
    except Unreadable:
        return

    position = 0
    for segment in document.segments:
        assert position <= segment.start < segment.end <= len(document.text) <= limit
        position = segment.end
    assert document.text == canonical(document.text)
    document.text.encode("utf-8")
