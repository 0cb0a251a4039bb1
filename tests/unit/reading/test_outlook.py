"""Mail in Outlook's own files."""

import datetime as dt
import io
from typing import BinaryIO

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import Draft, compose
from app.reading.mail.outlook import is_msg, msg_reader
from app.reading.office.compressed_rtf import unpack_rtf
from app.reading.text.plain import read_plain
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes
from tests.unit.reading.ole_files import Content, Tree, fixed, ole, strings

# The examples of [MS-OXRTFCP], 3.1.
SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
OVERLAPPING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
SENT = dt.datetime(2024, 6, 3, 8, 30, tzinfo=dt.UTC)


def _mail(**more: Content) -> Tree:
    return {
        **fixed(32, {0x0039: SENT}),
        **strings({0x0037: "Plans", 0x0C1A: "Ada Lovelace", 0x5D01: "ada@example.org"}),
        "__recip_version1.0_#00000000": {
            **fixed(8, {0x0C15: 1}),
            **strings({0x3001: "Charles", 0x39FE: "charles@example.org"}),
        },
        "__recip_version1.0_#00000001": {**fixed(8, {0x0C15: 2}), **strings({0x3001: "Mary"})},
        **more,
    }


def _attachment(name: str, content: bytes) -> Tree:
    return {**fixed(8, {0x3705: 1}), **strings({0x3707: name}), "__substg1.0_37010102": content}


def _texts_only(source: BinaryIO, name: str, characters: int) -> Draft | None:
    return read_plain(source, characters) if name.endswith(".txt") else None


def _read(data: bytes, characters: int = 100_000) -> Document:
    return compose(msg_reader(_texts_only)(io.BytesIO(data), characters), characters)


def test_a_mail_is_read_with_its_head() -> None:
    document = _read(ole(_mail(**strings({0x1000: "The engine weaves."}))))

    assert document.kind is Kind.MAIL
    assert document.text == (
        "From: Ada Lovelace <ada@example.org>\n"
        "To: Charles <charles@example.org>\n"
        "Cc: Mary\n"
        "Date: Monday, 3 June 2024, 08:30\n"
        "Subject: Plans\n\n"
        "The engine weaves."
    )
    assert (document.title, document.author, document.created) == ("Plans", "Ada Lovelace", "2024-06-03")


def test_text_is_taken_from_html_where_there_is_no_plain_text() -> None:
    html = "<html><body><p>Grün ist schön.</p></body></html>".encode("cp1252")
    mail = {**_mail(**{"__substg1.0_10130102": html}), **fixed(32, {0x3FDE: 1252})}

    assert _read(ole(mail)).text.endswith("Grün ist schön.")


def test_text_is_taken_from_packed_rich_text_where_there_is_nothing_else() -> None:
    assert _read(ole(_mail(**{"__substg1.0_10090102": SIMPLE}))).text.endswith("hello world")


def test_attachments_and_mails_within_are_parts() -> None:
    inner: Tree = {**fixed(24, {}), **strings({0x0037: "Inner", 0x1000: "Deep text."})}
    attached: Tree = {
        "__attach_version1.0_#00000000": _attachment("notes.txt", b"Noted. " * 1000),
        "__attach_version1.0_#00000001": {**fixed(8, {}), "__substg1.0_3701000D": inner},
        "__attach_version1.0_#00000002": _attachment("picture.png", b"\x89PNG"),
    }
    document = _read(ole({**_mail(**strings({0x1000: "See below."})), **attached}))

    assert labels(document) == ["", "notes.txt", "Inner"]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.PART}
    assert "Attachments: notes.txt, picture.png" in texts(document)[0]
    assert texts(document)[2] == "Subject: Inner\n\nDeep text."


def test_an_encrypted_mail_keeps_its_head_and_says_so() -> None:
    document = _read(ole(_mail(**strings({0x001A: "IPM.Note.SMIME"}))))

    assert "Subject: Plans" in document.text
    assert document.left_out == "the encrypted text"


def test_only_an_ole_file_with_properties_is_a_mail() -> None:
    mail = io.BytesIO(ole(_mail()))
    other = io.BytesIO(ole({"WordDocument": b"text"}))

    assert is_msg(mail.getvalue()[:4096], mail)
    assert not is_msg(other.getvalue()[:4096], other)
    assert not is_msg(b"From: a", io.BytesIO(b"From: a"))
    assert not mail.closed


def test_packed_rich_text_is_unpacked_as_the_specification_shows() -> None:
    assert unpack_rtf(SIMPLE, 1000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpack_rtf(OVERLAPPING, 1000) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert unpack_rtf(OVERLAPPING, 5) == b"{\\rtf"
    assert unpack_rtf(SIMPLE[:30], 1000).startswith(b"{\\rtf1")
    assert unpack_rtf(b"", 1000) == b""


def test_a_damaged_file_is_a_reason_or_a_document() -> None:
    whole = ole(_mail(**strings({0x1000: "Text."}), **{"__substg1.0_10090102": SIMPLE}))
    changed = (whole[:at] + bytes([at % 251]) + whole[at + 1 :] for at in range(0, len(whole), 23))
    known = {None, Reason.DAMAGED, Reason.EMPTY}

    assert outcomes(_read, changed) <= known
    assert outcomes(_read, mutations(whole, 300, bytes(range(256)))) <= known


def test_what_is_no_ole_file_is_damaged() -> None:
    with pytest.raises(Unreadable) as caught:
        _read(b"no mail at all")

    assert caught.value.reason is Reason.DAMAGED


def test_strings_of_before_unicode_are_read_by_the_code_page_of_the_mail() -> None:
    document = _read(
        ole({**fixed(32, {0x3FFD: 1251}), "__substg1.0_0037001E": "Привет из Москвы".encode("cp1251")})
    )

    assert document.title == "Привет из Москвы"
