"""OpenDocument texts and presentations: headings, lists, tables, notes, slides, and what is not text."""

import io
import random
import zipfile
from collections.abc import Sequence

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.office.odf import is_odp, is_odt, read_odp, read_odt
from tests.unit.reading.damage import mutated
from tests.unit.reading.files import docx, labels, paragraph, texts
from tests.unit.reading.open_document import frame, h, items, odf, odp, odt, p, row, table

MUTATIONS = 300


def read(data: bytes, characters: int = 1_000_000) -> Document:
    reader = read_odp if is_odp(data[:4096], io.BytesIO(data)) else read_odt
    return compose(reader(io.BytesIO(data), characters), characters)


def body(content: str) -> str:
    return read(odt(content)).text


def reason_of(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.reason


def test_headings_make_sections() -> None:
    document = read(odt(h("Birds") + p("All.") + h("Herons", "2") + p("Grey.") + h("Fish") + p("Mute.")))

    assert document.kind is Kind.DOCUMENT
    assert labels(document) == ["Birds", "Birds > Herons", "Fish"]
    assert texts(document)[1] == "Herons\n\nGrey."
    assert document.segments[0].place.kind is SegmentKind.SECTION
    assert document.title == "Birds"


def test_title_author_and_date_are_what_the_file_states() -> None:
    meta = (
        "<office:title>On herons</office:title><meta:initial-creator>Ada</meta:initial-creator>"
        "<office:creator>Ben</office:creator><meta:creation-date>2024-01-31T12:00:00</meta:creation-date>"
    )

    document = read(odt(p("a"), {"meta.xml": meta}))

    assert (document.title, document.author, document.created) == ("On herons", "Ada", "2024-01-31")


def test_the_paragraph_styled_as_title_is_the_title() -> None:
    assert read(odt(p("Herons", "P1") + h("One") + p("a"))).title == "Herons"


def test_white_space_is_one_space_and_signs_are_elements() -> None:
    spaced = p(
        "a \n  b<text:s text:c='2'/>c<text:tab/>d<text:line-break/> e <text:span> f</text:span>\n  g", "P8"
    )

    assert body(spaced) == "a b  c\td\ne f g"


def test_lists_keep_their_lines() -> None:
    inner = items(p("c"))

    assert (
        body(p("x") + items(p("a"), p("b") + p("more") + inner) + items(p("d")))
        == "x\n\n- a\n- b\nmore\n- c\n\n- d"
    )


def test_a_heading_in_a_list_is_a_heading() -> None:
    assert labels(read(odt(items(h("One")) + p("a")))) == ["One"]


def test_lines_of_code_stay_together() -> None:
    assert body(p("a", "P2") + p("b", "P2") + p("c")) == "a\nb\n\nc"


def test_rows_of_tables_name_their_columns() -> None:
    header = f"<table:table-header-rows>{row(p('Name'), p('Year'))}</table:table-header-rows>"

    content = header + row(p("Ada"), p("1843")) + row("", p("1852") + p("or so"))

    assert body(table(content)) == "Name | Year\nName: Ada | Year: 1843\nYear: 1852 or so"


def test_the_style_of_a_row_tells_that_it_names_columns() -> None:
    rows = row(p("a", "P3"), p("b", "P3")) + row(p("c"), p("d"))

    assert body(table(rows)) == "a | b\na: c | b: d"


def test_repeated_and_covered_cells_keep_their_columns() -> None:
    header = f"<table:table-header-rows>{row(p('A'), p('B'), p('C'))}</table:table-header-rows>"
    repeated = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        f"<table:table-cell>{p('x')}</table:table-cell></table:table-row>"
    )
    covered = (
        f"<table:table-row><table:table-cell>{p('y')}</table:table-cell><table:covered-table-cell/>"
        f"<table:table-cell>{p('z')}</table:table-cell></table:table-row>"
    )

    assert body(table(header + repeated + covered)) == "A | B | C\nC: x\nA: y | C: z"


def test_a_table_for_the_layout_is_read_cell_by_cell() -> None:
    inner = table(row(p("a"), p("b")))

    assert body(table(row(inner + p("c"), p("d")))) == "a | b\n\nc\n\nd"


def test_notes_comments_and_boxes_follow_their_paragraph() -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('Note.')}</text:note-body></text:note>"
    comment = f"<office:annotation><office:creator>Ada</office:creator>{p('Why?')}</office:annotation>"

    assert body(p(f"One{note} two{comment}{frame(p('Box.'))}.") + p("Next.")) == (
        "One two.\n\nNote.\n\nWhy?\n\nBox.\n\nNext."
    )


