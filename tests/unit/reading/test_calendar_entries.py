"""Calendars: one segment for each entry, with dates as people write them."""

import io

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason
from app.reading.draft import compose
from app.reading.mail.calendar_entries import is_calendar, read_calendar
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

CALENDAR = """\
BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Team
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTAMP:20240501T080000Z
DTSTART;TZID=Europe/Berlin:20240603T100000
DTEND;TZID="Europe/Berlin":20240603T113000
SUMMARY:Plann
 ing\\, first part
LOCATION:Room 3
RRULE:FREQ=WEEKLY;COUNT=3
ORGANIZER;CN=Ada Lovelace:mailto:ada@example.org
ATTENDEE;CN="Babbage; Charles":MAILTO:charles@example.org
ATTENDEE:mailto:mary@example.org
DESCRIPTION:Bring notes.\\nAnd tea.
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VTODO
SUMMARY:Call
DUE;VALUE=DATE:20240701
DURATION:PT1H30M
END:VTODO
END:VCALENDAR
"""


def _read(data: bytes) -> Document:
    return compose(read_calendar(io.BytesIO(data), 100_000), 100_000)


def _event(line: str) -> str:
    return _read(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X\n{line}\nEND:VEVENT\n".encode()).text


def test_every_entry_is_a_segment_called_by_its_summary() -> None:
    document = _read(CALENDAR.replace("\n", "\r\n").encode())

    assert document.kind is Kind.CALENDAR
    assert document.title == "Team"
    assert labels(document) == ["Planning, first part", "Call"]
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.ENTRY}
    assert {segment.heading for segment in document.segments} == {"Team"}
    assert texts(document) == [
        (
            "Planning, first part\n"
            "Start: Monday, 3 June 2024, 10:00 (Europe/Berlin)\n"
            "End: Monday, 3 June 2024, 11:30 (Europe/Berlin)\n"
            "Repeats: weekly\n"
            "Location: Room 3\n"
            "Organizer: Ada Lovelace <ada@example.org>\n"
            "Attendees: Babbage; Charles <charles@example.org>, mary@example.org\n"
            "Bring notes.\nAnd tea."
        ),
        "Call\nDuration: 1 hour, 30 minutes\nDue: Monday, 1 July 2024",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("DTSTART:20240603T100000Z", "Start: Monday, 3 June 2024, 10:00 (UTC)"),
        ("DTSTART:20240603T100000", "Start: Monday, 3 June 2024, 10:00"),
        ("DTSTART;VALUE=DATE:20240603", "Start: Monday, 3 June 2024"),
        ("DTSTART:20249999", "Start: 20249999"),
        ("DTSTART:soon", "Start: soon"),
    ],
)
def test_dates_are_written_as_people_read_them(line: str, said: str) -> None:
    assert _event(line) == f"X\n{said}"


def test_a_file_of_one_event_is_called_and_dated_by_it() -> None:
    document = _read(CALENDAR.partition("BEGIN:VTODO")[0].replace("X-WR-CALNAME:Team\n", "").encode())

    assert document.title == "Planning, first part"
    assert (document.author, document.created) == ("Ada Lovelace", "2024-05-01")


def test_an_entry_that_is_not_ended_is_kept() -> None:
    document = _read(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:One\nBEGIN:VEVENT\nSUMMARY:Two")

    assert labels(document) == ["One", "Two"]


def test_a_calendar_is_told_by_its_first_line() -> None:
    assert is_calendar(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n", io.BytesIO())
    assert not is_calendar(b"BEGIN:VCARD\r\n", io.BytesIO())


def test_whatever_the_bytes_there_is_a_reason_or_a_document() -> None:
    variants = mutations(CALENDAR.encode(), 300, b'BEGIN:D;="\n\r \\\xff0')

    assert outcomes(_read, variants) <= {None, Reason.EMPTY, Reason.UNKNOWN_KIND}
