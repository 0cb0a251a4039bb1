"""What every reader promises, the one with a process of its own and the one that only pretends."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

import pytest

from app.analysis.passages import analysed
from app.domain.contents import Member
from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.ports import Reader
from app.places import reader_command
from app.reading.process.channel import PathChannel
from app.reading.process.sandbox import ProcessReader
from tests.fakes.reader import KnownReader
from tests.reading import document_of, members_of

HERON = "# Heron\n\nThe heron waits in shallow water.\n\n## Food\n\nFish and frogs."


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of files, and what reading them gives."""

    folder: Path

    @property
    def document(self) -> Path:
        return self.folder / "Été 東.md"

    @property
    def empty(self) -> Path:
        return self.folder / "empty.txt"

    @property
    def program(self) -> Path:
        return self.folder / "program"

    @property
    def archive(self) -> Path:
        return self.folder / "archive.zip"

    def known(self) -> dict[Path, Document | Sequence[Member] | Reason]:
        food = HERON.index("## Food")
        places = (Place(SegmentKind.SECTION, 1, "Heron"), Place(SegmentKind.SECTION, 2, "Heron > Food"))
        segments = (
            Segment(places[0], 0, food - 2, "Heron"),
            Segment(places[1], food, len(HERON), "Heron > Food"),
        )
        document = Document(Kind.MARKDOWN, HERON, segments, title="Heron", language="en")
        document = replace(document, passages=analysed(document))
        return {
            self.document: document,
            self.archive: [
                Member("a/heron.md", blake2b(HERON.encode(), digest_size=16).digest(), document),
                Member("empty.txt", blake2b(b"", digest_size=16).digest(), Unreadable(Reason.EMPTY)),
            ],
            self.empty: Reason.EMPTY,
            self.program: Reason.UNKNOWN_KIND,
            self.folder: Reason.UNKNOWN_KIND,
        }


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path)
    shelf.document.write_text(HERON + "\n", encoding="utf-8")
    with zipfile.ZipFile(shelf.archive, "w") as archive:
        archive.writestr("a/heron.md", HERON)
        archive.writestr("empty.txt", "")
    shelf.empty.touch()
    shelf.program.write_bytes(bytes(range(256)) * 8)
    return shelf


def make_real(_: Shelf) -> Reader:
    return ProcessReader(reader_command())


def make_real_by_path(_: Shelf) -> Reader:
    return ProcessReader(reader_command(), start=PathChannel)


def make_fake(shelf: Shelf) -> Reader:
    return KnownReader(shelf.known())


@pytest.fixture(params=[make_real, make_real_by_path, make_fake], ids=["process", "process by path", "fake"])
def reader(request: pytest.FixtureRequest, shelf: Shelf) -> Iterator[Reader]:
    make: Callable[[Shelf], Reader] = request.param
    made = make(shelf)
    yield made
    made.close()


def reason_of(reader: Reader, path: Path) -> Reason:
    with pytest.raises(Unreadable) as caught:
        reader.read(path)
    return caught.value.reason


def test_a_file_becomes_a_document(reader: Reader, shelf: Shelf) -> None:
    assert reader.read(shelf.document) == shelf.known()[shelf.document]


def test_segments_lie_in_order_inside_the_text(reader: Reader, shelf: Shelf) -> None:
    document = document_of(reader, shelf.document)

    position = 0
    for number, segment in enumerate(document.segments, start=1):
        assert position <= segment.start < segment.end <= len(document.text)
        assert segment.place.index == number
        position = segment.end


def test_an_archive_gives_its_documents_one_after_the_other(reader: Reader, shelf: Shelf) -> None:
    first, second = members_of(reader, shelf.archive)
    known = shelf.known()[shelf.archive]
    assert isinstance(known, list)

    assert first == known[0]
    assert (second.name, second.content_hash) == (known[1].name, known[1].content_hash)
    assert isinstance(second.outcome, Unreadable)
    assert second.outcome.reason is Reason.EMPTY


def test_an_archive_that_is_left_half_way_does_not_disturb(reader: Reader, shelf: Shelf) -> None:
    members = reader.read(shelf.archive)
    assert not isinstance(members, Document)
    next(members)
    members.close()

    assert reader.read(shelf.document) == shelf.known()[shelf.document]


def test_what_cannot_be_read_has_a_reason(reader: Reader, shelf: Shelf) -> None:
    assert reason_of(reader, shelf.empty) is Reason.EMPTY
    assert reason_of(reader, shelf.program) is Reason.UNKNOWN_KIND
    assert reason_of(reader, shelf.folder) is Reason.UNKNOWN_KIND
    assert reason_of(reader, shelf.folder / "missing.txt") is Reason.GONE


def test_the_reader_stays_usable_after_a_file_that_cannot_be_read(reader: Reader, shelf: Shelf) -> None:
    before = reader.read(shelf.document)

    for path in (shelf.empty, shelf.program, shelf.folder / "missing.txt"):
        reason_of(reader, path)
        assert reader.read(shelf.document) == before


def test_a_reader_may_be_closed_unused_and_twice(shelf: Shelf) -> None:
    for make in (make_real, make_real_by_path, make_fake):
        reader = make(shelf)
        reader.close()
        reader.close()
