"""What parent and child say to each other."""

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.passages import analysed
from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.reading.process.wire import (
    HEADER,
    Nonsense,
    body_length,
    document_from_wire,
    document_to_wire,
    frame,
    parse,
)

DOCUMENT = Document(
    Kind.PDF,
    "Seite eins\n\nPage \N{DUCK} two",
    (
        Segment(Place(SegmentKind.PAGE, 1, "i"), 0, 10, "Vorwort"),
        Segment(Place(SegmentKind.PAGE, 2, "ii"), 12, 22),
    ),
    title="Vögel",
    created="2024",
    left_out="page 3",
)


def test_a_document_survives_the_wire() -> None:
    message = parse(frame({"document": document_to_wire(DOCUMENT)})[HEADER.size :])

    assert document_from_wire(message["document"]) == replace(DOCUMENT, passages=analysed(DOCUMENT))


def test_a_name_that_is_no_unicode_survives_the_wire() -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")

    assert parse(frame({"name": name})[HEADER.size :]) == {"name": name}


@given(st.binary(max_size=60))
def test_bytes_that_are_no_message_are_nonsense(body: bytes) -> None:
    with contextlib.suppress(Nonsense):
        assert isinstance(parse(body), dict)


def test_a_frame_beyond_measure_is_nonsense() -> None:
    with pytest.raises(Nonsense):
        body_length(b"\xff\xff\xff\xff")


@pytest.mark.parametrize(
    "change",
    [
        {"text": "short"},
        {"text": 7},
        {"text": "Seite eins\n\nPage \ud800 two"},
        {"author": ["a list"]},
        {"kind": "film"},
        {"title": None},
        {"segments": [["page", 1, "", 5, 2, ""]]},
        {"segments": [["page", 1, "", -1, 2, ""]]},
        {"segments": [["page", 1, "", 0, 5, ""], ["page", 2, "", 4, 6, ""]]},
        {"segments": [["page"]]},
        {"segments": 3},
        {"passages": None},
        {"passages": [[0, 0, 10, "w", "s"], [0, 0, 5, "w", "s"]]},
        {"passages": [[2, 0, 10, "w", "s"]]},
        {"passages": [[0, 0, 11, "w", "s"]]},
        {"passages": [[0, 3, 3, "w", "s"]]},
        {"passages": [[0, 0, 10, "\ud800", "s"]]},
    ],
)
def test_a_document_that_breaks_its_promises_is_nonsense(change: dict[str, Any]) -> None:
    with pytest.raises(Nonsense):
        document_from_wire({**document_to_wire(DOCUMENT), **change})


@pytest.mark.parametrize("missing", ["text", "segments", "kind", "language"])
def test_a_document_without_a_field_is_nonsense(missing: str) -> None:
    message = {key: value for key, value in document_to_wire(DOCUMENT).items() if key != missing}

    with pytest.raises(Nonsense):
        document_from_wire(message)
