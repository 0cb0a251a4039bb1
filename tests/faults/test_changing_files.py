"""Files that change while they are read, and what lies in folders and is no file."""

import io
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from app.domain.document import Document
from app.domain.errors import Reason, Unreadable
from app.places import reader_command
from app.reading.process.sandbox import ProcessReader
from app.reading.reader import read_document, read_file
from tests.unit.reading.samples import HOLDING, SAMPLES

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="such files exist on POSIX alone")
LINE = b"The heron waits in shallow water until a fish comes near enough.\n"


class Changing(io.BytesIO):
    """A file that somebody else changes after so many reads."""

    def __init__(self, data: bytes, reads: int, change: Callable[[bytes], bytes]) -> None:
        super().__init__(data)
        self._left = reads
        self._change = change

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self._left -= 1
        if not self._left:
            place, changed = self.tell(), self._change(self.getvalue())
            self.seek(0)
            self.truncate()
            self.write(changed)
            self.seek(place)
        return found


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "is emptied": lambda _: b"",
    "is cut": lambda data: data[: len(data) // 2],
    "grows": lambda data: data + data * 20,
    "becomes another": lambda data: LINE * (len(data) // len(LINE) + 1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("name", [*SAMPLES, *HOLDING])
def test_a_file_that_changes_is_a_document_or_has_a_reason(
    name: str, change: Callable[[bytes], bytes]
) -> None:
    for reads in (1, 2, 3, 5, 9):
        source = cast("BinaryIO", Changing((SAMPLES | HOLDING)[name], reads, change))
        try:
            found = read_file(source, name)
            if not isinstance(found, Document):
                assert all(after is not None for _, after in found)
        except Unreadable:
            continue
        except OSError:  # of a disk: the child calls the file damaged
            continue


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessReader]:
    reader = ProcessReader(reader_command())
    yield reader
    reader.close()


def reason_of(reader: ProcessReader, path: Path) -> Reason:
    with pytest.raises(Unreadable) as caught:
        reader.read(path)
    return caught.value.reason


def test_a_file_that_is_written_all_the_while_is_read_all_the_same(
    reader: ProcessReader, tmp_path: Path
) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(LINE * 1000)
    enough = threading.Event()

    def write() -> None:
        while not enough.is_set():
            with path.open("ab") as log:
                log.write(LINE * 1000)
            if path.stat().st_size > 3_000_000:
                os.truncate(path, len(LINE) * 1000)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        documents = [reader.read(path) for _ in range(5)]
    finally:
        enough.set()
        writer.join()

    assert all(isinstance(found, Document) and found.text.startswith("The heron") for found in documents)


def test_a_file_that_vanishes_while_it_is_open_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(LINE)

    with path.open("rb") as source:
        if sys.platform != "win32":
            path.unlink()
        assert read_document(source, "a.txt").text == LINE.decode().strip()


@POSIX
def test_what_is_no_file_has_a_reason_at_once(reader: ProcessReader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "ring.txt").symlink_to(tmp_path / "other.txt")
    (tmp_path / "other.txt").symlink_to(tmp_path / "ring.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "folder.txt").mkdir()
    # A name within its folder: the path of a socket must be short.
    with closing(socket.socket(socket.AF_UNIX)) as listening:
        here = os.open(tmp_path, os.O_RDONLY)
        try:
            listening.bind(f"/proc/self/fd/{here}/socket.txt" if sys.platform == "linux" else "socket.txt")
        finally:
            os.close(here)

        for name in ("pipe.txt", "zero.txt", "folder.txt", "socket.txt"):
            if (tmp_path / name).exists():
                assert reason_of(reader, tmp_path / name) is Reason.UNKNOWN_KIND
    for name in ("ring.txt", "missing.txt", "x" * 300 + ".txt", "a\0b.txt"):
        assert reason_of(reader, tmp_path / name) is Reason.GONE


@POSIX
@pytest.mark.parametrize(
    "name", [b"caf\xe9.txt", b"new\nline.txt", "\u202etxt.exe".encode(), b"x" * 251 + b".txt"]
)
def test_a_file_of_any_name_is_read(reader: ProcessReader, tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    try:
        path.write_bytes(LINE)
    except OSError:
        pytest.skip("this file system knows no such name")

    found = reader.read(path)

    assert isinstance(found, Document)
    assert found.text == LINE.decode().strip()
