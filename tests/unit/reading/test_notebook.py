"""Notebooks: cells, what came out of them, and the headings above."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import compose
from app.reading.text.notebook import OUTPUT, read_notebook
from tests.unit.reading.files import labels, texts
from tests.unit.reading.mutated import mutations, outcomes

HOSTILE = b'[]{}",:\\0\xff'


def markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": text.splitlines(keepends=True)}


def code(text: str, *outputs: Mapping[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "source": text, "outputs": list(outputs)}


def notebook(cells: Sequence[Mapping[str, Any]], **metadata: object) -> bytes:
    return json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells}).encode()


def read(data: bytes, characters: int = 100_000) -> Document:
    return compose(read_notebook(io.BytesIO(data), characters), characters)


CELLS = [
    markdown("# Herons\n\n## *Counts*\n\nAll of them."),
    code("count()", {"output_type": "stream", "text": ["12\n", "13\n"]}),
    code(""),
    markdown("Weights\n-------\n\n```\n# no heading\n```\n"),
    code("x", {"output_type": "execute_result", "data": {"text/plain": "2.5 kg", "image/png": "AAAA"}}),
]


def test_cells_are_segments_under_the_headings_above_them() -> None:
    document = read(notebook(CELLS))

    assert document.kind is Kind.NOTEBOOK
    assert document.title == "Herons"
    assert {segment.place.kind for segment in document.segments} == {SegmentKind.CELL}
    assert labels(document) == ["Herons", "Herons > Counts", "Herons > Weights", "Herons > Weights"]


def test_an_empty_cell_still_counts() -> None:
    assert [segment.place.index for segment in read(notebook(CELLS)).segments] == [1, 2, 4, 5]


def test_outputs_follow_their_cell_as_text() -> None:
    document = read(notebook(CELLS))

    assert texts(document)[1] == "count()\n\n12\n13"
    assert texts(document)[3] == "x\n\n2.5 kg"
    assert "AAAA" not in document.text


def test_an_error_says_what_it_was_and_long_outputs_are_cut() -> None:
    failed = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "\x1b[31mno fish\x1b[0m",
        "traceback": ["far"],
    }
    long = {"output_type": "stream", "text": "x" * 10_000}

    document = read(notebook([code("a", failed), code("b", long)]))

    assert texts(document)[0] == "a\n\nValueError: no fish"
    assert len(texts(document)[1]) < OUTPUT + 10


def test_title_and_authors_are_what_the_notebook_states() -> None:
    document = read(notebook(CELLS, title="On herons", authors=[{"name": "Ann Example"}, {"name": "Ben"}]))

    assert (document.title, document.author) == ("On herons", "Ann Example, Ben")


def test_the_older_format_is_read_too() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Herons"},
        {"cell_type": "code", "input": "a()", "outputs": [{"output_type": "pyout", "text": "3"}]},
    ]
    document = read(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode())

    assert texts(document) == ["Herons", "a()\n\n3"]
    assert labels(document) == ["Herons", "Herons"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no json", Reason.DAMAGED),
        (b"[" * 100_000, Reason.DAMAGED),
        (b"[]", Reason.DAMAGED),
        (b'{"cells": []}', Reason.EMPTY),
        (b'{"cells": [1, null, {"source": 3, "outputs": "x"}]}', Reason.EMPTY),
    ],
)
def test_what_is_no_notebook_is_said(data: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)

    assert caught.value.reason is reason


def test_reading_stops_when_there_is_enough_text() -> None:
    assert read(notebook(CELLS), characters=40).left_out == "text after the first 40 characters"


def test_damaged_files_end_in_a_document_or_a_reason() -> None:
    assert outcomes(read, mutations(notebook(CELLS), 200, HOSTILE))
