"""Word documents (ECMA-376), as a stream."""

from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.draft import GAP, Draft, Part, rest_after
from app.reading.office.package import Package, Properties, member_names
from app.reading.office.styles import Styles
from app.reading.office.word import NoteStories, Story
from app.reading.stated import iso_date

ASIDE_CHARACTERS = 100_000
"""Characters kept of one note or header."""


def is_docx(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is a ZIP that holds a Word document."""
    names = member_names(head, source)
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def read_docx(source: BinaryIO, characters: int) -> Draft:
    """One part for each heading, notes and comments after the paragraph that refers to them; then the headers.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    package = Package(source)
    relations = package.relations("")
    main = (relations.get("officeDocument") or ["word/document.xml"])[0]
    if main not in package:
        raise Unreadable(Reason.DAMAGED)
    near = package.relations(main)
    styles, properties = Styles(), Properties()
    for name in near.get("styles", []):
        package.walk(name, styles)
    for name in relations.get("core-properties", []):
        package.walk(name, properties)
    notes = NoteStories(styles, ASIDE_CHARACTERS)
    for relation in ("footnotes", "endnotes", "comments"):
        for name in near.get(relation, []):
            package.walk(name, notes)
    body = Story(styles, notes.notes, characters)
    is_whole = package.walk(main, body)
    parts = body.outline.parts()
    if not is_whole and not parts:
        raise Unreadable(Reason.DAMAGED)
    headers = _headers(package, near.get("header", []))
    stated = properties.stated
    return Draft(
        Kind.DOCUMENT,
        [*parts, Part(headers)] if headers else parts,
        SegmentKind.SECTION if headers and parts else body.outline.divided,
        title=sensible_title(stated.get("title", "")) or body.title or body.outline.title,
        author=stated.get("creator", ""),
        created=iso_date(stated.get("created", "")),
        left_out=rest_after(characters) if body.is_cut else "" if is_whole else "the end of the document",
    )


def _headers(package: Package, names: list[str]) -> str:
    """The texts of the page headers, each once."""
    texts: dict[str, None] = {}
    for name in names:
        story = Story(Styles(), {}, ASIDE_CHARACTERS)
        package.walk(name, story)
        texts.update(dict.fromkeys(part.text for part in story.outline.parts()))
    return GAP.join(texts)
