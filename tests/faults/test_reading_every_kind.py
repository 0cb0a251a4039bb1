"""No reader lazily needs what its process has given up: documents read in it are those read outside."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.analysis.passages import analysed
from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Unreadable
from app.places import reader_command
from app.reading.process.sandbox import ProcessReader
from app.reading.reader import FORMATS, read_file
from tests.unit.reading.samples import HOLDING, SAMPLES


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessReader]:
    reader = ProcessReader(reader_command())
    yield reader
    reader.close()


def read_here(data: bytes, name: str) -> Document | list[Member]:
    found = read_file(io.BytesIO(data), name)
    if isinstance(found, Document):
        return with_passages(found)
    return [replace(member, outcome=with_passages(member.outcome)) for member, _ in found if member]


def with_passages(outcome: Document | Unreadable) -> Document:
    """As the child sends it."""
    assert isinstance(outcome, Document)
    return replace(outcome, passages=analysed(outcome))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_is_read_as_outside(reader: ProcessReader, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(SAMPLES[name])

    document = reader.read(tmp_path / name)

    assert document == read_here(SAMPLES[name], name)
    assert isinstance(document, Document)
    assert document.text


@pytest.mark.parametrize("name", HOLDING)
def test_what_a_file_holds_is_read_as_outside(reader: ProcessReader, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HOLDING[name])

    found = reader.read(tmp_path / name)

    assert not isinstance(found, Document)
    members = list(found)
    assert members == read_here(HOLDING[name], name)
    assert all(isinstance(member.outcome, Document) for member in members)


def test_there_is_a_sample_for_every_binary_format() -> None:
    made = {Path(name).suffix for name in SAMPLES}

    assert [min(one.suffixes) for one in FORMATS if one.is_binary and not one.suffixes & made] == []
