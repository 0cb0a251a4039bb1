"""Calendars (iCalendar, RFC 5545; vCalendar 1.0): one part for each event, task or note."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.reading.draft import Draft, Part, is_visible, one_line
from app.reading.mail.content_lines import ContentLine, content_lines, opens_with
from app.reading.mail.dates import readable_day, readable_moment
from app.reading.text.plain import read_text

_CALENDAR = "VCALENDAR"
OPENING = f"BEGIN:{_CALENDAR}"
_ENTRIES = {"VEVENT": "Event", "VTODO": "Task", "VJOURNAL": "Note"}
_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}(Z)?)?$")
_NAMES = {
    "SUMMARY": "",
    "DTSTART": "Start",
    "DTEND": "End",
    "DURATION": "Duration",
    "DUE": "Due",
    "COMPLETED": "Completed",
    "RRULE": "Repeats",
    "LOCATION": "Location",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendees",
    "CONTACT": "Contact",
    "CATEGORIES": "Categories",
    "RESOURCES": "Resources",
    "STATUS": "Status",
    "URL": "Address",
    "DESCRIPTION": "",
    "COMMENT": "Comment",
}
"""What is said of an entry, in this order, and how it is called."""
_DATES = frozenset({"DTSTART", "DTEND", "DUE", "COMPLETED"})
_PEOPLE = frozenset({"ORGANIZER", "ATTENDEE"})
_DURATION = re.compile(
    r"[+]?P(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?(?:T(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?(?:\d+S)?)?$"
)
_FREQUENCY = re.compile(r"FREQ=(\w+)")


def is_calendar(head: bytes, _: BinaryIO) -> bool:
    """Whether the content is a calendar."""
    return opens_with(head, OPENING)


def read_calendar(source: BinaryIO, characters: int) -> Draft:
    """One part for each entry, as `Start: Monday, 3 June 2024, 10:00 (Europe/Berlin)`.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    title = author = ""
    entries: list[Part] = []
    created: list[str] = []
    for kind, lines in _components(text):
        if not kind:
            title = title or _first(lines, "X-WR-CALNAME") or _first(lines, "NAME")
        if kind not in _ENTRIES or not lines:
            continue
        summary = one_line(_first(lines, "SUMMARY")) or _ENTRIES[kind]
        entries.append(Part(_written(lines), label=summary, heading=title))
        author = author or _organizer(lines)
        created.append(_day(_first(lines, "CREATED") or _first(lines, "DTSTAMP")))
    is_single = len(entries) == 1
    return Draft(
        Kind.CALENDAR,
        entries,
        SegmentKind.ENTRY,
        title=title or (entries[0].label if is_single else ""),
        author=author if is_single else "",
        created=created[0] if is_single else "",
        left_out=left_out,
    )


def _components(text: str) -> Iterator[tuple[str, list[ContentLine]]]:
    """Each component with its own lines, without what is inside it; under no name, what stands outside all."""
    path: list[str] = []
    lines: list[ContentLine] = []
    for line in content_lines(text):
        kind = line.text.upper()
        if line.name == "BEGIN":
            if kind in _ENTRIES or not path:  # an entry begins, whether or not the one before it was ended
                yield path[0] if path else "", lines
                path, lines = [], []
            if kind != _CALENDAR:
                path.append(kind)
        elif line.name == "END" and path:
            ended = path.pop()
            if not path:
                yield ended, lines
                lines = []
        elif len(path) <= 1:
            lines.append(line)
    yield path[0] if path else "", lines


def _written(lines: list[ContentLine]) -> str:
    said: dict[str, list[str]] = {}
    for line in lines:
        if line.name in _NAMES and is_visible(value := _readable(line)):
            said.setdefault(line.name, []).append(value)
    return "\n".join(
        f"{called}: {', '.join(said[name])}" if called else "\n".join(said[name])
        for name, called in _NAMES.items()
        if name in said
    )


def _readable(line: ContentLine) -> str:
    if line.name in _DATES:
        return _moment(line)
    if line.name in _PEOPLE:
        return _person(line)
    if line.name == "RRULE":
        match = _FREQUENCY.search(line.value.upper())
        return match[1].lower() if match else ""
    if line.name == "DURATION":
        match = _DURATION.match(line.value.strip())
        units = match.groupdict().items() if match else ()
        return ", ".join(f"{int(n)} {unit}{'s' * (int(n) != 1)}" for unit, n in units if n)
    return line.text


def _moment(line: ContentLine) -> str:
    match = _MOMENT.match(line.value.strip())
    if not match:
        return line.text
    year, month, day, hour, minute = (int(part or 0) for part in match.groups()[:5])
    try:
        moment = dt.datetime(year, month, day, hour, minute)  # noqa: DTZ001 - its zone is told beside it
    except ValueError:
        return line.text
    if match[4] is None:
        return readable_day(moment)
    zone = "UTC" if match[6] else line.parameters.get("TZID", "").strip("/")
    return readable_moment(moment) + (f" ({zone})" if zone else "")


def _day(value: str) -> str:
    match = _MOMENT.match(value.strip())
    return "-".join(match.groups()[:3]) if match else ""


def _organizer(lines: list[ContentLine]) -> str:
    line = next((line for line in lines if line.name == "ORGANIZER"), None)
    return line.parameters.get("CN", "") or _person(line) if line else ""


def _person(line: ContentLine) -> str:
    name = line.parameters.get("CN", "")
    address = re.sub("^mailto:", "", line.text, flags=re.IGNORECASE)
    if not name or name == address:
        return address
    return f"{name} <{address}>" if "@" in address else name


def _first(lines: list[ContentLine], name: str) -> str:
    return next((line.text for line in lines if line.name == name), "")
