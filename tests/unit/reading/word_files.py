"""Binary Word files made in code ([MS-DOC], as small as they go)."""

import datetime as dt
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reading.office.word_binary import Story, Table
from tests.unit.reading.ole_files import ole

PAGE = 512
TEXT_AT = 2 * PAGE
IN_TABLE, ENDS_ROW = struct.pack("<HB", 0x2416, 1), struct.pack("<HB", 0x2417, 1)
ITEM = struct.pack("<HH", 0x460B, 1)
INITIAL = struct.pack("<HH", 0x442C, 0x19)
SIGN = struct.pack("<HI", 0x6A09, 0xF0FC0003)
OLD_IN_TABLE, OLD_ENDS_ROW, OLD_TABS = b"\x18\1", b"\x19\1", b"\x0f\3\0\1\2"
HIDDEN, DELETED = struct.pack("<HB", 0x083C, 1), struct.pack("<HB", 0x0800, 1)
BODY, HEADING_1, HEADING_2, CHAPTER, TITLE, CONTENTS = 0, 1, 2, 10, 11, 12
_STYLES = {
    BODY: (0, 0xFFF),
    HEADING_1: (1, 0),
    HEADING_2: (2, 0),
    CHAPTER: (0xFFE, HEADING_1),
    TITLE: (62, 0),
    CONTENTS: (19, 0),
}
"""Number of a style -> Word's own number of it, and the style it is based on."""


@dataclass(frozen=True)
class Paragraph:
    """Text with the mark at its end."""

    text: str
    style: int = BODY
    modifiers: bytes = b""
    run: bytes = b""
    """Modifiers of its characters."""


def line(text: str, style: int = BODY, modifiers: bytes = b"") -> Paragraph:
    return Paragraph(text + "\r", style, modifiers)


def row(*cells: str) -> list[Paragraph]:
    ends = [Paragraph(cell + "\7", modifiers=IN_TABLE) for cell in cells]
    return [*ends, Paragraph("\7", modifiers=IN_TABLE + ENDS_ROW)]


