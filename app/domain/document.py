"""What a file becomes when it is read."""

from dataclasses import dataclass
from enum import StrEnum

NOT_RECOGNISED = "(no text recognition)"
"""Stands in `Document.left_out` behind the pages that are pictures."""


class Kind(StrEnum):
    """The kind of a document, by its content where the suffix lies; a given aspect.

    Kinds are what people call things; several formats can be one kind.
    """

    TEXT = "text"
    MARKDOWN = "markdown"
    MARKUP = "markup"
    """reStructuredText, LaTeX, Org, AsciiDoc."""
    HTML = "html"
    PDF = "pdf"
    DOCUMENT = "document"
    """Of a word processor: DOCX, ODT, RTF, DOC."""
    PRESENTATION = "presentation"
    SPREADSHEET = "spreadsheet"
    BOOK = "book"
    """EPUB, FB2."""
    MAIL = "mail"
    DATA = "data"
    """CSV, JSON, XML."""
    CODE = "code"
    NOTEBOOK = "notebook"
    SUBTITLES = "subtitles"
    CALENDAR = "calendar"
    CONTACT = "contact"
    PICTURE = "picture"
    """PNG, JPEG, TIFF ..., its text recognised."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells a changed file from an unchanged one without opening it."""

    size: int
    """Bytes."""
    modified_ns: int
    """Time of the last change, nanoseconds since 1970."""
    file_id: int
    """Inode, or the file index on Windows; 0 where the file system gives others when it is mounted again."""


class SegmentKind(StrEnum):
    """What a place in a document is called."""

    WHOLE = "whole"
    PAGE = "page"
    SECTION = "section"
    SLIDE = "slide"
    SHEET = "sheet"
    """A stretch of rows; the label names sheet and cells."""
    CHAPTER = "chapter"
    PART = "part"
    """Of a mail: its text, an attachment."""
    CELL = "cell"
    """Of a notebook."""
    DEFINITION = "definition"
    """A function or class of source code."""
    MOMENT = "moment"
    """Of a recording: the label is a time."""
    ENTRY = "entry"
    """A record, an event, a contact."""


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
class Analysed:
    """A passage, `text[start:end]` of its document, with its words as the sparse search takes them."""

    segment: int
    """Index into the document's segments."""
    start: int
    end: int
    words: str
    """With spaces between, as `stems`."""
    stems: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read. Segments lie in order and do not overlap; text between them is not searched."""

    kind: Kind
    text: str
    segments: tuple[Segment, ...]
    title: str = ""
    """What it is called: what the file itself states, or its opening where its name says nothing, or empty."""
    author: str = ""
    created: str = ""
    """ISO date, as precise as the file states it, or empty."""
    language: str = ""
    """ISO 639-1 code, detected, or empty where the text is too short to tell."""
    left_out: str = ""
    """What could not be read of an otherwise readable file (`pages 7-9`), or empty."""
    passages: tuple[Analysed, ...] | None = None
    """Its passages, where whoever read it has cut and analysed it already."""
    opening: str = ""
    """Its first line, where that could be a title and the file states none."""
