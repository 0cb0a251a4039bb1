"""What a reading child cannot do, whoever has taken it over; and what it still can."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import Unreadable
from app.reading.process.channel import PathChannel, start_child
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from tests.data.probing_child import CHANGING, HARMLESS, ONE_WAY, REACHING, READING
from tests.reading import document_of
from tests.unit.reading.files import docx, paragraph, pdf

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux lets a process give up its rights"
)

CHILD = [sys.executable, str(Path(__file__).parent.parent / "data" / "probing_child.py")]
REFUSALS = {"Permission denied", "Operation not permitted"}
LANDLOCK, SECCOMP, NEITHER = "landlock", "seccomp", "landlock seccomp"
TEXT = "The heron waits in shallow water until a fish comes near enough."


@pytest.fixture(scope="module")
def gates() -> object:
    """What the kernel of this machine closes."""
    child = start_child(CHILD)
    try:
        return child.greet({"memory": Limits().memory}, 60).get("confined")
    finally:
        child.end(kindly=True)


@pytest.fixture
def landlock(gates: list[str]) -> None:
    if "landlock" not in gates:
        pytest.skip("this kernel has no Landlock, or it is switched off")


@pytest.fixture
def seccomp(gates: list[str]) -> None:
    if "seccomp" not in gates:
        pytest.skip("this kernel has no seccomp, or this processor is not one that we know")


@pytest.fixture(scope="module")
def readers() -> Iterator[dict[str, ProcessReader]]:
    """By the gates that are left open."""
    readers = {gates: ProcessReader([*CHILD, *gates.split()]) for gates in ("", LANDLOCK, SECCOMP, NEITHER)}
    yield readers
    for reader in readers.values():
        reader.close()


@pytest.fixture
def reader(readers: dict[str, ProcessReader]) -> ProcessReader:
    return readers[""]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "target" / "letter.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def attempt(reader: ProcessReader, name: str, target: Path) -> str | None:
    """The kernel's word when the child tries; None if it succeeded."""
    path = target.parent.parent / f"{name}.txt"
    path.write_text(str(target))
    try:
        reader.read(path)
    except Unreadable as error:
        return error.detail
    return None


def untouched(target: Path) -> bool:
    return target.read_text() == TEXT and list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("name", READING)
@pytest.mark.usefixtures("landlock")
def test_nothing_is_read_but_the_program(reader: ProcessReader, target: Path, name: str) -> None:
    assert attempt(reader, name, target) in REFUSALS


@pytest.mark.parametrize("name", [*CHANGING, *REACHING, *ONE_WAY])
@pytest.mark.parametrize("left_open", ["", LANDLOCK], ids=["both gates", "seccomp alone"])
@pytest.mark.usefixtures("seccomp")
def test_nothing_is_changed_and_nobody_reached(
    readers: dict[str, ProcessReader], target: Path, name: str, left_open: str
) -> None:
    before = target.stat()

    assert attempt(readers[left_open], name, target) in REFUSALS
    assert untouched(target)
    assert (target.stat().st_mode, target.stat().st_mtime_ns) == (before.st_mode, before.st_mtime_ns)


WRITING = ("write", "append", "make a file", "make a folder", "unlink", "rename", "become a program")


@pytest.mark.parametrize("name", [*READING, *WRITING])
@pytest.mark.usefixtures("landlock")
def test_landlock_alone_keeps_files_as_they_are(
    readers: dict[str, ProcessReader], target: Path, name: str
) -> None:
    assert attempt(readers[SECCOMP], name, target) in REFUSALS
    assert untouched(target)


@pytest.mark.parametrize("name", [*READING, *CHANGING, *REACHING])
def test_it_is_confinement_that_refuses(readers: dict[str, ProcessReader], target: Path, name: str) -> None:
    if name in {"fork", "start a program", "spawn a program"} and os.geteuid():
        pytest.skip("the limit of processes refuses it as well, except to root")

    assert attempt(readers[NEITHER], name, target) not in REFUSALS


@pytest.mark.usefixtures("landlock")
def test_a_child_that_opens_files_itself_reads_but_does_not_write(target: Path) -> None:
    with closing(ProcessReader(CHILD, start=PathChannel)) as reader:
        assert attempt(reader, "read another document", target) is None
        assert attempt(reader, "write", target) in REFUSALS
    assert untouched(target)


@pytest.mark.parametrize("name", [name for name in HARMLESS if name != "abort"])
def test_what_reading_needs_still_works(reader: ProcessReader, target: Path, name: str) -> None:
    if name == "run a thread" and os.geteuid():
        pytest.skip("the limit of processes counts threads, except those of root")

    assert attempt(reader, name, target) is None


def test_a_child_that_aborts_ends_by_its_own_signal(reader: ProcessReader, target: Path) -> None:
    assert attempt(reader, "abort", target) == "signal 6"


DOCUMENTS = {
    "a.txt": TEXT.encode(),
    "old.txt": "Цапля стоит в мелкой воде и ждёт, пока рыба не подойдёт близко.".encode("cp1251"),
    "a.md": f"# Heron\n\n{TEXT}\n".encode(),
    "a.html": f"<!doctype html><html><body><article><p>{TEXT * 5}</p></article></body></html>".encode(),
    "a.docx": docx(paragraph(TEXT)),
    "a.pdf": pdf([[TEXT]]),
    "broken.pdf": pdf([[TEXT]]).replace(b"startxref", b"startxxxx"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_read_as_ever(readers: dict[str, ProcessReader], tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(DOCUMENTS[name])

    document = document_of(readers[""], path)

    assert document == readers[NEITHER].read(path)
    assert document.language in {"en", "ru"}


@pytest.mark.parametrize(
    ("left_open", "gate"),
    [(LANDLOCK, "seccomp"), (SECCOMP, "landlock"), (NEITHER, "")],
)
def test_a_gate_that_does_not_close_is_told_once_and_reading_goes_on(
    gates: list[str], target: Path, caplog: pytest.LogCaptureFixture, left_open: str, gate: str
) -> None:
    told = gate if gate in gates else "its limits alone"

    with (
        caplog.at_level(logging.INFO),
        closing(ProcessReader([*CHILD, *left_open.split()], Limits(files_a_child=1))) as reader,
    ):
        for _ in range(2):
            assert document_of(reader, target).text == TEXT

    assert caplog.messages == [f"the reading child is confined by {told}"]
