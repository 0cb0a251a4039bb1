"""What a file becomes when it is read."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a document, by its content where the suffix lies; a given aspect."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a changed file from an unchanged one without opening it."""

    size: int
    """Bytes."""
    modified_ns: int
    """Time of the last change, nanoseconds since 1970."""
    file_id: int
    """Inode, or the file index on Windows."""


class SegmentKind(StrEnum):
    """What a place in a document is called."""

    WHOLE = "whole"
    PAGE = "page"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in its file a passage stands, as shown on a hit and used to land there."""

    kind: SegmentKind
    index: int
    """Counted from 1 in the order of the document."""
    label: str
    """What a person calls it: the page label (`xii`), the heading path (`Cooking > Soups`), or empty."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A page, section ... of a document: the stretch `document.text[start:end]`."""

    place: Place
    start: int
    end: int
    heading: str = ""
    """Heading path above the text, outermost first, joined with ` > `; context for the encoder."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read. Segments lie in order and do not overlap; text between them is not searched."""

    kind: Kind
    text: str
    segments: tuple[Segment, ...]
    title: str = ""
    """The title the file itself states, or empty."""
    author: str = ""
    created: str = ""
    """ISO date, as precise as the file states it, or empty."""
    language: str = ""
    """ISO 639-1 code, detected, or empty where the text is too short to tell."""
    left_out: str = ""
    """What could not be read of an otherwise readable file (`pages 7-9`), or empty."""
