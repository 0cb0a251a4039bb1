"""JSON and JSON Lines: keys with values, records, and what is no JSON."""

import io
import json
import random

import pytest

from app.domain.document import Document, Kind, SegmentKind
from app.domain.errors import Unreadable
from app.reading.data.json_text import read_json
from app.reading.draft import compose
from tests.unit.reading.files import labels, texts

LONG = "The heron waits. " * 100


def read(content: object, characters: int = 1_000_000) -> Document:
    text = content if isinstance(content, str) else json.dumps(content)
    return compose(read_json(io.BytesIO(text.encode()), characters), characters)


def lines(records: list[object]) -> str:
    return "\n".join(json.dumps(record) for record in records) + "\n"


def test_a_small_value_is_written_as_key_paths_with_values() -> None:
    document = read({"name": "heron", "size": {"height": 1.0, "tags": ["tall", "grey"]}, "extinct": False})

    assert document.kind is Kind.DATA
    assert document.text == "name: heron\nsize.height: 1.0\nsize.tags: tall, grey\nextinct: false"
    assert document.title == "heron"
    assert [segment.place.kind for segment in document.segments] == [SegmentKind.ENTRY]


def test_small_records_of_a_list_share_a_part_that_names_them() -> None:
    document = read({"birds": [{"name": f"heron {at}", "count": at} for at in range(1, 301)]})

    assert len(document.segments) > 5
    assert labels(document)[0].startswith("birds > records 1-")
    assert texts(document)[0].startswith("name: heron 1 | count: 1\nname: heron 2 | count: 2")
    assert labels(document)[-1].endswith("300")
    assert document.segments[0].heading == "birds"


def test_a_large_record_stands_alone_under_its_title() -> None:
    document = read([{"title": "Herons", "text": LONG}, {"title": "Egrets", "text": LONG}])

    assert labels(document) == ["record 1", "record 2"]
    assert [segment.heading for segment in document.segments] == ["Herons", "Egrets"]
    assert texts(document)[1].startswith("title: Egrets\ntext: The heron waits.")


def test_a_large_object_is_written_value_by_value() -> None:
    document = read({"birds": {"heron": {"text": LONG}, "egret": {"text": "small"}}, "count": 2})

    assert labels(document) == ["birds > heron", "birds", ""]
    assert texts(document)[1:] == ["egret.text: small", "count: 2"]


def test_json_lines_are_read_record_by_record() -> None:
    document = read(lines([{"name": "heron", "text": LONG}, {"name": "egret"}, {"name": "ibis"}]))

    assert labels(document) == ["record 1", "records 2-3"]
    assert texts(document)[1] == "name: egret\nname: ibis"


def test_a_line_that_is_no_json_stays_as_it_is() -> None:
    assert read('{"name": "heron"}\n{"name": "eg\n{"name": "ibis"}\n').text == (
        'name: heron\n{"name": "eg\nname: ibis'
    )


@pytest.mark.parametrize(
    "content",
    ["// settings\n{\n", "{'name': 'heron'}", "[1, 2", "heron\negret\nibis\nstork\n", "1" * 5000 + "x"],
)
def test_what_is_no_json_is_plain_text(content: str) -> None:
    assert read(content).text == content.strip("\n")


def test_numbers_are_as_the_file_writes_them_and_vectors_are_left_out() -> None:
    document = read('{"price": 1.10, "id": 12345678901234567890123, "vector": [' + "0.1, " * 400 + "0.2]}")

    assert document.text == "price: 1.10\nid: 12345678901234567890123"


def test_bytes_written_as_letters_are_left_out() -> None:
    assert read({"name": "heron", "picture": "iVBORw0KGgo" * 200}).text == "name: heron"


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_nesting_stays_text(depth: int) -> None:
    content = "[" * depth + '"heron"' + "]" * depth

    assert read(content).text == content


def test_text_beyond_the_limit_is_cut_and_said() -> None:
    cut = read([{"text": LONG}] * 50, 5000)
    written = read(lines([{"t": "heron"}] * 10), 50)

    assert cut.left_out == "text after the first 5,000 characters"
    assert written.left_out == "text after the first 50 characters"


def test_any_bytes_end_in_a_draft_or_a_reason() -> None:
    dice = random.Random(4)  # noqa: S311 - the same bytes in every run
    whole = json.dumps({"birds": [{"name": "heron", "size": [1, 2, {"a": None}]}] * 3}).encode()
    for _ in range(500):
        data = bytearray(whole)
        for _ in range(dice.choice([1, 4, 30])):
            data[dice.randrange(len(data))] = dice.choice(b'{}[]",:\n\0\xff1e\\u')
        try:
            read_json(io.BytesIO(bytes(data)), 10_000)
        except Unreadable:
            continue
