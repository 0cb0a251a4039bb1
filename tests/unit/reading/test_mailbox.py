import io
import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contents import Member
from app.domain.document import Document, Kind
from app.reading.archives import mailbox as reader
from app.reading.reader import read_document, read_file

ENVELOPES = {
    "of old": "From ada@example.org Mon Jun  3 10:00:00 2024\n",
    "of Thunderbird": "From - Mon Jun 03 10:00:00 2024\n",
    "of Thunderbird now": "From \n",
    "of a take-out": "From 1790531428@xxx Mon Jun 03 10:00:00 +0000 2024\n",
}


def mail(number: int, body: str = "We meet in the garden.") -> str:
    return (
        f"From: Ada <ada@example.org>\nTo: Charles <charles@example.org>\nSubject: Meeting {number}\n"
        f"Date: Mon, {number % 28 + 1} Jan 2024 10:00:00 +0000\nMessage-ID: <{number}@example.org>\n\n{body}\n\n"
    )


def box(*mails: str, envelope: str = ENVELOPES["of old"]) -> bytes:
    return "".join(envelope + one for one in mails).encode()


def inside(data: bytes, place: str = "") -> list[tuple[Member, str]]:
    found = read_file(io.BytesIO(data), "Inbox", place=place)
    assert not isinstance(found, Document)
    return [(member, after) for member, after in found if member]


def documents(data: bytes) -> list[Document]:
    return [member.outcome for member, _ in inside(data) if isinstance(member.outcome, Document)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)
def test_every_mail_of_a_mailbox_is_a_document(envelope: str, newline: str) -> None:
    data = box(mail(1), mail(2), mail(3), envelope=envelope).replace(b"\n", newline.encode())

    found = documents(data)

    assert [one.title for one in found] == ["Meeting 1", "Meeting 2", "Meeting 3"]
    assert {one.kind for one in found} == {Kind.MAIL}
    assert all("garden" in one.text for one in found)


def test_a_mailbox_written_by_the_standard_library_is_read_in_full(tmp_path: Path) -> None:
    written = mailbox.mbox(tmp_path / "box")
    for number in range(40):
        one = EmailMessage()
        one["From"], one["To"], one["Subject"] = "a@example.org", "b@example.org", f"Meeting {number}"
        one["Date"], one["Message-ID"] = "Mon, 03 Jun 2024 10:00:00 +0000", f"<{number}@example.org>"
        one.set_content("Dear all,\n\nFrom now on we meet at 10:00.\nFrom: me\n")
        written.add(one)
    written.close()

    found = documents((tmp_path / "box").read_bytes())

    assert [one.title for one in found] == [f"Meeting {number}" for number in range(40)]
    assert all("\nFrom now on we meet" in one.text for one in found)


def test_a_sentence_that_starts_with_from_starts_no_mail() -> None:
    body = "Dear all,\n\nFrom here it is far.\nNote: it rains.\n\nFrom 10:00 on\nall is quiet."

    assert len(documents(box(mail(1, body), mail(2)))) == 2


def test_one_mail_under_the_line_of_a_mailbox_is_a_mail() -> None:
    document = read_document(io.BytesIO(box(mail(1))), "1.mbox")

    assert (document.kind, document.title) == (Kind.MAIL, "Meeting 1")


def test_mails_that_were_deleted_and_still_lie_there_are_passed_over() -> None:
    gone = "X-Mozilla-Status: 0009\n" + mail(2)

    assert [one.title for one in documents(box(mail(1), gone, mail(3)))] == ["Meeting 1", "Meeting 3"]


def test_a_mail_keeps_its_name_when_others_come_and_go() -> None:
    names = {member.name for member, _ in inside(box(mail(1), mail(2), mail(3)))}

    assert {member.name for member, _ in inside(box(mail(3), mail(1)))} <= names
    assert all(name.startswith("2024-01-0") for name in names)


def test_reading_goes_on_behind_any_mail() -> None:
    data = box(*(mail(number) for number in range(6)))
    whole = inside(data)

    for number, (_, place) in enumerate(whole, start=1):
        assert [member for member, _ in inside(data, place)] == [member for member, _ in whole[number:]]


@given(st.lists(st.integers(0, 900), min_size=2, max_size=12), st.integers(200, 4000))
def test_mails_are_cut_alike_however_the_file_is_read(lengths: list[int], piece: int) -> None:
    data = box(*(mail(number, "x" * length + "\n\nFrom me") for number, length in enumerate(lengths)))
    whole = [member for member, _ in inside(data)]
    patch = pytest.MonkeyPatch()
    with patch.context() as patched:
        patched.setattr(reader, "PIECE", piece)
        patched.setattr(reader, "LONGEST_ENVELOPE", 150)

        assert [member for member, _ in inside(data)] == whole
    assert len(whole) == len(lengths)
