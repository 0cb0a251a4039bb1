"""Files attached to a PDF are read as parts of it."""

import io
from collections.abc import Mapping

import pypdf
import pytest

from app.domain.document import SegmentKind
from app.reading.pdf import attached
from tests.unit.reading.files import docx, labels, paragraph, pdf, read, texts

FROG = ["Frogs sleep among the reeds."]
NOTE = b"The heron waits in shallow water."


def with_files(files: Mapping[str, bytes], data: bytes = b"") -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data or pdf([FROG])))
    for name, content in files.items():
        writer.add_attachment(name, content)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_an_attached_file_is_a_part_behind_the_pages() -> None:
    document = read(with_files({"note.txt": NOTE, "letter.docx": docx(paragraph("Dear Ann"))}), "a.pdf")

    assert dict(zip(labels(document), texts(document), strict=True)) == {
        "": FROG[0],
        "note.txt": NOTE.decode(),
        "letter.docx": "Dear Ann",
    }
    assert {segment.place.kind for segment in document.segments if segment.place.label} == {SegmentKind.PART}


def test_a_portfolio_without_a_cover_is_what_is_attached() -> None:
    document = read(with_files({"note.txt": NOTE}, pdf([[]])), "a.pdf")

    assert (labels(document), document.text) == (["note.txt"], NOTE.decode())


def test_a_pdf_in_a_pdf_has_pages_within_its_name() -> None:
    inner = pdf([["The first page."], ["The second page."]])

    assert labels(read(with_files({"inner.pdf": inner}), "a.pdf")) == [
        "",
        "inner.pdf > 1",
        "inner.pdf > 2",
    ]


def test_what_cannot_be_read_is_named_and_the_pages_are_kept() -> None:
    document = read(with_files({"broken.docx": b"PK\x03\x04" + bytes(99), "note.txt": NOTE}), "a.pdf")

    assert document.left_out == "broken.docx"
    assert texts(document) == [FROG[0], NOTE.decode()]


def test_a_chain_of_pdfs_ends() -> None:
    data = pdf([FROG])
    for number in range(12):
        data = with_files({f"{number}.pdf": data})

    assert 1 < len(read(data, "a.pdf").segments) < 12


def test_too_many_bytes_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "MOST_BYTES", 50)

    document = read(with_files({"a.txt": NOTE, "b.txt": NOTE, "c.txt": NOTE}), "a.pdf")

    assert labels(document) == ["", "a.txt"]
    assert document.left_out == "b.txt"


def test_attached_files_share_the_characters_that_are_wanted() -> None:
    document = read(with_files({f"{n}.txt": NOTE for n in range(9)}), "a.pdf", characters=100)

    assert len(document.text) <= 100
    assert labels(document) == ["", "0.txt", "1.txt"]


def test_a_name_with_a_path_is_a_name() -> None:
    assert labels(read(with_files({"C:\\Users\\ann\\note.txt": NOTE}), "a.pdf")) == ["", "note.txt"]