def test_deleted_text_and_tables_of_contents_are_not_read() -> None:
    deleted = f"<text:tracked-changes><text:deletion>{p('gone')}</text:deletion></text:tracked-changes>"
    contents = f"<text:table-of-content><text:index-body>{p('a 7')}</text:index-body></text:table-of-content>"

    assert body(deleted + contents + p("a")) == "a"


def test_page_headers_are_read_once_after_the_text() -> None:
    header = f"<style:header>{p('Ada, London')}</style:header>"
    styles = f"<style:master-page>{header}<style:footer>{p('7')}</style:footer>{header}</style:master-page>"

    assert texts(read(odt(p("a"), {"styles.xml": styles}))) == ["a", "Ada, London"]


def test_slides_are_parts_called_by_their_titles_with_their_notes_last() -> None:
    notes = f"<presentation:notes>{frame(p('Say it.'), 'notes')}{frame(p('3'), 'page-number')}</presentation:notes>"
    first = (
        frame(items(p("a"), p("b")), "outline") + frame(p("Top"), "title") + frame(p("7"), "footer") + notes
    )

    document = read(odp(first, "", frame(p("x")) + table(row(p("1"), p("2")))))

    assert document.kind is Kind.PRESENTATION
    assert texts(document) == ["Top\n\n- a\n- b\n\nSay it.", "x\n\n1 | 2"]
    assert [segment.place.index for segment in document.segments] == [1, 3]
    assert document.segments[0].place.kind is SegmentKind.SLIDE
    assert labels(document) == ["Top", ""]
    assert document.title == "Top"


def test_a_text_that_breaks_off_is_read_so_far() -> None:
    document = read(odt(h("A") + p("One.") + table(row(p("Two."))) + "<text:p>Thr</text:q>"))

    assert document.text.startswith("A\n\nOne.\n\nTwo.")
    assert document.left_out == "the end of the document"


def test_slides_that_break_off_are_read_so_far() -> None:
    document = read(odp(frame(p("One"), "title"), frame(p("Two")) + "<x>"))

    assert texts(document)[:2] == ["One", "Two"]
    assert document.left_out == "the last slides"


@pytest.mark.parametrize("data", [odt(p("word " * 20) * 20), odp(*[frame(p("word " * 20))] * 20)])
def test_reading_stops_when_there_is_enough_text(data: bytes) -> None:
    document = read(data, characters=150)

    assert len(document.text) <= 150
    assert document.left_out == "text after the first 150 characters"


def test_depth_is_bounded() -> None:
    deep = 5000

    assert body("<text:p>a" * deep + "</text:p>" * deep).count("a") < 100
    assert (
        body("<text:list><text:list-item>" * deep + p("a") + "</text:list-item></text:list>" * deep) == "- a"
    )


def test_a_slide_where_none_may_stand_ends_what_is_open() -> None:
    inside = f"{row(p('a'))}<text:p>b<draw:frame><text:list><draw:page>{p('c')}</draw:page></text:list></draw:frame>"

    document = read(odp(table(f"{inside}</text:p>") + p("d")))

    assert {"a", "b", "c"} <= set(document.text.split())


def test_what_cannot_be_read_is_said() -> None:
    encrypted = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"

    assert reason_of(odt(p("a"), {"META-INF/manifest.xml": encrypted})) is Reason.ENCRYPTED
    assert reason_of(odt(p("a"))[:300]) is Reason.DAMAGED
    assert reason_of(odt("")) is Reason.EMPTY
    assert reason_of(odp()) is Reason.EMPTY
    assert reason_of(odf("<", "presentation")) is Reason.DAMAGED
    assert reason_of(docx(paragraph("a"))) is Reason.DAMAGED


def test_kinds_are_told_by_the_media_type() -> None:
    def told(data: bytes) -> Sequence[bool]:
        return [is_kind(data[:4096], io.BytesIO(data)) for is_kind in (is_odt, is_odp)]

    repacked = io.BytesIO()
    with zipfile.ZipFile(repacked, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", "<a/>")
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text-template")
    assert told(odt("")) == [True, False]
    assert told(odp()) == [False, True]
    assert told(repacked.getvalue()) == [True, False]
    assert told(odf("", "spreadsheet")) == [False, False]
    assert told(docx("")) == [False, False]
    assert told(b"PK\x03\x04" + bytes(100)) == [False, False]


def test_any_damage_ends_in_a_document_or_a_reason() -> None:
    chance = random.Random(5)  # noqa: S311 - not a secret
    text = h("a") + items(p("b")) + table(row(p("c", "P3"), p("d")) + row(p("e")))
    slide = frame(p("f"), "title") + frame(p("g"))
    for number in range(MUTATIONS):
        content = mutated((text + slide).encode(), chance).decode("latin-1")
        data = [odt(content), odp(content, slide), mutated(odt(text), chance), mutated(odp(slide), chance)]
        try:
            read(data[number % len(data)])
        except Unreadable:
            continue
