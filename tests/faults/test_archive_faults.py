"""Whatever a document in an archive does to the child that reads it, it costs that document."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.reading.process import sandbox
from app.reading.process.channel import PathChannel, start_child
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from tests.reading import document_of, members_of

CHILD = [sys.executable, str(Path(__file__).parent.parent / "data" / "misbehaving_child.py")]


@pytest.fixture(params=[start_child, PathChannel], ids=["by descriptor", "by path"])
def reader(request: pytest.FixtureRequest) -> Iterator[ProcessReader]:
    reader = ProcessReader(CHILD, Limits(seconds=1.0), request.param)
    yield reader
    reader.close()


def reads_on(reader: ProcessReader, folder: Path) -> bool:
    path = folder / "good.txt"
    path.write_text("The heron waits.")
    return document_of(reader, path).text == "The heron waits."


def archive(folder: Path, *names: str) -> Path:
    path = folder / "archive.zip"
    with zipfile.ZipFile(path, "w") as opened:
        for name in names:
            opened.writestr(name, "The heron waits.")
    return path


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("hang.txt", Reason.TIMED_OUT), ("crash.txt", Reason.CRASHED), ("fault.txt", Reason.CRASHED)],
)
@pytest.mark.parametrize("position", [0, 1, 2])
def test_a_document_in_an_archive_costs_itself_alone(
    reader: ProcessReader, tmp_path: Path, fault: str, reason: Reason, position: int
) -> None:
    names = ["a.txt", "b.txt"]
    names.insert(position, fault)

    members = members_of(reader, archive(tmp_path, *names))

    assert [member.name for member in members] == names
    outcomes = [member.outcome for member in members]
    bad = outcomes.pop(position)
    assert isinstance(bad, Unreadable)
    assert bad.reason is reason
    assert [outcome.text for outcome in outcomes if isinstance(outcome, Document)] == ["The heron waits."] * 2
    assert reads_on(reader, tmp_path)


def test_an_archive_within_an_archive_that_crashes_costs_the_inner_one(
    reader: ProcessReader, tmp_path: Path
) -> None:
    inner = archive(tmp_path, "a.txt", "crash.txt", "b.txt").rename(tmp_path / "inner.zip")
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as opened:
        opened.write(inner, "inner.zip")
        opened.writestr("after.txt", "The heron waits.")

    members = members_of(reader, outer)

    assert [member.name for member in members] == ["inner.zip/a.txt", "inner.zip", "after.txt"]
    assert [isinstance(member.outcome, Document) for member in members] == [True, False, True]


def test_an_archive_full_of_crashes_ends(
    reader: ProcessReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "DEATHS", 3)
    path = archive(tmp_path, *(f"crash.{number}.txt" for number in range(9)))
    found = reader.read(path)
    assert not isinstance(found, Document)
    seen = iter(range(9))

    with pytest.raises(Unreadable):
        list(zip(found, seen, strict=False))

    assert 3 <= next(seen) < 9
    assert reads_on(reader, tmp_path)
