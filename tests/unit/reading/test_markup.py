"""reStructuredText, Org and AsciiDoc: as they stand, cut at their headings."""

import io

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.reading.draft import compose
from app.reading.text.markup import ASCIIDOC, MARKUPS, ORG, RST, Markup, read_markup
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b"=-*#:[\n\xff"

HERONS = {
    "rst": "======\nHerons\n======\n\n:Author: Ann Example\n:Date: 2024-01-31\n\nGrey.\n\nFood\n----\n\nFish.\n\nMore *food*\n~~~~~~~~~~~\n\n"
    "Frogs.\n\nNests\n-----\n\nHigh::\n\n    Not\n    ---\n",
    "org": "#+TITLE: Herons\n#+AUTHOR: Ann Example\n#+DATE: <2024-01-31 Wed>\n#+OPTIONS: toc:nil\n\n* Herons\n:PROPERTIES:\n:ID: 3\n:END:\nGrey.\n"
    "** TODO [#A] Food :eat:fish:\nFish.\n*** More *food*\nFrogs.\n** Nests\nHigh.\n#+begin_src org\n* Not\n#+end_src\n",
    "adoc": "= Herons\nAnn Example <ann@example.org>\n:revdate: 2024-01-31\n:toc:\n\nGrey.\n\n== Food ==\n\n// not\nFish.\n\n[[more]]\n"
    "=== More *food*\n\nFrogs.\n\n== Nests\n\nHigh.\n\n----\n== Not\n----\n",
}
RULES = {"rst": RST, "org": ORG, "adoc": ASCIIDOC}
each = pytest.mark.parametrize("name", HERONS)


def read(markup: Markup, text: str | bytes, characters: int = 100_000) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return compose(read_markup(markup, io.BytesIO(data), characters), characters)


@each
def test_every_section_is_a_segment_under_the_path_of_its_headings(name: str) -> None:
    document = read(RULES[name], HERONS[name])

    assert document.kind is Kind.MARKUP
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.SECTION}
    expected = ["Herons", "Herons > Food", "Herons > Food > More food", "Herons > Nests"]
    assert labels(document)[-4:] == expected
    assert [segment.heading for segment in document.segments] == labels(document)


@each
def test_title_author_and_date_are_what_the_head_states(name: str) -> None:
    document = read(RULES[name], HERONS[name])

    assert (document.title, document.author, document.created) == ("Herons", "Ann Example", "2024-01-31")


@each
def test_what_steers_the_program_is_not_text(name: str) -> None:
    text = read(RULES[name], HERONS[name]).text

    assert "Grey." in text
    assert not any(sign in text for sign in ("#+OPTIONS", ":ID:", ":toc:", "// not", "[[more]]"))


@each
def test_text_without_headings_is_one_whole(name: str) -> None:
    document = read(RULES[name], "Just a note.\n\nTwo paragraphs.\n")

    assert [segment.place.kind for segment in document.segments] == [SegmentKind.WHOLE]
    assert document.text == "Just a note.\n\nTwo paragraphs."


def test_styles_of_underlines_rank_by_their_first_use() -> None:
    text = "A\n~~~\n\na\n\nBcd\n===\n\nb\n\nEfg\n~~~\n\ne\n"

    assert labels(read(RST, text)) == ["A", "A > Bcd", "Efg"]


def test_a_heading_may_stand_below_a_target() -> None:
    assert labels(read(RST, ".. _here:\nHere\n====\n\nText.\n"))[-1] == "Here"


def test_lines_of_a_table_are_no_headings() -> None:
    assert labels(read(RST, "=====  =====\nA      B\n=====  =====\n1      2\n=====  =====\n")) == [""]


def test_the_head_of_a_proposal_states_its_title() -> None:
    document = read(RST, "PEP: 8\nTitle: Style of code\nAuthor: Ann Example\n\nWhy\n===\n\nSo.\n")

    assert (document.title, document.author) == ("Style of code", "Ann Example")


def test_titles_in_two_lines_are_headings_of_asciidoc_too() -> None:
    assert labels(read(ASCIIDOC, "Herons\n======\n\nGrey.\n\nFood\n----\n\nFish.\n")) == [
        "Herons",
        "Herons > Food",
    ]


def test_the_only_heading_of_the_highest_level_is_the_title() -> None:
    assert read(ASCIIDOC, "=== Weirs\n\nText.\n\n==== Old\n\nText.\n").title == "Weirs"
    assert read(ASCIIDOC, "=== Weirs\n\nText.\n\n=== Old\n\nText.\n").title == ""


def test_links_in_headings_keep_their_text() -> None:
    assert labels(read(ORG, "* A [[https://a.example][link]] there\nText.\n")) == ["A link there"]
    assert labels(
        read(RST, "A `link <https://a.example>`__ there\n====================================\n\nText.\n")
    ) == ["A link there"]


def test_long_text_is_cut_and_said() -> None:
    document = read(RST, HERONS["rst"], characters=60)

    assert len(document.text) <= 60
    assert document.left_out == "text after the first 60 characters"


def test_sections_hold_the_text_as_it_stands() -> None:
    assert texts(read(RST, HERONS["rst"]))[1] == "Food\n----\n\nFish."


@pytest.mark.parametrize("markup", MARKUPS, ids=lambda markup: min(markup.suffixes))
@pytest.mark.parametrize("line", ["=", "= ", "*", "[[", "`a ", "(((", "((()))", " ", "a  ", "a:", "_a "])
def test_no_line_takes_long(markup: Markup, line: str) -> None:
    read(markup, f"* {line * 20_000}\n= {line * 20_000}\n{line * 20_000}\n====\n{line * 20_000}x")


@each
def test_damaged_files_end_in_a_document_or_a_reason(name: str) -> None:
    assert None in outcomes(
        lambda data: read(RULES[name], data), mutations(HERONS[name].encode(), 200, HOSTILE)
    )