def doc(
    paragraphs: Sequence[Paragraph],
    stories: Mapping[Story, str] | None = None,
    tables: Mapping[Table, bytes] | None = None,
    *,
    encoding: str = "utf-16-le",
    flags: int = 0,
    summary: bytes = b"",
) -> bytes:
    """A Word 97 file: the *paragraphs*, then *stories*; in `cp1252` its text is one compressed piece."""
    others = stories or {}
    width = 2 if encoding == "utf-16-le" else 1
    main = "".join(paragraph.text for paragraph in paragraphs)
    texts = [main, *(others.get(story, "") for story in list(Story)[1:])]
    counts = [len(text.encode("utf-16-le")) // 2 for text in texts]
    text = "".join(texts).encode(encoding)
    stream = bytearray(TEXT_AT) + text.ljust(-(-len(text) // PAGE) * PAGE, b"\0")
    at = TEXT_AT | 0 if width == 2 else TEXT_AT * 2 | 0x40000000
    plan = struct.pack("<IIHIH", 0, sum(counts), 0, at, 0)
    parts = {
        Table.PIECES: b"\2" + struct.pack("<I", len(plan)) + plan,
        Table.STYLES: _styles(),
        Table.PARAGRAPH_PAGES: _pages(stream, paragraphs, width, is_runs=False),
        Table.RUN_PAGES: _pages(stream, paragraphs, width, is_runs=True),
        **(tables or {}),
    }
    table = bytearray(8)
    struct.pack_into("<HHHHH", stream, 0, 0xA5EC, 0xC1, 0, 0x0409, 0)
    struct.pack_into("<H", stream, 0x0A, 0x200 | flags)
    struct.pack_into("<8I", stream, 0x4C, *counts)
    for number, content in parts.items():
        struct.pack_into("<II", stream, 0x9A + 8 * number, len(table), len(content))
        table += content
    return ole({"WordDocument": bytes(stream), "1Table": bytes(table), "\x05SummaryInformation": summary})


def old_doc(
    text: bytes,
    pieces: Sequence[tuple[int, int]] = (),
    paragraphs: Sequence[Paragraph] = (),
    *,
    flags: int = 0,
) -> bytes:
    """A file of Word 6; *pieces* are (first byte, length) in the order in which they are read."""
    stream = bytearray(TEXT_AT) + text.ljust(-(-len(text) // PAGE) * PAGE, b"\0")
    count = sum(length for _, length in pieces) or len(text)
    struct.pack_into("<HHHHH", stream, 0, 0xA5DC, 0x65, 0, 0x0409, 0)
    struct.pack_into("<HxxI", stream, 0x0A, flags | (4 if pieces else 0), 0)
    struct.pack_into("<II", stream, 0x18, TEXT_AT, TEXT_AT + len(text))
    struct.pack_into("<I", stream, 0x34, count)
    edges = [sum(length for _, length in pieces[:number]) for number in range(len(pieces) + 1)]
    plan = struct.pack(f"<{len(edges)}I", *edges)
    plan += b"".join(struct.pack("<HIH", 0, TEXT_AT + first, 0) for first, _ in pieces)
    struct.pack_into("<II", stream, 0x58 + 8 * Table.PIECES, len(stream), len(plan) + 5)
    stream += b"\2" + struct.pack("<I", len(plan)) + plan
    stream += bytes(-len(stream) % PAGE)
    pages = _old_pages(stream, paragraphs)
    struct.pack_into("<II", stream, 0x58 + 8 * Table.PARAGRAPH_PAGES, len(stream), len(pages))
    stream += pages
    struct.pack_into("<II", stream, 0x58 + 8 * Table.STYLES, len(stream), len(_styles()))
    stream += _styles()
    return ole({"WordDocument": bytes(stream)})


def _old_pages(stream: bytearray, paragraphs: Sequence[Paragraph]) -> bytes:
    """Write one page for all *paragraphs*, and return the list of it."""
    places = [TEXT_AT]
    page = bytearray(PAGE)
    for number, paragraph in enumerate(paragraphs):
        places.append(places[-1] + len(paragraph.text))
        data = struct.pack("<H", paragraph.style) + paragraph.modifiers
        data += b"\0" * (len(data) % 2)
        at = 200 + 30 * number
        page[at : at + 1 + len(data)] = bytes([len(data) // 2]) + data
        page[4 * (len(paragraphs) + 1) + 7 * number] = at // 2
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    page[-1] = len(paragraphs)
    stream += page
    return edges(places[0], places[-1], data=struct.pack("<H", len(stream) // PAGE - 1))


def edges(*positions: int, data: bytes = b"") -> bytes:
    """A list of positions, and what stands between them."""
    return struct.pack(f"<{len(positions)}I", *positions) + data


def summary(title: str, author: str, created: dt.datetime, code_page: int = 1252) -> bytes:
    """What a file states about itself ([MS-OLEPS])."""
    encoding = f"cp{code_page}"
    ticks = int((created - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds()) * 10_000_000
    values = {
        1: struct.pack("<Ihxx", 2, code_page),
        2: _string(title.encode(encoding)),
        4: _string(author.encode(encoding)),
        12: struct.pack("<IQ", 0x40, ticks),
    }
    listed, content = b"", b""
    for number, value in values.items():
        listed += struct.pack("<II", number, 8 + 8 * len(values) + len(content))
        content += value
    head = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48)
    return head + struct.pack("<II", 8 + len(listed) + len(content), len(values)) + listed + content


def _string(data: bytes) -> bytes:
    return struct.pack("<II", 0x1E, len(data) + 1) + data + b"\0"


def _styles() -> bytes:
    data = struct.pack("<HHH14x", 18, max(_STYLES) + 1, 10)
    for number in range(max(_STYLES) + 1):
        own, base = _STYLES.get(number, (0, 0))
        style = struct.pack("<HHHHH", own, 1 | base << 4, 1, 0, 0) + struct.pack(
            "<HHHHH", 1, 65, 0, 2, number
        )
        data += struct.pack("<H", len(style)) + style if number in _STYLES else b"\0\0"
    return data


def _pages(stream: bytearray, paragraphs: Sequence[Paragraph], width: int, *, is_runs: bool) -> bytes:
    """Write a page for each paragraph, and return the list of the pages."""
    at, numbers = TEXT_AT, []
    places = [at]
    for paragraph in paragraphs:
        end = at + width * len(paragraph.text.encode("utf-16-le")) // 2
        page = bytearray(PAGE)
        struct.pack_into("<IIB", page, 0, at, end, 200)
        if is_runs:
            page[400 : 401 + len(paragraph.run)] = bytes([len(paragraph.run)]) + paragraph.run
        else:
            data = struct.pack("<H", paragraph.style) + paragraph.modifiers
            data += b"\0" * (len(data) % 2)
            page[400 : 402 + len(data)] = bytes([0, len(data) // 2]) + data
        page[-1] = 1
        numbers.append(len(stream) // PAGE)
        stream += page
        places.append(end)
        at = end
    return edges(*places, data=struct.pack(f"<{len(numbers)}I", *numbers))
