"""Presentations of before 2007."""

import datetime as dt
import io

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.office.ppt import is_ppt, read_ppt
from app.reading.office.summary import SUMMARY
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes
from tests.unit.reading.ole_files import ole
from tests.unit.reading.powerpoint_files import (
    BODY,
    ENCRYPTED,
    TITLE,
    Slide,
    container,
    ppt,
    referring,
    shape,
    table,
    words,
)
from tests.unit.reading.sheet_files import xls
from tests.unit.reading.word_files import summary

DATE, NUMBER = 0x07, 0x08


def read(content: bytes, characters: int = 1_000_000) -> Document:
    return compose(read_ppt(io.BytesIO(content), characters), characters)


def reason(content: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(content)
    return caught.value.reason


def is_told(content: bytes) -> bool:
    return is_ppt(content[:4096], io.BytesIO(content))


def test_slides_come_in_the_order_of_the_presentation_and_are_called_by_their_titles() -> None:
    document = read(
        ppt(Slide(shape("Second", TITLE) + shape("b")), Slide(shape("First", TITLE)), order=[1, 0])
    )

    assert document.kind is Kind.PRESENTATION
    assert document.title == "First"
    assert labels(document) == ["First", "Second"]
    assert [segment.heading for segment in document.segments] == ["First", "Second"]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.SLIDE}
    assert texts(document) == ["First", "Second\n\nb"]


def test_the_title_stands_first_wherever_it_is_drawn() -> None:
    assert read(ppt(Slide(shape("one\rtwo") + shape("Top", TITLE)))).text == "Top\n\none\ntwo"


def test_texts_that_the_document_keeps_stand_where_shapes_refer_to_them() -> None:
    listed = words("Цапли", TITLE) + words("", BODY) + words("They wait.\x0bThen not.", BODY)

    document = read(ppt(Slide(referring(2) + shape("aside") + referring(0), listed)))

    assert document.text == "Цапли\n\nThey wait.\nThen not.\n\naside"
    assert labels(document) == ["Цапли"]


def test_texts_that_no_shape_refers_to_are_read_too() -> None:
    assert read(ppt(Slide(shape("a"), words("Top", TITLE) + words("b", BODY)))).text == "Top\n\na\n\nb"


def test_notes_follow_their_slide() -> None:
    document = read(ppt(Slide(shape("a"), notes="Say it."), Slide(shape("b"), notes="And this.")))

    assert texts(document) == ["a\n\nSay it.", "b\n\nAnd this."]


def test_what_stands_on_every_slide_is_not_read() -> None:
    running = shape("3 May", placeholder=DATE) + shape("7", placeholder=NUMBER)

    assert read(ppt(Slide(shape("a") + running + shape("b")))).text == "a\n\nb"


def test_empty_slides_count() -> None:
    document = read(ppt(Slide(shape("a")), Slide(), Slide(shape("c"))))

    assert [segment.place.index for segment in document.segments] == [1, 3]


def test_rows_of_tables_name_their_columns() -> None:
    people = table(["Name", "Year"], ["Ada", "1843"], ["Mary", "1831"])

    document = read(ppt(Slide(shape("See:") + people + shape("End."))))

    assert document.text == "See:\n\nName | Year\nName: Ada | Year: 1843\nName: Mary | Year: 1831\n\nEnd."


def test_without_the_latest_save_slides_come_as_they_lie() -> None:
    document = read(ppt(Slide(shape("a")), Slide(shape("b")), order=[1, 0], has_user=False))

    assert texts(document) == ["a", "b"]


def test_title_author_and_date_are_what_the_file_states() -> None:
    facts = summary("On herons", "Ada", dt.datetime(2001, 2, 3, tzinfo=dt.UTC))

    document = read(ppt(Slide(shape("a")), more={SUMMARY: facts}))

    assert (document.title, document.author, document.created) == ("On herons", "Ada", "2001-02-03")


def test_reading_stops_when_there_is_enough_text() -> None:
    document = read(ppt(*[Slide(shape("word " * 20))] * 20), characters=150)

    assert len(document.text) <= 150
    assert document.left_out == "text after the first 150 characters"


def test_what_cannot_be_read_is_said() -> None:
    assert reason(ppt(Slide(shape("a")), token=ENCRYPTED)) is Reason.ENCRYPTED
    assert reason(ppt()) is Reason.EMPTY
    assert reason(ppt(Slide(shape("a")))[:600]) is Reason.DAMAGED
    assert reason(ole({"PowerPoint Document": b""})) is Reason.DAMAGED
    assert reason(b"no presentation") is Reason.DAMAGED


def test_presentations_are_told_by_their_content() -> None:
    assert is_told(ppt(Slide(shape("a"))))
    assert not is_told(xls([(0, 0, "a")]))
    assert not is_told(b"text")


def test_containers_within_each_other_end_somewhere() -> None:
    deep = shape("deep")
    for _ in range(2000):
        deep = container(0xF003, deep)

    assert read(ppt(Slide(shape("a") + deep))).text == "a"


def test_a_damaged_file_is_a_reason_or_a_document() -> None:
    slide = Slide(referring(0) + table(["a", "b"], ["c", "d"]), words("Top", TITLE), notes="Say.")
    whole = ppt(slide, slide)
    changed = (whole[:at] + bytes([255 - at % 7]) + whole[at + 1 :] for at in range(0, len(whole), 23))
    known = {None, Reason.DAMAGED, Reason.EMPTY, Reason.ENCRYPTED}

    assert outcomes(read, changed) <= known
    assert outcomes(read, mutations(whole, 500, bytes(range(256)))) <= known
