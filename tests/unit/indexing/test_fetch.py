"""Fetching: side by side, in order, never more than can be held, and everything ended afterwards."""

import hashlib
import os
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from app.catalogue.rows import File, Location
from app.domain.contents import Member
from app.domain.document import Document, Kind
from app.domain.errors import Reason, Unreadable
from app.indexing import fetch as fetch_module
from app.indexing.fetch import AHEAD, Fetched, Fetcher
from app.indexing.ignore import stamp_of
from app.indexing.scan import scan
from tests.fakes.folder import FolderOfFiles
from tests.fakes.reader import KnownReader

LARGEST = 1000


class Readers:
    """Makes readers that know the files of a folder, and keeps them."""

    def __init__(self, folder: FolderOfFiles) -> None:
        self.folder = folder
        self.made: list[KnownReader] = []

    def __call__(self) -> KnownReader:
        known: dict[Path, Document | Reason] = {
            path: Reason.DAMAGED if path.name.startswith("bad") else Document(Kind.TEXT, path.read_text(), ())
            for path in self.folder.root.iterdir()
        }
        self.made.append(KnownReader(known))
        return self.made[-1]


@pytest.fixture
def readers(folder: FolderOfFiles) -> Readers:
    return Readers(folder)


@pytest.fixture
def fetcher(readers: Readers) -> Iterator[Fetcher]:
    with Fetcher(readers, 2, LARGEST) as made:
        yield made


def wanted(folder: FolderOfFiles) -> list[tuple[File, Path]]:
    found = sorted(scan(folder.root).files, key=lambda one: one.path)
    files = [File(Location(1, one.path), one.stamp, one.looked_ns) for one in found]
    return [(file, file.location.below(folder.root)) for file in files]


def nothing_known(_: bytes) -> bool:
    return False


def test_files_come_in_the_order_asked_for_with_hash_and_document(
    fetcher: Fetcher, folder: FolderOfFiles, readers: Readers
) -> None:
    for number in range(30):
        folder.write(f"{number:02}.txt", f"text {number}")
    fetched = list(fetcher.fetch(wanted(folder), nothing_known))
    assert [one.document and one.document.text for one in fetched] == [f"text {n}" for n in range(30)]
    assert fetched[7].file.content_hash == hashlib.blake2b(b"text 7", digest_size=16).digest()
    assert 1 <= len(readers.made) <= 2
    assert sorted(path for reader in readers.made for path in reader.paths) == [
        path for _, path in wanted(folder)
    ]


def test_a_file_whose_content_is_known_is_not_read_until_asked_for(
    fetcher: Fetcher, folder: FolderOfFiles, readers: Readers
) -> None:
    folder.write("a.txt", "bees")
    (one,) = fetcher.fetch(wanted(folder), lambda _: True)
    assert (one.document, one.failure, one.vanished, readers.made) == (None, None, False, [])
    assert next(fetcher.read(one)).document == Document(Kind.TEXT, "bees", ())


def test_only_so_many_files_are_fetched_ahead_of_the_writer(
    fetcher: Fetcher, folder: FolderOfFiles, readers: Readers
) -> None:
    for number in range(3 * AHEAD):
        folder.write(f"{number:02}.txt", "bees")
    asked: list[Path] = []

    def listed() -> Iterator[tuple[File, Path]]:
        for file, path in wanted(folder):
            asked.append(path)
            yield file, path

    arriving = fetcher.fetch(listed(), nothing_known)
    for taken in range(1, 5):
        next(arriving)
        assert len(asked) <= AHEAD + taken


def test_readers_and_threads_end_with_the_fetcher(folder: FolderOfFiles, readers: Readers) -> None:
    for number in range(40):
        folder.write(f"{number}.txt", "bees")
    with Fetcher(readers, 2, LARGEST) as fetcher:
        next(fetcher.fetch(wanted(folder), nothing_known))
    assert readers.made
    assert all(reader.closed for reader in readers.made)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("fetch")]


# What cannot be had.


def test_a_failure_is_a_value_and_the_next_file_is_read(fetcher: Fetcher, folder: FolderOfFiles) -> None:
    folder.write("bad.txt", "x")
    folder.write("good.txt", "bees")
    bad, good = fetcher.fetch(wanted(folder), nothing_known)
    assert bad.failure is not None
    assert (bad.failure.reason, bad.vanished, bad.document) == (Reason.DAMAGED, False, None)
    assert bad.file.content_hash != b""
    assert good.document is not None


