"""Word documents of before 2007."""

import datetime as dt
import io
from pathlib import Path

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.office import streams
from app.reading.office.doc import is_doc, read_doc
from app.reading.office.word_binary import Story, Table
from tests.unit.reading.files import docx, labels, paragraph, texts
from tests.unit.reading.mutated import mutations, outcomes
from tests.unit.reading.ole_files import ole
from tests.unit.reading.sheet_files import xls
from tests.unit.reading.word_files import (
    CHAPTER,
    CONTENTS,
    DELETED,
    HEADING_1,
    HEADING_2,
    HIDDEN,
    INITIAL,
    ITEM,
    OLD_ENDS_ROW,
    OLD_IN_TABLE,
    OLD_TABS,
    SIGN,
    TITLE,
    Paragraph,
    doc,
    edges,
    line,
    old_doc,
    row,
    summary,
)

FILES = Path(__file__).resolve().parents[4] / "shared" / "data" / "files"
ENCRYPTED = 0x100


def read(content: bytes, characters: int = 1_000_000) -> Document:
    return compose(read_doc(io.BytesIO(content), characters), characters)


def reason(content: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(content)
    return caught.value.reason


def is_told(content: bytes) -> bool:
    return is_doc(content[:4096], io.BytesIO(content))


def test_headings_cut_a_document_into_sections() -> None:
    document = read(
        doc([line("Birds", HEADING_1), line("Many."), line("Herons", HEADING_2), line("They wait.")])
    )

    assert document.kind is Kind.DOCUMENT
    assert document.title == "Birds"
    assert labels(document) == ["Birds", "Birds > Herons"]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.SECTION}
    assert texts(document) == ["Birds\n\nMany.", "Herons\n\nThey wait."]


def test_a_style_based_on_a_heading_is_one() -> None:
    assert labels(read(doc([line("Preface", CHAPTER), line("Text.")]))) == ["Preface"]


def test_a_paragraph_in_the_style_for_titles_names_the_document() -> None:
    assert read(doc([line("On Herons", TITLE), line("Text.")])).title == "On Herons"


def test_contents_are_left_out_and_items_stay_together() -> None:
    document = read(
        doc([line("Birds\t3", CONTENTS), line("one", 0, ITEM), line("two", 0, ITEM), line("End.")])
    )

    assert document.text == "- one\n- two\n\nEnd."


@pytest.mark.parametrize("encoding", ["utf-16-le", "cp1252"])
def test_text_is_read_from_either_kind_of_piece(encoding: str) -> None:
    assert read(doc([line("Grüße — “so”"), line("Ende")], encoding=encoding)).text == "Grüße — “so”\n\nEnde"


def test_characters_of_two_units_do_not_shift_what_follows() -> None:
    document = read(doc([line("\U0001f426 bird"), line("Herons", HEADING_1), line("Text.")]))

    assert texts(document) == ["\U0001f426 bird", "Herons\n\nText."]


def test_rows_of_tables_name_their_columns() -> None:
    table = [*row("Name", "Year"), *row("Ada", "1843"), *row("", "1852")]

    assert read(doc([line("See:"), *table, line("End.")])).text == (
        "See:\n\nName | Year\nName: Ada | Year: 1843\nYear: 1852\n\nEnd."
    )


def test_a_table_for_the_layout_is_blocks() -> None:
    long = "word " * 200

    assert read(doc([*row("Left", long), line("End.")])).text == f"Left\n\n{long.strip()}\n\nEnd."


def test_fields_show_their_results_alone() -> None:
    field = 'See \x13 HYPERLINK "\x13 REF x \x14y\x15" \x14the page\x15, \x13 XE "index" \x15and go.'

    assert read(doc([line(field)])).text == "See the page, and go."


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert "rest" in read(doc([line("a \x13 PAGE and the rest")])).text


def test_deleted_and_hidden_text_is_left_out() -> None:
    hidden = [Paragraph("gone", run=DELETED), Paragraph("secret", run=HIDDEN)]

    assert read(doc([Paragraph("a "), *hidden, line("b")])).text == "a b"


def test_a_sign_of_another_font_leaves_no_bracket() -> None:
    assert (
        read(doc([Paragraph("("), Paragraph("(", run=SIGN), line(" yes (really)")])).text == "( yes (really)"
    )


def test_an_initial_in_a_frame_joins_its_word() -> None:
    assert read(doc([line("T", modifiers=INITIAL), line("he heron waits.")])).text == "The heron waits."


def test_signs_are_written_as_people_read_them() -> None:
    assert read(doc([line("\x01\x08a\x1eb\x1fc\xa0d\x0be\x0cf")])).text == "a-bc d\ne\n\nf"


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = {Story.FOOTNOTES: "\x02 First.\r\x02 Second.\r", Story.COMMENTS: "\x05Why?\r"}
    tables = {
        Table.FOOTNOTE_MARKS: edges(1, 5, 7, data=bytes(4)),
        Table.FOOTNOTES: edges(0, 9, 19, 19),
        Table.COMMENT_MARKS: edges(5, 7, data=bytes(30)),
        Table.COMMENTS: edges(0, 6, 6),
    }

    document = read(doc([line("a\x02b"), line("c\x02d")], notes, tables))

    assert document.text == "ab\n\nFirst.\n\ncd\n\nSecond.\nWhy?"


