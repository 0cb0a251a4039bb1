"""FictionBook: sections, poems, notes; plain or in a ZIP."""

import io
import zipfile

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.books.fb2 import is_fb2, read_fb2
from app.reading.draft import compose
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b"<>/&PK\0\xff"

BOOK = (
    '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><description><title-info><author><first-name>Ann'
    "</first-name><last-name>Example</last-name></author><book-title>On herons</book-title><date value='1843-05-01'>May"
    "</date><lang>en</lang></title-info><document-info><author><nickname>no</nickname></author></document-info>"
    "</description><body><title><p>Herons</p></title><section><title><p>One</p><p>Reeds</p></title><p>A <em>heron</em> "
    "waits.</p><section><title><p>Mud</p></title><p>Deep.</p><poem><title><p>Song</p></title><stanza><v>Grey</v><v>bird"
    "</v></stanza></poem></section></section><section><p>Apart.</p><table><tr><th>Bird</th><th>Legs</th></tr><tr><td>heron"
    "</td><td>2</td></tr></table></section></body><body name='notes'><section><title><p>1</p></title><p>A note.</p>"
    "</section></body><binary id='a'>AAAA</binary></FictionBook>"
)


def read(data: bytes, characters: int = 100_000) -> Document:
    return compose(read_fb2(io.BytesIO(data), characters), characters)


def zipped(data: bytes, *names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name in names:
            package.writestr(name, data)
    return packed.getvalue()


def test_sections_are_chapters() -> None:
    document = read(BOOK.encode())

    assert document.kind is Kind.BOOK
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.CHAPTER}
    assert labels(document)[:2] == ["Herons > One Reeds", "Herons > One Reeds > Mud"]
    assert texts(document)[0] == "Herons\n\nOne Reeds\n\nA heron waits."
    assert texts(document)[1].startswith("Mud\n\nDeep.\n\nSong\n\nGrey\nbird")


def test_rows_of_tables_are_lines_and_notes_are_read() -> None:
    text = read(BOOK.encode()).text

    assert "Bird | Legs\nheron | 2" in text
    assert text.endswith("A note.")


def test_title_author_date_and_language_are_what_the_book_states() -> None:
    document = read(BOOK.encode())

    assert (document.title, document.author, document.created) == ("On herons", "Ann Example", "1843-05-01")
    assert read_fb2(io.BytesIO(BOOK.encode()), 1000).language == "en"


def test_a_packed_book_is_read_too() -> None:
    data = zipped(BOOK.encode(), "book.fb2")

    assert is_fb2(data, io.BytesIO(data))
    assert read(data).text == read(BOOK.encode()).text
    assert not is_fb2(zipped(b"", "a.fb2", "b.fb2"), io.BytesIO(zipped(b"", "a.fb2", "b.fb2")))


def test_a_book_is_told_by_its_first_element() -> None:
    plain = io.BytesIO()

    assert is_fb2(b'<?xml version="1.0"?>\n<!-- x --><FictionBook>', plain)
    assert not is_fb2(b"About <FictionBook>", plain)
    assert not is_fb2(b"<!---->" * 500, plain)


def test_the_encoding_is_the_one_stated() -> None:
    text = BOOK.replace("Herons", "\u0426\u0430\u043f\u043b\u0438")
    data = b'<?xml version="1.0" encoding="windows-1251"?>' + text.encode("cp1251")

    assert labels(read(data))[0].startswith("\u0426\u0430\u043f\u043b\u0438")


def test_a_book_that_breaks_off_is_read_so_far() -> None:
    document = read(BOOK[: BOOK.index("Apart")].encode())

    assert "Deep." in document.text
    assert document.left_out == "the end of the book"


UNKNOWN_ENCODING = b'<?xml version="1.0" encoding="UTF-m"?><FictionBook/>'


@pytest.mark.parametrize(
    "data", [UNKNOWN_ENCODING, b"<a", zipped(b"x", "b.fb2"), b"PK", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>']
)
def test_what_is_no_book_is_said(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)

    assert caught.value.reason is Reason.DAMAGED


def test_reading_stops_when_there_is_enough_text() -> None:
    assert read(BOOK.encode(), characters=30).left_out == "text after the first 30 characters"


def test_damaged_files_end_in_a_document_or_a_reason() -> None:
    assert outcomes(read, mutations(BOOK.encode(), 200, HOSTILE))
    assert outcomes(read, mutations(zipped(BOOK.encode(), "book.fb2"), 200, HOSTILE))
