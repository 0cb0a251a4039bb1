"""Word documents: headings, lists, tables, notes, and what is not text."""

import io
import zipfile

import pytest

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from tests.unit.reading.files import docx, labels, paragraph, read, table, texts, word_xml

ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def body(content: str) -> str:
    return read(docx(content), "a.docx").text


def run(content: str) -> str:
    return f"<w:p><w:r>{content}</w:r></w:p>"


def test_headings_make_sections_by_the_styles_of_any_language() -> None:
    document = read(
        docx(
            paragraph("Vögel", "berschrift1")
            + paragraph("Alle.")
            + paragraph("Reiher", "Unter")
            + paragraph("Grau.")
            + paragraph("Fische", "Kapitel")
            + paragraph("Stumm.")
        ),
        "a.docx",
    )

    assert document.kind is Kind.DOCUMENT
    assert labels(document) == ["Vögel", "Vögel > Reiher", "Fische"]
    assert texts(document)[1] == "Reiher\n\nGrau."
    assert document.title == "Vögel"


def test_an_outline_level_makes_any_paragraph_a_heading() -> None:
    document = read(
        docx(paragraph("Heron", properties='<w:outlineLvl w:val="0"/>') + paragraph("Waits.")), "a.docx"
    )

    assert labels(document) == ["Heron"]


def test_text_without_headings_is_one_whole() -> None:
    document = read(docx(paragraph("One.") + paragraph("Two.")), "a.docx")

    assert document.text == "One.\n\nTwo."
    assert [segment.place.kind for segment in document.segments] == [SegmentKind.WHOLE]


def test_title_author_and_date_are_what_the_file_states() -> None:
    core = {"title": "On herons", "creator": "Ann & Ben", "created": "2024-01-31T12:00:00Z"}

    document = read(docx(paragraph("Text."), core), "a.docx")

    assert (document.title, document.author, document.created) == ("On herons", "Ann & Ben", "2024-01-31")


def test_the_paragraph_styled_as_title_is_the_title() -> None:
    assert read(docx(paragraph("Herons", "Titel") + paragraph("Text.")), "a.docx").title == "Herons"


def test_lists_keep_their_lines() -> None:
    items = paragraph("fish", properties=ITEM) + paragraph("frogs", properties=ITEM)

    assert body(paragraph("Food:") + items + paragraph("End.")) == "Food:\n\n- fish\n- frogs\n\nEnd."


def test_rows_of_tables_are_lines() -> None:
    assert body(table(["Bird", "Legs"], ["heron", "2"])) == "Bird | Legs\nheron | 2"


def test_cells_of_many_paragraphs_are_read_as_blocks() -> None:
    assert body(table(["<" + (paragraph("One.") + paragraph("Two."))[1:], "Side"])) == "One.\n\nTwo.\n\nSide"


def test_a_table_in_a_cell_is_read_once() -> None:
    inner = table(["a", "b"], ["c", "d"])

    assert body(table([inner + paragraph(""), "e"])) == "a | b\nc | d\n\ne"


def test_deleted_text_and_formulas_of_fields_are_not_read() -> None:
    content = (
        "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t> link</w:t></w:r></w:p>"
    )

    assert body(content) == "new link"


def test_content_given_twice_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Boxed.')}</w:txbxContent>"
    content = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"

    assert body(run(content) + paragraph("After.")) == "Boxed.\n\nAfter."


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    assert (
        body(run("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"))
        == "a\tb\nc-d"
    )


def test_tab_stops_and_tables_of_contents_are_not_text() -> None:
    contents = paragraph("Herons 7", "Verz")

    assert body(contents + paragraph("x", properties='<w:tabs><w:tab w:val="left"/></w:tabs>')) == "x"


def test_an_initial_joins_its_word() -> None:
    initial = paragraph("T", properties='<w:framePr w:dropCap="drop"/>')

    assert body(initial + paragraph("he heron.")) == "The heron."


def test_notes_and_comments_follow_the_paragraph_that_refers_to_them() -> None:
    more = {
        "footnotes": f'<w:footnote w:type="separator" w:id="0">{paragraph("---")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("A note.")}</w:footnote>',
        "comments": f'<w:comment w:id="2">{paragraph("A comment.")}</w:comment>',
    }
    content = (
        '<w:p><w:r><w:t>Text.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="2"/></w:r></w:p>'
    )

    document = read(docx(content + paragraph("Next."), more=more), "a.docx")

    assert document.text == "Text.\n\nA note.\n\nA comment.\n\nNext."


def test_headers_are_read_once_after_the_text() -> None:
    document = read(docx(paragraph("Text."), more={"header": paragraph("Ann Example, 2024")}), "a.docx")

    assert texts(document) == ["Text.", "Ann Example, 2024"]


def test_a_document_type_declaration_is_refused() -> None:
    laughs = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'

    assert _reason_of(docx(paragraph("Text."), before=laughs)) is Reason.DAMAGED


def test_what_unpacks_beyond_measure_is_refused() -> None:
    assert _reason_of(_zip({"word/document.xml": b" " * 30_000_000})) is Reason.TOO_LARGE
    assert _reason_of(_zip({f"word/{number}": b"" for number in range(10_001)})) is Reason.TOO_LARGE


def test_a_document_that_breaks_off_is_read_so_far() -> None:
    whole = word_xml("document", f"<w:body>{paragraph('One.')}{paragraph('Two.')}</w:body>")

    document = read(_zip({"word/document.xml": whole[: whole.index("Two")].encode()}), "a.docx")

    assert document.text == "One."
    assert document.left_out == "the end of the document"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (docx(paragraph("Text."))[:300], Reason.DAMAGED),
        (b"PK\x03\x04" + bytes(100), Reason.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Reason.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
    ],
    ids=["cut", "head", "other container", "password"],
)
def test_what_is_no_word_document_is_said(data: bytes, reason: Reason) -> None:
    assert _reason_of(data) is reason


def test_reading_stops_when_there_is_enough_text() -> None:
    document = read(docx(paragraph("word " * 20) * 20), "a.docx", characters=150)

    assert len(document.text) <= 150
    assert document.left_out == "text after the first 150 characters"


def _reason_of(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data, "a.docx")
    return caught.value.reason


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, content in members.items():
            package.writestr(name, content)
    return packed.getvalue()
