"""Binary PowerPoint files made in code ([MS-PPT], as small as they go)."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reading.office.powerpoint_records import Kind
from tests.unit.reading.ole_files import ole

TITLE, BODY, NOTES, OTHER = 0, 1, 2, 4
DRAWING, GROUP, PLACE_ON_SLIDE, CLIENT_DATA, TEXT_BOX = 0x040C, 0xF003, 0xF010, 0xF011, 0xF00D
PLAIN, ENCRYPTED = 0xE391C05F, 0xF3D1C4DF


@dataclass(frozen=True)
class Slide:
    """Shapes, the texts that the document keeps for its placeholders, and what the presenter says."""

    shapes: bytes = b""
    listed: bytes = b""
    notes: str = ""


def record(kind: int, content: bytes, instance: int = 0, version: int = 0) -> bytes:
    return struct.pack("<HHI", instance << 4 | version, kind, len(content)) + content


def container(kind: int, *contents: bytes, instance: int = 0) -> bytes:
    return record(kind, b"".join(contents), instance, 0xF)


def words(text: str, kind: int) -> bytes:
    """A text of this kind, in bytes where it can be."""
    head = record(Kind.TEXT_HEADER, struct.pack("<I", kind))
    if all(character < "\u0100" for character in text):
        return head + record(Kind.NARROW_TEXT, text.encode("latin-1"))
    return head + record(Kind.WIDE_TEXT, text.encode("utf-16-le"))


def shape(text: str, kind: int = OTHER, placeholder: int = 0, place: tuple[int, int] | None = None) -> bytes:
    return _shape(words(text, kind), placeholder, place)


def referring(index: int) -> bytes:
    """A shape whose text the document keeps."""
    return _shape(record(Kind.OUTLINE_TEXT, struct.pack("<I", index)))


def _shape(content: bytes, placeholder: int = 0, place: tuple[int, int] | None = None) -> bytes:
    data = record(Kind.PLACEHOLDER, struct.pack("<iBBH", 0, placeholder, 0, 0)) if placeholder else b""
    anchor = record(Kind.PLACE_IN_GROUP, struct.pack("<iiii", *place, 0, 0)) if place else b""
    return container(Kind.SHAPE, anchor, container(CLIENT_DATA, data), container(TEXT_BOX, content))


def table(*rows: Sequence[str]) -> bytes:
    """A group of shapes, drawn column by column."""
    itself = container(
        Kind.SHAPE, record(Kind.MORE_PROPERTIES, struct.pack("<HIHI", 0x7F, 0, 0x39F, 1), instance=2)
    )
    cells = [
        shape(cell, place=(100 * column, 20 * number))
        for column in range(len(rows[0]))
        for number, cell in enumerate(row[column] for row in rows)
    ]
    return container(GROUP, itself, *cells)


def ppt(
    *slides: Slide,
    order: Sequence[int] = (),
    token: int = PLAIN,
    has_user: bool = True,
    more: Mapping[str, bytes] | None = None,
) -> bytes:
    """A presentation whose slides lie as given and are shown in *order*, saved twice."""
    stream = bytearray(container(Kind.DOCUMENT, record(0x03E9, bytes(40))))
    places: dict[int, int] = {1: 0}
    first_save = _save(stream, places, 0)
    for number, slide in enumerate(slides):
        places[10 + number] = len(stream)
        stream += container(
            Kind.SLIDE,
            record(Kind.SLIDE_FACTS, bytes(24)),
            container(DRAWING, container(0xF002, container(GROUP, slide.shapes))),
        )
        if slide.notes:
            places[100 + number] = len(stream)
            facts = record(Kind.NOTES_FACTS, struct.pack("<II", 256 + number, 0))
            running = shape("3", OTHER, 0x08)
            stream += container(
                Kind.NOTES, facts, container(DRAWING, shape(slide.notes, NOTES, 0x0C), running)
            )
    shown = [(number, slides[number]) for number in (order or range(len(slides)))]
    listed = [_persisted(10 + number, 256 + number) + slide.listed for number, slide in shown]
    notes = [_persisted(100 + number, 1000 + number) for number, slide in shown if slide.notes]
    places[1] = len(stream)
    stream += container(
        Kind.DOCUMENT,
        record(0x03E9, bytes(40)),
        container(Kind.SLIDE_LIST, *notes, instance=2),
        container(Kind.SLIDE_LIST, *listed),
    )
    last_save = _save(stream, places, first_save)
    user = record(0x0FF6, struct.pack("<III", 20, token, last_save))
    streams = {"PowerPoint Document": bytes(stream), **(more or {})}
    return ole({**streams, "Current User": user} if has_user else streams)


def _persisted(number: int, slide: int) -> bytes:
    return record(Kind.PERSISTED, struct.pack("<IIIII", number, 0, 0, slide, 0))


def _save(stream: bytearray, places: Mapping[int, int], before: int) -> int:
    """Append the directory of *places*, and the record that names it and the save *before*."""
    directory = len(stream)
    stream += record(
        Kind.DIRECTORY, b"".join(struct.pack("<II", number | 1 << 20, at) for number, at in places.items())
    )
    save = len(stream)
    stream += record(Kind.SAVE, struct.pack("<IHBBIIIIHH", 0, 0, 0, 3, before, directory, 1, 500, 0, 0))
    return save
