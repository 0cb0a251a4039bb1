"""Contacts: one segment for each, of every version of the format."""

import io

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason
from app.reading.draft import compose
from app.reading.mail.contacts import is_contact, read_contacts
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

CONTACTS = """\
BEGIN:VCARD
VERSION:2.1
N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller;J=C3=B6rg;;Dr.
TEL;WORK;VOICE:+49 228 1
NOTE;QUOTED-PRINTABLE:first line=0D=0A=
second line
ADR;HOME:;;Street 1;Bonn;;53111;Germany
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Ada\\, Countess of Lovelace
N:Lovelace;Ada;;;
ORG:Analytical;Engines
item1.EMAIL;TYPE=INTERNET,WORK:ada@example.org
TEL;VALUE=uri;TYPE=cell:tel:+44-20-1
BDAY:18151210
PHOTO;ENCODING=b;TYPE=JPEG:AAAABBBB
 CCCCDDDD
CATEGORIES:Friends,Poets
END:VCARD
"""


def _read(data: bytes) -> Document:
    return compose(read_contacts(io.BytesIO(data), 100_000), 100_000)


def test_every_contact_is_a_segment_called_by_its_name() -> None:
    document = _read(CONTACTS.replace("\n", "\r\n").encode())

    assert document.kind is Kind.CONTACT
    assert document.title == ""
    assert labels(document) == ["Dr. Jörg Müller", "Ada, Countess of Lovelace"]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.ENTRY}
    assert texts(document) == [
        (
            "Dr. Jörg Müller\n"
            "Phone (work): +49 228 1\n"
            "Address (home): Street 1, Bonn, 53111, Germany\n"
            "Note: first line\nsecond line"
        ),
        (
            "Ada, Countess of Lovelace\n"
            "Organization: Analytical, Engines\n"
            "Phone (cell): +44-20-1\n"
            "Email (work): ada@example.org\n"
            "Birthday: Sunday, 10 December 1815\n"
            "Categories: Friends, Poets"
        ),
    ]


def test_a_file_of_one_contact_is_called_by_it() -> None:
    assert _read(CONTACTS.partition("END:VCARD")[0].encode()).title == "Dr. Jörg Müller"


def test_a_contact_without_a_name_is_called_by_its_organization_or_address() -> None:
    assert labels(_read(b"BEGIN:VCARD\nN:;;;;\nORG:Engines\nEMAIL:x@example.org\nEND:VCARD")) == ["Engines"]
    assert labels(_read(b"BEGIN:VCARD\nEMAIL:x@example.org\nEND:VCARD")) == ["x@example.org"]


def test_a_contact_is_told_by_its_first_line() -> None:
    assert is_contact(b"begin:vcard\r\n", io.BytesIO())
    assert not is_contact(b"BEGIN:VCALENDAR\r\n", io.BytesIO())


def test_whatever_the_bytes_there_is_a_reason_or_a_document() -> None:
    variants = mutations(CONTACTS.encode(), 300, b'BEGIN:D;="\n\r \\\xff0')

    assert outcomes(_read, variants) <= {None, Reason.EMPTY, Reason.UNKNOWN_KIND}
