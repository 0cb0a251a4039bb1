"""What parent and reading child say to each other: length-prefixed JSON, both ends.

parent                                      child
{"memory": bytes}                     ->
                                      <-    {"ready": true}
{"name", "characters", "seconds",
 "after": place, "skip": bool}        ->    with the open file as a descriptor, or with "path"
                                      <-    {"document": {...}, "peak": bytes}
                                      <-    {"reason", "detail", "peak"}
                                      <-    {"fault": "where in our code", "peak"}

A file that holds documents is answered by many messages, each within "seconds":

                                      <-    {"member": name, "hash", "next": place, and one of the above}
                                      <-    {"end": true, "peak"}, or {"reason", "detail", "peak"}

Places name where in such a file to go on: empty for its start. With "skip" the first member is named, as
one that crashed, and not read.

For text recognition (see `app.reading.recognition.page_picture`):

{"picture": first page, "seconds"}    ->    with the file, as above
                                      <-    {"picture": {...} or null, "peak"}, or {"reason", "detail", "peak"}
{"language_of": text, "seconds"}      ->
                                      <-    {"language": code, "peak"}
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.analysis.passages import analysed
from app.domain.contents import Member
from app.domain.document import Analysed, Document, Kind, Place, Segment, SegmentKind
from app.domain.errors import Reason, Unreadable

HEADER = struct.Struct(">I")
LONGEST_FRAME = 512 * 1024 * 1024
"""Bytes; a longer announcement is nonsense."""
EXIT_OUT_OF_MEMORY = 71
"""Exit status of a child that has not even the memory to say so."""

Message = Mapping[str, Any]


class Nonsense(Exception):
    """Bytes that are no message of this protocol."""


def frame(message: Message) -> bytes:
    """Encode one message; paths may hold surrogate escapes, which only the standard library writes."""
    try:
        body = msgspec.json.encode(message)
    except UnicodeEncodeError:
        body = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return HEADER.pack(len(body)) + body


def body_length(header: bytes | bytearray) -> int:
    """Length of the body that follows *header* (4 bytes).

    Raises:
        Nonsense: if no message can be that long.
    """
    length: int = HEADER.unpack(header)[0]
    if length > LONGEST_FRAME:
        raise Nonsense
    return length


def parse(body: bytes | bytearray) -> Message:
    """Decode one message.

    Raises:
        Nonsense: if *body* is no JSON object.
    """
    try:
        message = msgspec.json.decode(body)  # in place: a book is many megabytes
    except (ValueError, RecursionError):
        try:
            message = json.loads(body.decode("utf-8", "surrogatepass"))
        except (ValueError, RecursionError) as error:
            raise Nonsense from error
    if not isinstance(message, dict):
        raise Nonsense
    return message


def document_to_wire(document: Document) -> Message:
    """Plain lists and strings for JSON."""
    return {
        "kind": document.kind,
        "text": document.text,
        "segments": [
            [s.place.kind, s.place.index, s.place.label, s.start, s.end, s.heading] for s in document.segments
        ],
        "title": document.title,
        "opening": document.opening,
        "author": document.author,
        "created": document.created,
        "language": document.language,
        "left_out": document.left_out,
        "passages": [[p.segment, p.start, p.end, p.words, p.stems] for p in analysed(document)],
    }


def document_from_wire(message: Message) -> Document:
    """The document, its promises checked: the child has handled a hostile file.

    Raises:
        Nonsense: if a field is missing or wrong, or a segment lies outside the text or out of order.
    """
    try:
        names = ("text", "title", "opening", "author", "created", "language", "left_out")
        facts = {key: message[key] for key in names}
        segments = tuple(
            Segment(Place(SegmentKind(kind), int(index), str(label)), int(start), int(end), str(heading))
            for kind, index, label, start, end, heading in message["segments"]
        )
        passages = tuple(
            Analysed(int(segment), int(start), int(end), str(words), str(stems))
            for segment, start, end, words, stems in message["passages"]
        )
        document = Document(kind=Kind(message["kind"]), segments=segments, passages=passages, **facts)
        labels = (part for s in segments for part in (s.place.label, s.heading))
        words = (part for p in passages for part in (p.words, p.stems))
        for text in (*facts.values(), *labels, *words):
            text.isascii() or text.encode()  # no lone surrogate reaches the catalogue
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Nonsense from error
    position = 0
    for segment in segments:
        if not position <= segment.start <= segment.end <= len(document.text):
            raise Nonsense
        position = segment.end
    _check_passages(passages, segments)
    return document


def _check_passages(passages: Sequence[Analysed], segments: Sequence[Segment]) -> None:
    """Every passage lies in its segment, and they begin one after the other.

    Raises:
        Nonsense: otherwise.
    """
    place = (0, -1)
    for passage in passages:
        if not 0 <= passage.segment < len(segments):
            raise Nonsense
        segment = segments[passage.segment]
        if not segment.start <= passage.start < passage.end <= segment.end:
            raise Nonsense
        if (passage.segment, passage.start) <= place:
            raise Nonsense
        place = passage.segment, passage.start


def outcome_to_wire(outcome: Document | Unreadable) -> Message:
    """What became of a file, or of a member of one."""
    if isinstance(outcome, Unreadable):
        return {"reason": outcome.reason, "detail": outcome.detail}
    return {"document": document_to_wire(outcome)}


def outcome_from_wire(message: Message) -> Document | Unreadable:
    """What became of a file, checked.

    Raises:
        Nonsense: if *message* says no such thing.
    """
    if "document" in message:
        return document_from_wire(message["document"])
    try:
        return Unreadable(Reason(message["reason"]), str(message["detail"]))
    except (KeyError, ValueError) as error:
        raise Nonsense from error


def member_to_wire(member: Member, after: str) -> Message:
    """One member; *after* is the place behind it."""
    return {
        "member": member.name,
        "hash": member.content_hash.hex(),
        "next": after,
        **outcome_to_wire(member.outcome),
    }


def member_from_wire(message: Message) -> tuple[Member, str]:
    """The member, checked, and the place behind it.

    Raises:
        Nonsense: if *message* is no member.
    """
    try:
        name, after = message["member"], message["next"]
        name.encode()
        after.encode("ascii")
        content_hash = bytes.fromhex(message["hash"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Nonsense from error
    if not name:
        raise Nonsense
    return Member(name, content_hash, outcome_from_wire(message)), after