def test_headers_and_text_boxes_come_last_and_footers_not_at_all() -> None:
    stories = {Story.HEADERS: "Even\rOdd\rFoot\rOdd\r", Story.BOXES: "Boxed\r"}
    no_separators = [0] * 6

    document = read(doc([line("a")], stories, {Table.HEADERS: edges(*no_separators, 0, 5, 9, 9, 14, 18, 18)}))

    assert texts(document) == ["a", "Boxed", "Even\n\nOdd"]


def test_title_author_and_date_are_what_the_file_states() -> None:
    facts = summary("Цапли", "Ада", dt.datetime(2003, 5, 17, tzinfo=dt.UTC), 1251)

    document = read(doc([line("a")], summary=facts))

    assert (document.title, document.author, document.created) == ("Цапли", "Ада", "2003-05-17")


def test_old_files_are_read_in_the_encoding_that_makes_sense() -> None:
    text = "Цапля ждёт рыбу.\rЦапля летит.\r"  # noqa: RUF001 - the letters are Cyrillic

    assert read(old_doc(text.encode("cp1251"))).text == text.strip().replace("\r", "\n\n")


def test_pieces_of_an_old_file_are_put_in_their_order() -> None:
    assert read(old_doc(b"world.\rHello ", [(7, 6), (0, 7)])).text == "Hello world."


def test_paragraphs_of_an_old_file_have_styles_and_rows() -> None:
    paragraphs = [
        Paragraph("Birds\r", HEADING_1),
        *[Paragraph(text, modifiers=OLD_IN_TABLE) for text in ("a\rb\7", "\7", "c\7")],
        Paragraph("\7", modifiers=OLD_TABS + OLD_IN_TABLE + OLD_ENDS_ROW),
    ]

    text = "".join(paragraph.text for paragraph in paragraphs).encode("ascii")

    assert texts(read(old_doc(text, paragraphs=paragraphs))) == ["Birds\n\na b | c"]


def test_rows_are_told_where_nothing_describes_the_paragraphs() -> None:
    assert read(old_doc(b"See:\ra\7b\7\7c\7d\7\7End.\r")).text == "See:\n\na | b\nc | d\n\nEnd."


def test_reading_stops_when_there_is_enough_text() -> None:
    document = read(doc([line("word " * 20)] * 20), characters=150)

    assert len(document.text) <= 150
    assert document.left_out == "text after the first 150 characters"


def test_what_cannot_be_read_is_said() -> None:
    whole = doc([line("text")])

    assert reason(doc([line("text")], flags=ENCRYPTED)) is Reason.ENCRYPTED
    assert reason(old_doc(b"text", flags=ENCRYPTED)) is Reason.ENCRYPTED
    assert reason(doc([line("")])) is Reason.EMPTY
    assert reason(whole[:600]) is Reason.DAMAGED
    assert reason(ole({"WordDocument": b""})) is Reason.DAMAGED
    assert reason(b"no document") is Reason.DAMAGED


def test_a_stream_beyond_the_limit_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_BYTES", 1000)

    assert reason(doc([line("text")])) is Reason.TOO_LARGE


def test_documents_are_told_by_their_content() -> None:
    assert is_told(doc([line("a")]))
    assert not is_told(xls([(0, 0, "a")]))
    assert not is_told(ole({"Other": {"WordDocument": b"text"}}))
    assert not is_told(docx(paragraph("a")))
    assert not is_told(b"text")


def test_a_damaged_file_is_a_reason_or_a_document() -> None:
    notes = {Story.FOOTNOTES: "\x02 First.\r"}
    tables = {Table.FOOTNOTE_MARKS: edges(1, 5, data=bytes(2)), Table.FOOTNOTES: edges(0, 9, 9)}
    body = [line("a\x02b", HEADING_1), *row("b", "c"), line("\x13x\x14y\x15"), Paragraph("z", run=HIDDEN)]
    whole = doc(body, notes, tables)
    changed = (whole[:at] + bytes([255 - at % 7]) + whole[at + 1 :] for at in range(0, len(whole), 23))
    known = {None, Reason.DAMAGED, Reason.EMPTY, Reason.ENCRYPTED}

    assert outcomes(read, changed) <= known
    assert outcomes(read, mutations(whole, 300, bytes(range(256)))) <= known
    assert outcomes(read, mutations(old_doc(b"a\7b\rc", [(2, 3), (0, 2)]), 300, bytes(range(256)))) <= known


@pytest.mark.skipif(not FILES.is_dir(), reason="no real files at ../shared/data/files")
def test_every_real_file_is_read() -> None:
    for path in FILES.rglob("*.doc"):
        with path.open("rb") as source:
            assert is_doc(source.read(4096), source)
            source.seek(0)
            document = compose(read_doc(source, 1_000_000), 1_000_000)
            assert len(document.text) > 300
            assert not document.left_out
