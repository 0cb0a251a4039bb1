"""A PDF that breaks off keeps the pages that are there."""

import zlib

import pytest

from app.domain.errors import Reason, Unreadable
from app.reading.pdf.mend import with_list_of_pages
from tests.unit.reading.files import pdf, read, texts

PAGES = [f"The heron waits at pond {number}." for number in range(1, 13)]
LOST = "anything after page {}"


def breaking_off(at: bytes) -> bytes:
    data = pdf([[page] for page in PAGES])
    return data[: data.index(at)]


def test_the_pages_before_the_end_are_kept_and_named() -> None:
    document = read(breaking_off(b"\n26 0 obj"), "a.pdf")

    assert texts(document) == PAGES[:11]
    assert [segment.place.index for segment in document.segments] == list(range(1, 12))
    assert document.left_out == LOST.format(11)


def test_a_page_whose_text_breaks_off_is_there_without_it() -> None:
    document = read(breaking_off(b"(The heron waits at pond 12.)"), "a.pdf")

    assert texts(document) == PAGES[:11]
    assert document.left_out == LOST.format(12)


def test_pages_that_are_packed_in_a_stream_are_found() -> None:
    whole = pdf([["The heron waits."]])
    page = whole[whole.index(b"<< /Type /Page /Parent") : whole.index(b"\nendobj\n5 0 obj")]
    head = b"4 0 "
    packed = zlib.compress(head + page)
    stream = b"4 0 obj\n<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n"
    before, after = whole.split(b"4 0 obj\n" + page + b"\nendobj\n")
    data = (
        before
        + after[: after.index(b"xref")]
        + (stream % (len(head), len(packed), packed)).replace(b"4 0", b"40 0", 1)
    )

    document = read(data.replace(b"/Type /Catalog", b"/Type /Nothing"), "a.pdf")

    assert document.text == "The heron waits."


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n1 0 obj\n<< /Type /Page >>",
        b"%PDF-1.4\n1 0 obj\n<< /Type /Pages >>\nendobj\n",
        b"%PDF-1.4\n1 0 obj\n<< /Type /ObjStm /N 3 /First 9 >>\nstream\nno stream\nendstream\n",
    ],
    ids=["half a page", "no page", "broken stream"],
)
def test_without_pages_there_is_nothing_to_mend(data: bytes) -> None:
    assert with_list_of_pages(data) == b""
    with pytest.raises(Unreadable) as caught:
        read(data, "a.pdf")
    assert caught.value.reason is Reason.DAMAGED


def test_packed_objects_that_hold_each_other_are_not_taken_out() -> None:
    page = b"<< /Type /Page >>"
    head = b"".join(b"%d %d " % (number, number % 2 * len(page)) for number in range(1, 9)) + b"9" * 5000
    stream = b"40 0 obj\n<< /Type /ObjStm /N 8 /First %d >>\nstream\n%s\nendstream\nendobj\n"

    assert with_list_of_pages(stream % (len(head), zlib.compress(head + page))) == b""
