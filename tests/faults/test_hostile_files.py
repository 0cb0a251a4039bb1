"""Files made to harm: each costs one answer in bounded time, and nothing is told that stands elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.places import reader_command
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from tests.faults.hostile_files import (
    DEEP,
    ENTITIES,
    MAINS,
    flat_bomb,
    lying_bomb,
    overlapping_bomb,
    with_entity,
)

OURS = {Reason.CRASHED, Reason.TIMED_OUT, Reason.OUT_OF_MEMORY}
ELSEWHERE = "The stork stands in another file."
XML = sorted(MAINS.keys() | {"a.xml", "a.fb2", "a.html"})


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessReader]:
    reader = ProcessReader(reader_command(), Limits(seconds=60.0))
    yield reader
    reader.close()


def outcome(reader: ProcessReader, path: Path, data: bytes) -> Document | Unreadable:
    path.write_bytes(data)
    try:
        found = reader.read(path)
    except Unreadable as error:
        return error
    if isinstance(found, Document):
        return found
    return next(iter(list(found))).outcome


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_without_end_is_read_or_has_a_reason(
    reader: ProcessReader, tmp_path: Path, name: str
) -> None:
    found = outcome(reader, tmp_path / name, DEEP[name]())

    assert isinstance(found, Document) or found.reason not in OURS


@pytest.mark.parametrize("declared", ENTITIES)
@pytest.mark.parametrize("name", XML)
def test_entities_neither_grow_nor_tell(
    reader: ProcessReader, tmp_path: Path, name: str, declared: str
) -> None:
    (tmp_path / "elsewhere.txt").write_text(ELSEWHERE)
    data = with_entity(name, ENTITIES[declared].replace("FILE", (tmp_path / "elsewhere.txt").as_uri()))

    found = outcome(reader, tmp_path / name, data)

    if isinstance(found, Document):
        assert ELSEWHERE not in found.text
        assert len(found.text) < len(data) + 1000
    else:
        assert found.reason is Reason.DAMAGED


@pytest.mark.parametrize("bomb", [flat_bomb, lying_bomb, overlapping_bomb])
@pytest.mark.parametrize("name", MAINS)
def test_a_bomb_is_refused_or_breaks_off(
    reader: ProcessReader, tmp_path: Path, name: str, bomb: Callable[[str], bytes]
) -> None:
    found = outcome(reader, tmp_path / name, bomb(name))

    if isinstance(found, Document):
        assert len(found.text) < 10_000
    else:
        assert found.reason in {Reason.TOO_LARGE, Reason.DAMAGED, Reason.EMPTY}