def test_a_file_over_the_limit_is_not_opened(fetcher: Fetcher, folder: FolderOfFiles) -> None:
    folder.write("large.txt", "b" * (LARGEST + 1))
    folder.write("just.txt", "b" * LARGEST)
    just, large = fetcher.fetch(wanted(folder), nothing_known)
    assert just.document is not None
    assert large.failure is not None
    assert (large.failure.reason, large.file.content_hash) == (Reason.TOO_LARGE, b"")


def test_a_file_that_is_gone_has_vanished_and_has_not_failed(fetcher: Fetcher, folder: FolderOfFiles) -> None:
    folder.write("a.txt", "bees")
    listed = wanted(folder)
    folder.delete("a.txt")
    (one,) = fetcher.fetch(listed, nothing_known)
    assert (one.vanished, one.failure, one.document) == (True, None, None)


def test_a_file_that_goes_between_hash_and_reading_has_vanished(fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "unknown to the reader.txt"
    path.write_text("bees")
    file = File(Location(1, b"x.txt"), stamp_of(path.stat()), 0)
    (one,) = fetcher.fetch([(file, path)], nothing_known)
    assert one.vanished


@pytest.mark.parametrize(
    ("error", "reason", "vanished"),
    [
        (PermissionError(13, "Permission denied"), Reason.NO_PERMISSION, False),
        (OSError(5, "Input/output error"), Reason.DAMAGED, False),
        (FileNotFoundError(2, "No such file"), None, True),
    ],
)
def test_what_the_disk_refuses_becomes_a_reason(
    fetcher: Fetcher,
    folder: FolderOfFiles,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    reason: Reason | None,
    vanished: bool,
) -> None:
    folder.write("a.txt", "bees")

    def refuse(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(fetch_module, "content_hash", refuse)
    (one,) = fetcher.fetch(wanted(folder), nothing_known)
    assert (one.failure and one.failure.reason, one.vanished) == (reason, vanished)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
def test_a_file_that_has_become_a_pipe_blocks_nobody(fetcher: Fetcher, folder: FolderOfFiles) -> None:
    path = folder.write("a.txt", "bees")
    listed = wanted(folder)
    path.unlink()
    os.mkfifo(path)
    (one,) = fetcher.fetch(listed, lambda _: True)
    assert isinstance(one, Fetched)


def test_a_document_read_from_a_changing_file_has_no_hash(folder: FolderOfFiles) -> None:
    path = folder.write("a.txt", "bees")
    listed = wanted(folder)

    class ChangingReader(KnownReader):
        def read(self, path: Path) -> Document | Generator[Member]:
            path.write_text("other bees")
            return super().read(path)

    known = ChangingReader({path: Document(Kind.TEXT, "bees", ())})
    with Fetcher(lambda: known, 1, LARGEST) as fetcher:
        (one,) = fetcher.fetch(listed, nothing_known)
    assert (one.file.content_hash, one.document) == (b"", Document(Kind.TEXT, "bees", ()))


def test_a_bug_in_a_reader_reaches_the_caller(folder: FolderOfFiles) -> None:
    folder.write("a.txt", "bees")

    class BrokenReader(KnownReader):
        def read(self, path: Path) -> Document:
            raise ZeroDivisionError

    with Fetcher(lambda: BrokenReader({}), 1, LARGEST) as fetcher, pytest.raises(ZeroDivisionError):
        list(fetcher.fetch(wanted(folder), nothing_known))


def test_why_a_file_is_unreadable_is_kept(folder: FolderOfFiles) -> None:
    folder.write("a.txt", "bees")

    class RefusingReader(KnownReader):
        def read(self, path: Path) -> Document:
            raise Unreadable(Reason.TIMED_OUT, "30 s")

    with Fetcher(lambda: RefusingReader({}), 1, LARGEST) as fetcher:
        (one,) = fetcher.fetch(wanted(folder), nothing_known)
    assert one.failure is not None
    assert (one.failure.reason, one.failure.detail) == (Reason.TIMED_OUT, "30 s")
