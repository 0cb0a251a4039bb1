"""Word documents (ECMA-376-1, WordprocessingML), as a stream."""

import re
import zipfile
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import GAP, Draft, Part, is_visible
from app.reading.outline import Outline
from app.reading.package import Attributes, Enough, Package, Properties
from app.reading.stated import iso_date, sensible_title

CELL = " | "
NOTES = {"footnotes": "footnoteReference", "endnotes": "endnoteReference", "comments": "commentReference"}
"""Relation -> the element that refers to one of its notes."""

_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "tabs", "sectPr"})
"""Deleted or moved away, the formulas of fields, readings above Chinese characters, tab stops."""
_HEADING_NAME = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
"""`outlineLvl` of text that is no heading."""


def is_docx(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is a ZIP that holds a Word document."""
    if not head.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(source) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def read_docx(source: BinaryIO, characters: int) -> Draft:
    """One part for each heading; notes and comments after the paragraph that refers to them.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    package = Package(source)
    relations = package.relations("")
    main = (relations.get("officeDocument") or ["word/document.xml"])[0]
    if main not in package:
        raise Unreadable(Reason.DAMAGED)
    near = package.relations(main)
    styles, stated = _Styles(), Properties()
    for name in near.get("styles", []):
        package.walk(name, styles)
    for name in relations.get("core-properties", []):
        package.walk(name, stated)
    notes = {
        (reference, note): text
        for relation, reference in NOTES.items()
        for name in near.get(relation, [])
        for note, text in _notes(package, name).items()
    }
    body = _Body(styles, notes, characters)
    whole = package.walk(main, body)
    parts = body.outline.parts()
    if not whole and not parts:
        raise Unreadable(Reason.DAMAGED)
    divided = body.outline.divided
    if headers := _headers(package, near.get("header", [])):
        parts.append(Part(headers))
        divided = SegmentKind.SECTION if len(parts) > 1 else divided
    return Draft(
        Kind.DOCX,
        parts,
        divided,
        title=sensible_title(stated.stated.get("title", "")) or body.title or body.outline.title,
        author=stated.stated.get("creator", ""),
        created=iso_date(stated.stated.get("created", "")),
        left_out="" if whole else "the end of the document",
    )


def _notes(package: Package, name: str) -> dict[str, str]:
    collected = _Notes()
    package.walk(name, collected)
    return collected.notes


def _headers(package: Package, names: list[str]) -> str:
    """The texts of the page headers, each once."""
    texts: dict[str, None] = {}
    for name in names:
        header = _Body(_Styles(), {}, PAGE_CHARACTERS)
        package.walk(name, header)
        texts.update(dict.fromkeys(part.text for part in header.outline.parts()))
    return GAP.join(texts)


PAGE_CHARACTERS = 100_000
