"""What the preview shows: the passage in its text, cut at lines, with the words of the query and the places."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.catalogue.catalogue import Catalogue
from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.hit import Excerpt, Stretch
from app.search.excerpt import AROUND, MARKED, excerpt
from app.search.wording import Wording
from tests.unit.catalogue.samples import file

LINE = "All the bees went home again.\n"
FOLDERS = {1: Path("/home/letters")}


def page(number: int, start: int, end: int) -> Segment:
    return Segment(Place(SegmentKind.PAGE, number, ""), start, end)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite", write=True)


@pytest.fixture
def shown(catalogue: Catalogue) -> Callable[..., Excerpt]:
    """Store a text and show one of its passages."""

    def show(
        text: str, passage: tuple[int, int], typed: str = "", segments: tuple[Segment, ...] = ()
    ) -> Excerpt:
        document = Document(Kind.TEXT, text, segments or (page(1, 0, len(text)),), language="en")
        identity = catalogue.documents.store(file("a.txt"), document, "reader")
        made = excerpt(catalogue.lookup, Wording(catalogue), FOLDERS, identity, passage, typed)
        catalogue.close()
        assert made is not None
        assert (made.document_id, made.path, made.title) == (identity, FOLDERS[1] / "a.txt", "a")
        assert text[made.offset : made.offset + len(made.text)] == made.text
        assert made.total == len(text)
        return made

    return show


def test_a_small_text_is_shown_whole(shown: Callable[..., Excerpt]) -> None:
    made = shown("bees dance\nbees sing", (11, 20), "bee")
    assert (made.text, made.offset, made.passage) == ("bees dance\nbees sing", 0, (11, 20))
    assert made.marks == ((0, 4), (11, 15))


def test_a_long_text_is_cut_at_borders_of_lines(shown: Callable[..., Excerpt]) -> None:
    text = LINE * 4_000
    start = len(LINE) * 2_000
    made = shown(text, (start, start + 29), "")
    assert made.text[made.passage[0] : made.passage[1]] == LINE.rstrip()
    assert made.text.startswith("All")
    assert made.text.endswith("again.")
    assert 2 * AROUND - 2_000 < len(made.text) <= 2 * AROUND + 29


def test_a_text_without_lines_is_cut_where_it_must_be(shown: Callable[..., Excerpt]) -> None:
    made = shown("bees " * 20_000, (50_000, 50_004), "bees")
    assert len(made.text) == 2 * AROUND + 4
    assert made.offset == 50_000 - AROUND
    assert made.text[made.passage[0] : made.passage[1]] == "bees"


def test_words_are_marked_whole_and_near_the_passage(shown: Callable[..., Excerpt]) -> None:
    made = shown("bees " * 20_000, (50_001, 50_004), "bees")
    assert {made.text[start:end] for start, end in made.marks} == {"bees"}
    middle = made.passage[0]
    assert all(abs(start - middle) <= MARKED + 10 for start, _ in made.marks)
    assert len(made.marks) > 2 * MARKED / len("bees ") - 3


def test_operators_of_the_query_language_are_no_words(shown: Callable[..., Excerpt]) -> None:
    made = shown("the wild bees dance", (0, 19), '"wild bees" -dance')
    assert [made.text[start:end] for start, end in made.marks] == ["wild", "bees"]


def test_pages_that_begin_or_go_on_are_named(shown: Callable[..., Excerpt]) -> None:
    pages = tuple(page(number + 1, number * 10_000, (number + 1) * 10_000 - 1) for number in range(10))
    made = shown("bees " * 20_000, (50_000, 50_004), "", pages)
    assert [stretch.place.index for stretch in made.stretches] == [4, 5, 6, 7, 8]
    assert made.stretches[0] == Stretch(pages[3].place, 0, 9_999)
    assert made.stretches[-1] == Stretch(pages[7].place, 40_000, len(made.text))


def test_a_passage_beyond_the_end_is_the_end(shown: Callable[..., Excerpt]) -> None:
    assert shown("bees dance", (40, 50), "bees").passage == (10, 10)


def test_of_a_document_or_folder_that_is_gone_nothing_is_shown(catalogue: Catalogue) -> None:
    document = Document(Kind.TEXT, "bees", (page(1, 0, 4),), language="en")
    identity = catalogue.documents.store(file("a.txt"), document, "reader")
    assert excerpt(catalogue.lookup, Wording(catalogue), FOLDERS, identity + 1, (0, 4), "bees") is None
    assert excerpt(catalogue.lookup, Wording(catalogue), {}, identity, (0, 4), "bees") is None
    catalogue.close()
