"""Markdown: as it stands, cut at its headings."""

import pytest

from app.domain.document import Kind, SegmentKind
from tests.unit.reading.files import labels, read, texts

COOKING = """\
# Cooking

All of it.

## Soups

Boil *water*.

### Leek

Slice.

## Bread ##

Knead.
"""


def test_every_section_is_a_segment_under_the_path_of_its_headings() -> None:
    document = read(COOKING, "cooking.md")

    assert document.kind is Kind.MARKDOWN
    assert labels(document) == [
        "Cooking",
        "Cooking > Soups",
        "Cooking > Soups > Leek",
        "Cooking > Bread",
    ]
    assert [segment.heading for segment in document.segments] == labels(document)
    assert [segment.place.index for segment in document.segments] == [1, 2, 3, 4]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.SECTION}
    assert texts(document)[1] == "## Soups\n\nBoil *water*."


def test_text_before_the_first_heading_is_a_segment_without_a_label() -> None:
    document = read("A foreword.\n\n# One\n\nText.\n", "a.md")

    assert labels(document) == ["", "One"]


def test_text_without_headings_is_one_whole() -> None:
    document = read("Just *a* note.\n\nTwo paragraphs.\n", "note.md")

    assert [segment.place.kind for segment in document.segments] == [SegmentKind.WHOLE]
    assert document.text == "Just *a* note.\n\nTwo paragraphs."


def test_a_heading_with_nothing_under_it_goes_with_the_section_that_follows() -> None:
    document = read("# Book\n\n## Chapter\n\nText.\n\n## Last\n", "book.md")

    assert texts(document) == ["# Book\n\n## Chapter\n\nText.", "## Last"]
    assert labels(document) == ["Book > Chapter", "Book > Last"]


@pytest.mark.parametrize("line", ["=", "======"])
def test_a_line_of_equals_signs_makes_the_line_above_a_heading(line: str) -> None:
    document = read(f"Heron\n{line}\n\nWaits.\n\nFood\n----\n\nFrogs.\n", "heron.md")

    assert labels(document) == ["Heron", "Heron > Food"]
    assert texts(document)[1] == "Food\n----\n\nFrogs."


@pytest.mark.parametrize(
    "text",
    [
        "```\n# a comment\n```\n",
        "~~~~\n~~~\n# still code\n~~~~\n",
        "    # indented code\n",
        "#hashtag\n",
        "- item\n---\n",
        "| a | b |\n|---|---|\n",
        "\n---\n\ntext\n",
        "####### seven\n",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    document = read("Words.\n\n" + text, "a.md")

    assert labels(document) == [""]


def test_labels_are_without_markup() -> None:
    document = read("# The *grey* `heron`, [here](http://x.org/a_b) {#id}\n\nText.\n", "a.md")

    assert labels(document) == ["The grey heron, here"]


def test_front_matter_is_told_and_not_searched() -> None:
    text = '---\ntitle: "Soup: a guide"\nauthor:\n  - Ann\n  - Ben\ndate: 2024-03-01T10:00\ntags: [a, b]\n---\n# Soup\n\nBoil.\n'
    document = read(text, "soup.md")

    assert (document.title, document.author, document.created) == ("Soup: a guide", "Ann, Ben", "2024-03-01")
    assert document.text == "# Soup\n\nBoil."


def test_front_matter_may_be_toml() -> None:
    document = read('+++\ntitle = "Soup"\nauthors = ["Ann"]\ndate = 2024-03-01\n+++\nBoil.\n', "soup.md")

    assert (document.title, document.author, document.created) == ("Soup", "Ann", "2024-03-01")
    assert document.text == "Boil."


def test_a_rule_at_the_head_is_no_front_matter() -> None:
    document = read("---\nA poem about herons\n---\nAnd frogs.\n", "poem.md")

    assert "poem about herons" in document.text


def test_the_first_heading_is_the_title_where_none_is_stated() -> None:
    assert read(COOKING, "a.md").title == "Cooking"
    assert read("## Small\n\nText.\n\n# Large\n\nText.\n", "a.md").title == ""
    assert read("text " * 100 + "\n\n# Later\n\nText.\n", "a.md").title == ""
