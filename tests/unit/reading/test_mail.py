"""Mail as files of its own: the head, the text, what is attached and what is within."""

import base64
import io
from email.message import EmailMessage
from typing import BinaryIO

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import Draft, Part, compose
from app.reading.mail.eml import eml_reader, is_eml
from app.reading.text.plain import read_plain
from tests.integration.program import ROOT
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

REAL = ROOT.parent / "shared" / "data" / "home" / "Mail"
HEAD = b"From: Ada <ada@example.org>\nTo: charles@example.org\nSubject: Plans\nMIME-Version: 1.0\n"
LEAST = b"From: a@example.org\nTo: b@example.org\nSubject: s\nMIME-Version: 1.0\n"


def _read_attachment(source: BinaryIO, name: str, characters: int) -> Draft | None:
    if name.endswith(".locked"):
        raise Unreadable(Reason.ENCRYPTED)
    if name.endswith(".pages"):
        return Draft(Kind.PDF, (Part("One."), Part("Two.", label="ii", heading="Preface")), SegmentKind.PAGE)
    return read_plain(source, characters) if name.endswith((".txt", ".ics")) else None


def _read(mail: bytes | EmailMessage, characters: int = 100_000) -> Document:
    data = mail if isinstance(mail, bytes) else mail.as_bytes()
    return compose(eml_reader(_read_attachment)(io.BytesIO(data), characters), characters)


def _claims(data: bytes) -> bool:
    return is_eml(data[:4096], io.BytesIO(data))


def _letter(text: str = "The engine weaves.") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Ada Lovelace <ada@example.org>"
    mail["To"] = "Charles <charles@example.org>"
    mail["Cc"] = "mary@example.org"
    mail["Date"] = "Mon, 03 Jun 2024 10:30:00 +0200"
    mail["Subject"] = "Grüße aus London"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(text)
    return mail


def test_a_mail_is_read_as_a_person_reads_it() -> None:
    document = _read(_letter())

    assert document.kind is Kind.MAIL
    assert document.text == (
        "From: Ada Lovelace <ada@example.org>\n"
        "To: Charles <charles@example.org>\n"
        "Cc: mary@example.org\n"
        "Date: Monday, 3 June 2024, 10:30\n"
        "Subject: Grüße aus London\n\n"
        "The engine weaves."
    )
    assert document.title == "Grüße aus London"
    assert (document.author, document.created) == ("Ada Lovelace", "2024-06-03")


def test_plain_text_is_preferred_to_html() -> None:
    mail = _letter("In plain words.")
    mail.add_alternative("<html><body><p>In <b>rich</b> words.</p></body></html>", subtype="html")

    assert _read(mail).text.endswith("\n\nIn plain words.")


def test_html_is_read_where_the_plain_text_only_points_to_it() -> None:
    mail = _letter("View this mail in a browser.")
    mail.add_alternative(f"<html><body><p>{'The whole story. ' * 20}</p></body></html>", subtype="html")

    assert _read(mail).text.endswith("The whole story.")


def test_html_is_read_where_there_is_nothing_else() -> None:
    assert _read(HEAD + b"Content-Type: text/html\n\n<p>Only <i>this</i>.</p>").text.endswith("Only this.")


def test_attachments_are_parts_called_by_their_file_names() -> None:
    mail = _letter()
    mail.add_attachment("Noted.", filename="Überblick.txt")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="report.pages")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(b"x", maintype="application", subtype="zip", filename="secret.locked")
    document = _read(mail)

    assert labels(document) == ["", "Überblick.txt", "report.pages > 1", "report.pages > ii"]
    assert document.segments[3].heading == "report.pages > Preface"
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.PART}
    assert "Attachments: Überblick.txt, report.pages, logo.png, secret.locked" in document.text
    assert document.left_out == "secret.locked"


def test_a_mail_within_a_mail_is_a_part_with_its_own_head() -> None:
    inner, outer = _letter("Inner text."), _letter("Outer text.")
    inner.add_attachment("Attached to the inner one.", filename="inner.txt")
    outer.add_attachment(inner)
    document = _read(outer)

    assert labels(document) == ["", "Grüße aus London", "inner.txt"]
    assert texts(document)[1].endswith("Inner text.")


