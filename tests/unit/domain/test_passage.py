"""The offsets law, and where passages begin and end."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.passage import AIM, DENSE_WEIGHT, TAIL, Passage, split, weight

SENTENCE = "The heron waits by the river until the fish forget that it is there. "


def document(text: str, *bounds: tuple[int, int]) -> Document:
    spans = bounds or ((0, len(text)),)
    segments = tuple(
        Segment(Place(SegmentKind.SECTION, number + 1, ""), start, end)
        for number, (start, end) in enumerate(spans)
    )
    return Document(Kind.TEXT, text, segments)


def visible(text: str) -> int:
    return sum(not character.isspace() for character in text)


texts = st.text(alphabet=st.sampled_from("ab .!?\n\t\"')漢字。かなคำ-*1é\u2028"), max_size=4000)


@given(texts, st.lists(st.integers(0, 4000), max_size=6))
def test_every_passage_is_a_slice_of_its_segment_and_nothing_visible_is_lost(
    text: str, cuts: list[int]
) -> None:
    edges = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    read = document(text, *itertools.pairwise(edges))

    passages = split(read)

    covered: set[int] = set()
    for passage in passages:
        segment = read.segments[passage.segment]
        assert read.text[passage.start : passage.end] == passage.text
        assert segment.start <= passage.start < passage.end <= segment.end
        assert passage.text == passage.text.strip()
        covered.update(range(passage.start, passage.end))
    assert all(
        text[i].isspace()
        for i in set(range(len(text))) - covered
        if any(s.start <= i < s.end for s in read.segments)
    )


@given(texts)
def test_no_passage_is_much_heavier_than_the_aim(text: str) -> None:
    assert all(weight(passage.text) <= AIM + TAIL + 8 for passage in split(document(text)))


def test_a_short_document_is_one_passage() -> None:
    text = "  One line only.\n"

    assert split(document(text)) == [Passage("One line only.", 2, 16, 0)]


def test_passages_end_with_sentences_and_repeat_the_last_short_one() -> None:
    passages = split(document(SENTENCE * 30))

    assert all(passage.text.endswith(".") for passage in passages)
    assert all(later.start < earlier.end for earlier, later in itertools.pairwise(passages))


def test_a_passage_that_is_long_enough_ends_with_its_paragraph() -> None:
    paragraph = SENTENCE * 6
    passages = split(document(f"{paragraph}\n\n{paragraph}\n\n{paragraph}"))

    assert [passage.text for passage in passages] == [paragraph.strip()] * 3


def test_a_light_remainder_stays_with_the_passage_before_it() -> None:
    passages = split(document(SENTENCE * 8 + "The end."))

    assert [passage.text.endswith("The end.") for passage in passages] == [True]


def test_a_closing_quote_stays_with_its_sentence() -> None:
    text = '"Wait until they forget." ' * 60

    assert all(passage.text.endswith('."') for passage in split(document(text)))


def test_a_text_without_any_space_is_cut_all_the_same() -> None:
    passages = split(document("x" * 5000))

    assert "".join(passage.text for passage in passages) == "x" * 5000
    assert len(passages) >= 5000 // AIM


def test_scripts_without_spaces_make_shorter_passages() -> None:
    passages = split(document("鳥が川辺で待っている。" * 100))

    assert all(len(passage.text) <= (AIM + TAIL) / DENSE_WEIGHT for passage in passages)


def test_an_empty_segment_has_no_passage() -> None:
    assert split(document(" \n\t ")) == []
