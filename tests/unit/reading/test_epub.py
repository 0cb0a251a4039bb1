"""EPUB: chapters in reading order, named as the table of contents names them."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.books.epub import is_epub, read_epub
from app.reading.draft import compose
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b"<>/&PK\0\xff\x01"

CONTAINER = '<container xmlns="urn:c"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
FACTS = (
    "<dc:title>On herons</dc:title><dc:creator opf:role='aut'>Ann Example</dc:creator>"
    "<dc:creator opf:role='ill'>Ben</dc:creator><dc:date>1843-05-01</dc:date><dc:language>en-GB</dc:language>"
)
NAV = (
    '<html xmlns:epub="urn:e"><body><nav epub:type="landmarks"><ol><li><a href="2.xhtml">no</a></li></ol></nav>'
    '<nav epub:type="toc"><ol><li><a href="1.xhtml">Reeds</a></li><li><span>Part two</span><ol>'
    '<li><a href="sub%20folder/2.xhtml#top">The <i>weir</i></a></li></ol></li></ol></nav></body></html>'
)
NCX = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "ncx.dtd"><ncx><docTitle><text>no</text></docTitle><navMap>'
    '<navPoint><navLabel><text>Reeds</text></navLabel><content src="1.xhtml"/><navPoint><navLabel><text>Mud</text>'
    '</navLabel><content src="sub folder/2.xhtml"/></navPoint></navPoint></navMap></ncx>'
)
CHAPTERS = {
    "1.xhtml": "<html><head><title/></head><body><h1>1. Reeds</h1><p>A heron waits.</p></body></html>",
    "sub folder/2.xhtml": "<html><body><p>It <b>waits</b> on.</p><h2>Later</h2><p>It flies.</p></body></html>",
}


def opf(items: str, order: str, facts: str = FACTS) -> str:
    return (
        f'<package xmlns:dc="urn:d" xmlns:opf="urn:o"><metadata>{facts}</metadata><manifest>{items}'
        '<item id="a" href="1.xhtml"/><item id="b" href="sub%20folder/2.xhtml"/></manifest>'
        f"<spine>{order}</spine></package>"
    )


ORDER = '<itemref idref="a"/><itemref idref="b"/>'
WITH_NAV = opf('<item id="n" href="nav.xhtml" properties="nav"/>', '<itemref idref="n"/>' + ORDER)
WITH_NCX = opf('<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>', ORDER)


def epub(package: str = WITH_NAV, more: Mapping[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    members = {f"OPS/{name}": content for name, content in CHAPTERS.items()}
    members |= {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package, "OPS/nav.xhtml": NAV}
    members |= {"OPS/toc.ncx": NCX, **(more or {})}
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in members.items():
            book.writestr(name, content)
    return packed.getvalue()


def read(data: bytes, characters: int = 100_000) -> Document:
    return compose(read_epub(io.BytesIO(data), characters), characters)


def reason_of(data: bytes) -> Reason:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.reason


def test_chapters_stand_in_the_order_of_the_spine() -> None:
    document = read(epub())

    assert document.kind is Kind.BOOK
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.CHAPTER}
    assert texts(document) == ["1. Reeds\n\nA heron waits.", "It waits on.", "Later\n\nIt flies."]


def test_chapters_are_named_by_the_table_of_contents_and_their_headings() -> None:
    assert labels(read(epub())) == ["Reeds", "Part two > The weir", "Part two > The weir > Later"]


def test_the_older_table_of_contents_is_read_too() -> None:
    assert labels(read(epub(WITH_NCX))) == ["Reeds", "Reeds > Mud", "Reeds > Mud > Later"]


def test_a_file_of_many_chapters_is_named_by_what_they_share() -> None:
    ncx = (
        '<ncx><navPoint><navLabel><text>Book</text></navLabel><content src="1.xhtml"/><navPoint><navLabel><text>One</text>'
        '</navLabel><content src="1.xhtml#a"/></navPoint><navPoint><navLabel><text>Two</text></navLabel>'
        '<content src="1.xhtml#b"/></navPoint></navPoint></ncx>'
    )

    assert labels(read(epub(WITH_NCX, {"OPS/toc.ncx": ncx})))[0] == "Book > 1. Reeds"


def test_title_author_date_and_language_are_what_the_package_states() -> None:
    document = read(epub())

    assert (document.title, document.author, document.created) == ("On herons", "Ann Example", "1843-05-01")
    assert read_epub(io.BytesIO(epub()), 1000).language == "en"


def test_a_book_whose_chapters_are_encrypted_needs_a_password() -> None:
    def encryption(algorithm: str, name: str) -> dict[str, str]:
        content = (
            f'<encryption><EncryptedData><EncryptionMethod Algorithm="{algorithm}"/><CipherData>'
            f'<CipherReference URI="{name}"/></CipherData></EncryptedData></encryption>'
        )
        return {"META-INF/encryption.xml": content}

    aes = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    assert reason_of(epub(more=encryption(aes, "OPS/1.xhtml"))) is Reason.ENCRYPTED
    assert labels(read(epub(more=encryption(aes, "OPS/font.otf"))))
    assert labels(read(epub(more=encryption("http://www.idpf.org/2008/embedding", "OPS/1.xhtml"))))


def test_missing_chapters_are_said() -> None:
    package = opf('<item id="x" href="3.xhtml"/>', ORDER + '<itemref idref="x"/>')

    assert read(epub(package)).left_out == "1 missing chapters"


def test_a_book_without_chapters_is_damaged() -> None:
    assert reason_of(epub("<package/>")) is Reason.DAMAGED
    assert reason_of(epub()[:200]) is Reason.DAMAGED


def test_declarations_of_entities_are_refused() -> None:
    laughs = '<!DOCTYPE p [<!ENTITY a "ha">]>'

    assert reason_of(epub(laughs + WITH_NAV)) is Reason.DAMAGED


def test_reading_stops_when_there_is_enough_text() -> None:
    document = read(epub(), characters=30)

    assert len(document.text) <= 30
    assert document.left_out == "text after the first 30 characters"


def test_a_book_is_told_by_its_content() -> None:
    data = epub()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("a.txt", "a")

    assert is_epub(data[:4096], io.BytesIO(data))
    assert is_epub(b"PK\x03\x04", io.BytesIO(data))
    assert not is_epub(other.getvalue(), other)
    assert not is_epub(b"PK\x03\x04", io.BytesIO(b"PK\x03\x04"))


def test_damaged_files_end_in_a_document_or_a_reason() -> None:
    assert outcomes(read, mutations(epub(), 200, HOSTILE))
