"""PDF: a segment for each page, from two libraries that rescue each other."""

import io
from itertools import pairwise

import pypdf
import pypdfium2
import pytest

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.pdf import pages as pdf_reader
from app.reading.pdf.junk import is_junk
from app.reading.pdf.pages import page_ranges
from app.reading.pdf.rescue import Rescue
from tests.unit.reading.files import labels, pdf, read, texts

HERON = ["The heron waits in shallow water until a fish", "comes near. Then it strikes."]
FROG = ["Frogs sleep among the reeds."]


def reason_of(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data, "a.pdf")
    return caught.value.reason


def drawing(page: str) -> bytes:
    """A PDF of one page that draws, without any text."""
    return pdf([[]]).replace(b"/Length 0 >>\nstream\n", f"/Length {len(page)} >>\nstream\n{page}".encode())


def test_every_page_is_a_segment() -> None:
    document = read(pdf([HERON, FROG]), "a.pdf")

    assert document.kind is Kind.PDF
    assert texts(document) == [" ".join(HERON), FROG[0]]
    assert [(s.place.kind, s.place.index) for s in document.segments] == [
        (SegmentKind.PAGE, 1),
        (SegmentKind.PAGE, 2),
    ]


def test_pages_have_the_labels_and_bookmarks_of_the_file() -> None:
    data = pdf([FROG, HERON, FROG], bookmarks=[("Preface", 0), ("Herons", 1)], first_label="4")

    document = read(data, "a.pdf")

    assert labels(document) == ["iv", "v", "vi"]
    assert [segment.heading for segment in document.segments] == ["Preface", "Herons", "Herons"]


def test_title_author_and_date_are_what_the_file_states() -> None:
    info = {"Title": "On herons", "Author": "Ann Example", "CreationDate": "D:20240131120000+01'00'"}

    document = read(pdf([HERON], info), "a.pdf")

    assert (document.title, document.author, document.created) == ("On herons", "Ann Example", "2024-01-31")


@pytest.mark.parametrize("title", ["Microsoft Word - heron.doc", "untitled", "paper.dvi", "Document1"])
def test_a_title_that_a_program_filled_in_is_none(title: str) -> None:
    assert read(pdf([HERON], {"Title": title}), "a.pdf").title == ""


def test_a_password_for_the_owner_alone_does_not_lock() -> None:
    assert read(_encrypted(pdf([HERON]), user="", owner="secret"), "a.pdf").text == " ".join(HERON)


def test_a_password_to_open_is_said() -> None:
    assert reason_of(_encrypted(pdf([HERON]), user="secret", owner="other")) is Reason.ENCRYPTED


def test_a_page_that_only_draws_is_not_text() -> None:
    assert reason_of(drawing("10 10 100 100 re f")) is Reason.NOT_TEXT


def test_blank_pages_are_empty() -> None:
    assert reason_of(pdf([[], []])) is Reason.EMPTY


def test_a_damaged_table_of_objects_is_rebuilt() -> None:
    data = pdf([HERON, FROG])

    document = read(data.replace(b" 00000 n", b"7 0000 n"), "a.pdf")

    assert texts(document) == [" ".join(HERON), FROG[0]]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + bytes(range(256)) * 40], ids=["head", "noise"]
)
def test_nothing_but_a_head_is_damaged(data: bytes) -> None:
    assert reason_of(data) is Reason.DAMAGED


def test_every_cut_of_a_file_is_read_or_unreadable() -> None:
    data = pdf([HERON, FROG], bookmarks=[("Herons", 0)])

    for length in range(1, len(data), 37):
        try:
            document = read(data[:length], "a.pdf")
        except Unreadable:
            continue
        assert document.text


def test_a_file_that_pdfium_cannot_open_is_read_by_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: bytes) -> None:
        raise pypdfium2.PdfiumError("broken", err_code=3)

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)

    document = read(pdf([HERON, FROG], {"Title": "On herons"}), "a.pdf")

    assert texts(document) == [" ".join(HERON), FROG[0]]
    assert document.title == "On herons"


def test_a_page_that_pdfium_cannot_read_is_read_by_pypdf(monkeypatch: pytest.MonkeyPatch) -> None:
    _refuse_second_page(monkeypatch)

    assert texts(read(pdf([HERON, FROG]), "a.pdf")) == [" ".join(HERON), FROG[0]]


def test_a_page_that_neither_can_read_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    _refuse_second_page(monkeypatch)
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda _: 1 / 0)

    document = read(pdf([HERON, FROG, FROG]), "a.pdf")

    assert document.left_out == "page 2"
    assert [segment.place.index for segment in document.segments] == [1, 3]


@pytest.mark.parametrize("lost", [[12], [1], [5, 6, 9]], ids=["last", "first", "between"])
def test_pages_whose_objects_are_lost_are_named_and_the_others_kept(lost: list[int]) -> None:
    kept = [number for number in range(1, 13) if number not in lost]
    data = pdf([[f"The heron waits at pond {number}."] for number in range(1, 13)])
    for number in lost:
        data = data.replace(f"\n{2 + 2 * number} 0 obj\n".encode(), b"\n9999 0 lost\n")

    document = read(data, "a.pdf")

    assert document.left_out == page_ranges(lost)
    assert [segment.place.index for segment in document.segments] == kept
    assert texts(document) == [f"The heron waits at pond {number}." for number in kept]


def test_pypdf_is_not_asked_for_letters_that_a_font_does_not_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rescue, "page", lambda *_: pytest.fail("asked"))
    codes = "\\001\\003\\004 \\005\\006\\007 " * 9

    document = read(pdf([HERON, ["codes"]]).replace(b"(codes)", f"({codes})".encode()), "a.pdf")

    assert document.left_out == "page 2 (no text recognition)"
    assert texts(document) == [" ".join(HERON)]


def test_reading_stops_when_there_is_enough_text() -> None:
    document = read(
        pdf([[f"The heron waits at pond {number}."] for number in range(50)]), "a.pdf", characters=100
    )

    assert len(document.text) <= 100
    assert document.left_out == "pages 5-50; text after the first 100 characters"


def test_pages_that_were_lost_are_named_in_runs() -> None:
    assert page_ranges([]) == ""
    assert page_ranges([7]) == "page 7"
    assert page_ranges([1, 2, 3, 7, 9, 10]) == "pages 1-3, 7, 9-10"


@pytest.mark.parametrize(
    "text",
    ["\x01\x03\x04abc \x05\x06\x07 de", "\ue001\ue002\ue003 \ue004 ab", "a b c d e f g h " * 20],
    ids=["controls", "private characters", "single letters"],
)
def test_text_of_fonts_without_letters_is_junk(text: str) -> None:
    assert is_junk(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ".join(HERON),
        "1 Introduction . . . . . . . . . . . 5 " * 9,
        "x = y + 2 for all n in the set " * 9,
        "\uf0b7 item\n" * 9,
    ],
    ids=["nothing", "prose", "contents", "formulas", "bullets"],
)
def test_text_with_signs_in_it_is_not_junk(text: str) -> None:
    assert not is_junk(text)


def test_two_readings_of_a_file_agree() -> None:
    data = pdf([HERON, FROG, HERON], bookmarks=[("Herons", 0)])

    assert all(first == second for first, second in pairwise(read(data, "a.pdf") for _ in range(3)))


def _encrypted(data: bytes, user: str, owner: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, owner, algorithm="AES-256")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def _refuse_second_page(monkeypatch: pytest.MonkeyPatch) -> None:
    real = pdf_reader._page
    monkeypatch.setattr(pdf_reader, "_page", lambda file, number: None if number == 1 else real(file, number))
