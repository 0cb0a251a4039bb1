"""One writer: whoever comes second is told who is first, and the dead hold nothing."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.errors import LibraryBusy, LibraryUnusable
from app.indexing.lock import writer_lock

HOLD = """
import sys
from pathlib import Path
from app.indexing.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "writer.lock"


@contextmanager
def another_process_holds(place: Path) -> Iterator["subprocess.Popen[str]"]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        yield child
    finally:
        child.kill()
        child.communicate(timeout=30)


def test_a_second_writer_is_told_which_process_is_the_first(place: Path) -> None:
    with another_process_holds(place) as first:
        with (
            pytest.raises(LibraryBusy, match=rf"process {first.pid} \(since \d\d:\d\d\)"),
            writer_lock(place),
        ):
            pass
        first.communicate("done\n", timeout=30)
        assert first.returncode == 0
    with writer_lock(place):
        pass


def test_the_lock_is_free_when_its_holder_was_killed(place: Path) -> None:
    with another_process_holds(place) as first:
        first.kill()
        first.wait(timeout=30)
        with writer_lock(place):
            pass
    with another_process_holds(place):
        pass


def test_a_second_writer_in_the_same_process_is_refused_too(place: Path) -> None:
    with writer_lock(place):
        with pytest.raises(LibraryBusy), writer_lock(place):
            pass
        with pytest.raises(LibraryBusy), writer_lock(place):
            pass
    with writer_lock(place):
        pass


def test_the_lock_is_free_after_an_error(place: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(place):
        raise ZeroDivisionError
    with writer_lock(place):
        pass


@pytest.mark.parametrize(
    "said", [b"", b"{", b"[]", b'{"process": "x", "since": 1}', b"\xff\xfe", b'{"since": null}']
)
def test_a_holder_that_cannot_be_read_is_another_process(place: Path, said: bytes) -> None:
    with writer_lock(place):
        place.with_suffix(".holder").write_bytes(said)
        with pytest.raises(LibraryBusy, match="another process"), writer_lock(place):
            pass


def test_who_holds_the_lock_is_only_a_courtesy(place: Path) -> None:
    place.with_suffix(".holder").mkdir()
    with writer_lock(place), pytest.raises(LibraryBusy, match="another process"), writer_lock(place):
        pass


def test_a_lock_that_cannot_be_written_is_told_calmly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryUnusable, match="cannot write"), writer_lock(tmp_path / "file" / "writer.lock"):
        pass
