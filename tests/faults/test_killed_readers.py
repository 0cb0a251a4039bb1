"""A reading child that somebody killed has read nothing, and its file is not to blame: it is read once more."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.places import reader_command
from app.reading.process.channel import Channel, start_child
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from tests.faults.test_archive_faults import archive
from tests.reading import document_of
from tests.unit.reading.files import docx, paragraph

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")

KILLED = [sys.executable, str(Path(__file__).parent.parent / "data" / "misbehaving_child.py")]
"""A child that is killed over a file called `crash`."""


class Starts:
    """Starts children of which the first ones are killed over a certain file."""

    def __init__(self, deaths: int) -> None:
        self.children = 0
        self._deaths = deaths

    def __call__(self, command: Sequence[str]) -> Channel:
        self.children += 1
        return start_child(KILLED if self.children <= self._deaths else command)


@pytest.fixture
def reading() -> Iterator[Callable[[int], tuple[ProcessReader, Starts]]]:
    """Makes readers whose first so many children are killed."""
    made: list[ProcessReader] = []

    def make(deaths: int) -> tuple[ProcessReader, Starts]:
        starts = Starts(deaths)
        made.append(ProcessReader(reader_command(), Limits(seconds=20.0), starts))
        return made[-1], starts

    yield make
    for reader in made:
        reader.close()
    assert psutil.Process().children() == []


Reading = Callable[[int], tuple[ProcessReader, Starts]]


def test_a_file_whose_reader_was_killed_is_read_by_another_one(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "crash.docx"
    path.write_bytes(docx(paragraph("The heron waits.")))
    reader, starts = reading(1)
    assert document_of(reader, path).text == "The heron waits."
    assert starts.children == 2


def test_a_file_over_which_two_readers_are_killed_is_passed_over(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "crash.txt"
    path.write_text("The heron waits.")
    reader, starts = reading(2)
    with pytest.raises(Unreadable) as caught:
        reader.read(path)
    assert (caught.value.reason, caught.value.detail) == (Reason.CRASHED, "signal 9")
    assert starts.children >= 2


@pytest.mark.parametrize("names", [("crash.txt", "a.txt"), ("a.txt", "crash.txt", "b.txt")])
def test_an_archive_whose_reader_was_killed_goes_on_where_it_was(
    reading: Reading, tmp_path: Path, names: tuple[str, ...]
) -> None:
    reader, starts = reading(1)
    found = reader.read(archive(tmp_path, *names))
    assert not isinstance(found, Document)
    members: list[Member] = list(found)
    assert [(one.name, isinstance(one.outcome, Document)) for one in members] == [(n, True) for n in names]
    assert starts.children == 2
