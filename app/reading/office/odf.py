"""OpenDocument texts and presentations (OASIS ODF 1.3), as a stream."""

import itertools
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.draft import GAP, Draft, Part, one_line, rest_after
from app.reading.office.odf_blocks import Block
from app.reading.office.odf_text import Flow
from app.reading.office.package import ZIP, Attributes, Package, Properties
from app.reading.outline import Outline
from app.reading.stated import iso_date

ASIDE_CHARACTERS = 100_000
"""Characters kept of all page headers."""
LONGEST_TYPE = 100
"""Bytes in which the media type of a package stands."""
MANIFEST = 1024 * 1024
"""Bytes of the manifest in which encryption is told."""
TEXT = b"application/vnd.oasis.opendocument.text"
PRESENTATION = b"application/vnd.oasis.opendocument.presentation"
CONTENT = "content.xml"


def is_odt(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is an OpenDocument text, or a template of one."""
    return _media_type(head, source).startswith(TEXT)


def is_odp(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is an OpenDocument presentation, or a template of one."""
    return _media_type(head, source).startswith(PRESENTATION)


def read_odt(source: BinaryIO, characters: int) -> Draft:
    """One part for each heading, notes and comments after their paragraph; then the page headers.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    package, stated = _opened(source)
    flow, outline = Flow(characters), Outline(GAP)
    is_whole = package.walk(CONTENT, flow)
    for level, text in _joined(flow.take()):
        if level:
            outline.heading(level, text, text)
        else:
            outline.block(text)
    parts = outline.parts()
    if not is_whole and not parts:
        raise Unreadable(Reason.DAMAGED)
    headers = _Headers()
    package.walk("styles.xml", headers)
    header = GAP.join(dict.fromkeys(text for _, text in _joined(headers.flow.take())))
    return Draft(
        Kind.DOCUMENT,
        [*parts, Part(header)] if header else parts,
        SegmentKind.SECTION if header and parts else outline.divided,
        title=sensible_title(stated.get("title", "")) or one_line(flow.title) or outline.title,
        author=stated.get("initial-creator") or stated.get("creator", ""),
        created=iso_date(stated.get("creation-date", "")),
        left_out=rest_after(characters) if flow.is_cut else "" if is_whole else "the end of the document",
    )


def read_odp(source: BinaryIO, characters: int) -> Draft:
    """One part for each slide, its notes after its text.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    package, stated = _opened(source)
    slides = _Slides(characters)
    is_whole = package.walk(CONTENT, slides)
    slides.close()
    if not is_whole and not any(part.text for part in slides.parts):
        raise Unreadable(Reason.DAMAGED)
    first = slides.parts[0].label if slides.parts else ""
    return Draft(
        Kind.PRESENTATION,
        slides.parts,
        SegmentKind.SLIDE,
        title=sensible_title(stated.get("title", "")) or sensible_title(first),
        author=stated.get("initial-creator") or stated.get("creator", ""),
        created=iso_date(stated.get("creation-date", "")),
        left_out=rest_after(characters) if slides.flow.is_cut else "" if is_whole else "the last slides",
    )


class _Slides:
    """Hears of the content of a presentation and makes a part of each slide."""

    def __init__(self, characters: int) -> None:
        self.flow = Flow(characters)
        self.parts: list[Part] = []
        self._in_slide = False
        self._title = slice(0, 0)
        """Where the title stands among the blocks of the slide."""
        self._depth = 0
        self._title_depth = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if name == "page":
            self.close()
            self._in_slide = True
        elif attributes.get("class") == "title" and not self._title_depth and not self._title.stop:
            self._title_depth, self._title = self._depth, slice(len(self.flow.blocks), 0)
        self.flow.start(name, attributes)

    def end(self, name: str) -> None:
        self.flow.end(name)
        if self._depth == self._title_depth:
            self._title_depth = 0
            self._title = slice(self._title.start, len(self.flow.blocks))
        self._depth -= 1
        if name == "page":
            self.close()

    def text(self, text: str) -> None:
        self.flow.text(text)

    def close(self) -> None:
        """End the slide at hand, its title first."""
        blocks = self.flow.take()
        title = blocks[self._title]
        if self._in_slide:
            del blocks[self._title]
            text = GAP.join(text for _, text in _joined([*title, *blocks]))
            label = one_line(" ".join(block.text for block in title))
            self.parts.append(Part(text, label=label, heading=label))
        self._in_slide, self._title, self._title_depth = False, slice(0, 0), 0


class _Headers:
    """Hears of styles.xml: the headers of its pages."""

    def __init__(self) -> None:
        self.flow = Flow(ASIDE_CHARACTERS)
        self._headers = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._headers += name in {"header", "header-left", "header-first"}
        if self._headers:
            self.flow.start(name, attributes)

    def end(self, name: str) -> None:
        if self._headers:
            self.flow.end(name)
        self._headers -= name in {"header", "header-left", "header-first"}

    def text(self, text: str) -> None:
        if self._headers:
            self.flow.text(text)


def _opened(source: BinaryIO) -> tuple[Package, dict[str, str]]:
    """The package, and what its metadata state."""
    package, properties = Package(source), Properties()
    if b"encryption-data" in package.read("META-INF/manifest.xml", MANIFEST):
        raise Unreadable(Reason.ENCRYPTED)
    if CONTENT not in package:
        raise Unreadable(Reason.DAMAGED)
    package.walk("meta.xml", properties)
    return package, properties.stated


def _joined(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """(level, text) of each heading and paragraph, and of each list and table as one."""
    for (level, group), members in itertools.groupby(blocks, key=lambda block: (block.level, block.group)):
        texts = [block.text for block in members]
        if group:
            yield level, "\n".join(texts)
        else:
            yield from ((level, text) for text in texts)


def _media_type(head: bytes, source: BinaryIO) -> bytes:
    """What the package says it is: in its first bytes, or where a program packed it anew, in its member."""
    if not head.startswith(ZIP):
        return b""
    if head[30:38] == b"mimetype" and head[38:].startswith(b"application/"):
        return head[38 : 38 + LONGEST_TYPE]
    try:
        return Package(source).read("mimetype", LONGEST_TYPE)
    except Unreadable:
        return b""
