"""Contacts (vCard 2.1, 3.0 and 4.0: RFC 6350): one part for each."""

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.reading.draft import Draft, Part, is_visible, one_line
from app.reading.mail.content_lines import ContentLine, content_lines, opens_with
from app.reading.mail.dates import readable_day
from app.reading.stated import iso_date
from app.reading.text.plain import read_text

OPENING = "BEGIN:VCARD"
_NAMES = {
    "NICKNAME": "Nickname",
    "ORG": "Organization",
    "TITLE": "Title",
    "ROLE": "Role",
    "TEL": "Phone",
    "EMAIL": "Email",
    "ADR": "Address",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "URL": "Web",
    "IMPP": "Messages",
    "RELATED": "Related",
    "LANG": "Language",
    "CATEGORIES": "Categories",
    "NOTE": "Note",
}
"""What is said of a contact, in this order, and how it is called."""
_SEVERAL = frozenset({"ORG", "ADR", "N"})
_PLACES = frozenset({"home", "work", "cell", "fax", "mobile", "main", "pager"})
"""Types of numbers and addresses that people tell apart."""
_SCHEMES = ("tel:", "mailto:", "uri:")


def is_contact(head: bytes, _: BinaryIO) -> bool:
    """Whether the content is a contact, or several."""
    return opens_with(head, OPENING)


def read_contacts(source: BinaryIO, characters: int) -> Draft:
    """One part for each contact, as `Phone (work): ...` under the name.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    parts = []
    for lines in _cards(text):
        name = _name(lines)
        parts.append(Part(_written(name, lines), label=name))
    return Draft(
        Kind.CONTACT,
        parts,
        SegmentKind.ENTRY,
        title=parts[0].label if len(parts) == 1 else "",
        left_out=left_out,
    )


def _cards(text: str) -> Iterator[list[ContentLine]]:
    card: list[ContentLine] = []
    for line in content_lines(text):
        if line.name in {"BEGIN", "END"}:
            if card:
                yield card
            card = []
        else:
            card.append(line)
    if card:
        yield card


def _name(lines: list[ContentLine]) -> str:
    """As the card writes it; else from the parts of the name; else the organization or an address."""
    by_name: dict[str, ContentLine] = {}
    for line in lines:
        if is_visible(line.text.replace(";", "")):
            by_name.setdefault(line.name, line)
    if full := by_name.get("FN"):
        return one_line(full.text)
    if parts := by_name.get("N"):
        family, given, middle, prefix, suffix = (*parts.fields, "", "", "", "", "")[:5]
        return one_line(f"{prefix} {given} {middle} {family} {suffix}")
    other = by_name.get("ORG") or by_name.get("NICKNAME") or by_name.get("EMAIL")
    return one_line(_value(other)) if other else ""


def _written(name: str, lines: list[ContentLine]) -> str:
    said: dict[str, dict[str, None]] = {}
    for line in lines:
        called = _NAMES.get(line.name)
        if called and is_visible(value := _value(line)):
            said.setdefault(line.name, {})[f"{called}{_kind(line)}: {value}"] = None
    return "\n".join([name, *(told for known in _NAMES for told in said.get(known, ()))])


def _value(line: ContentLine) -> str:
    if line.name in _SEVERAL:
        return ", ".join(one_line(part) for part in line.fields if is_visible(part))
    if line.name in {"BDAY", "ANNIVERSARY"}:
        return _day(line.text)
    text = line.text
    if line.name == "CATEGORIES":
        return ", ".join(filter(None, map(str.strip, text.split(","))))
    for scheme in _SCHEMES:
        text = text.removeprefix(scheme)
    return text


def _day(text: str) -> str:
    day = iso_date(text)
    try:
        return readable_day(dt.date.fromisoformat(day))
    except ValueError:
        return text


def _kind(line: ContentLine) -> str:
    kinds = line.parameters.get("TYPE", "").lower().split(",")
    known = [kind for kind in dict.fromkeys(kinds) if kind in _PLACES]
    return f" ({', '.join(known)})" if known else ""