@pytest.mark.parametrize(
    ("charset", "body", "said"),
    [
        (b"no-such-charset", "Grüße".encode(), "Grüße"),
        (b"us-ascii", "Grüße".encode("cp1252"), "Grüße"),
        (b"iso-8859-1", "\u20ac5".encode("cp1252"), "\u20ac5"),
        (b"iso-2022-jp", "すみません".encode("iso-2022-jp"), "すみません"),
        (b"utf-8", "Größe über alles; bitte prüfen".encode("cp1252"), "Größe über alles; bitte prüfen"),
    ],
)
def test_a_charset_that_is_wrong_or_unknown_breaks_nothing(charset: bytes, body: bytes, said: str) -> None:
    mail = HEAD + b"Content-Type: text/plain; charset=" + charset + b"\n\n" + body

    assert _read(mail).text.endswith(said)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (b"=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=", "Grüße"),
        (b"=?x-unknown?b?R3LDvMOfZQ==?= again", "Grüße again"),
        ("Grüße".encode(), "Grüße"),
        (b"=?utf-8?b?not base64!?= x", "x"),
        (b"folded\n over lines", "folded over lines"),
    ],
)
def test_a_subject_is_read_however_it_is_encoded(subject: bytes, said: str) -> None:
    assert _read(b"From: a@example.org\nSubject: " + subject + b"\n\nText.").title.endswith(said)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        (b"base64", base64.b64encode(b"Weaving.")[:-1]),
        (b"quoted-printable; x", b"Weav=69ng=\n."),
        (b"x-uuencode", b"begin 644 a.txt\n(5V5A=FEN9RX \n`\nend\n"),
        (b"nonsense", b"Weaving."),
    ],
)
def test_transfer_encodings_are_undone_leniently(encoding: bytes, body: bytes) -> None:
    mail = HEAD + b"Content-Transfer-Encoding: " + encoding + b"\n\n" + body

    assert _read(mail).text.endswith("Weaving.")


def test_a_mail_500_levels_deep_is_read_to_a_bound() -> None:
    mail = LEAST + b"\nbottom"
    for _ in range(500):
        mail = LEAST + b"Content-Type: message/rfc822\n\n" + mail
    document = _read(mail)

    assert len(document.segments) > 3
    assert "too deep" in document.left_out


def test_a_mail_of_very_many_parts_is_read_to_a_bound() -> None:
    document = _read(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000)

    assert "too many" in document.left_out
    assert len(document.text) < 10_000


def test_no_more_is_kept_than_was_asked_for() -> None:
    mail = _letter("word " * 1000)
    mail.add_attachment("more", filename="more.txt")
    document = _read(mail, 500)

    assert len(document.text) <= 500
    assert document.left_out == "text after the first 500 characters"


def test_an_encrypted_mail_keeps_its_head_and_says_so() -> None:
    document = _read(HEAD + b"Content-Type: application/pkcs7-mime; name=smime.p7m\n\nxyz")

    assert document.text.endswith("Subject: Plans")
    assert document.left_out == "the encrypted text"


def test_a_multipart_whose_boundary_is_missing_is_text() -> None:
    assert _read(HEAD + b"Content-Type: multipart/mixed\n\nAll of it.").text.endswith("All of it.")


def test_only_what_has_the_fields_of_people_and_of_programs_is_a_mail() -> None:
    assert _claims(_letter().as_bytes())
    assert not _claims(b"From: the board\nTo: all staff\nDate: 3 June\nSubject: Tea\n\nThere is tea.")
    assert not _claims(b"Date: today\nServer: x\nContent-Type: text/html\nMIME-Version: 1.0\n\n<p>")
    assert not _claims(b"Note: something\n\nTo: do")
    assert _claims(b"From ada@example.org Mon Jun 3\n" + _letter().as_bytes())  # as mailboxes put it
    assert not _claims(b"From: <Saved by Blink>\nSubject: s\nDate: d\nMIME-Version: 1.0\n\n")


def test_whatever_the_bytes_there_is_a_reason_or_a_document() -> None:
    mail = _letter()
    mail.add_alternative("<html><body><p>Rich.</p></body></html>", subtype="html")
    mail.add_attachment("Noted.", filename="Überblick.txt")
    mail.add_attachment(_letter("Inner text."))
    variants = mutations(mail.as_bytes(), 300, b'(<>"=?;:\\\n\r\0\xff\xc3 ')

    assert outcomes(_read, variants) <= {None, Reason.EMPTY}


def test_a_sender_of_ten_thousand_parentheses_breaks_nothing() -> None:
    assert _read(b"From: " + b"(" * 10_000 + b"\nSubject: s\n\nText.").title == "s"


@pytest.mark.skipif(not REAL.is_dir(), reason=f"{REAL} is not on this machine")
def test_real_mails_are_read_with_title_and_sender() -> None:
    documents = [_read(path.read_bytes()) for path in sorted(REAL.rglob("*.eml"))]

    assert documents
    assert sum(bool(mail.title and mail.author and mail.created) for mail in documents) > 0.95 * len(
        documents
    )
    assert not any(mail.left_out for mail in documents)
