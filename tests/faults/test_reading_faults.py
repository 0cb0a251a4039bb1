"""Whatever a file does to the child that reads it, it costs one answer, and the next file is read."""

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from app.domain.errors import Reason, Unreadable
from app.reading.process.channel import Channel, PathChannel, start_child
from app.reading.process.kept_child import ReaderBroken
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from tests.reading import document_of
from tests.unit.reading.files import docx, paragraph, pdf

CHILD = [sys.executable, str(Path(__file__).parent.parent / "data" / "misbehaving_child.py")]
QUICK = Limits(seconds=1.0)
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")

Start = Callable[[Sequence[str]], Channel]


@pytest.fixture(params=[start_child, PathChannel], ids=["by descriptor", "by path"])
def start(request: pytest.FixtureRequest) -> Start:
    chosen: Start = request.param
    return chosen


@pytest.fixture
def reader(start: Start) -> Iterator[ProcessReader]:
    reader = ProcessReader(CHILD, QUICK, start)
    yield reader
    reader.close()
    assert children() == []


def children() -> list[int]:
    return [process.pid for process in psutil.Process().children()]


def write(folder: Path, name: str, content: bytes | str = "The heron waits.") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def failure(reader: ProcessReader, path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reader.read(path)
    return caught.value


def reads_on(reader: ProcessReader, folder: Path) -> bool:
    return document_of(reader, write(folder, "good.txt")).text == "The heron waits."


def test_a_child_that_hangs_is_replaced(reader: ProcessReader, tmp_path: Path) -> None:
    error = failure(reader, write(tmp_path, "hang.txt"))

    assert (error.reason, error.detail) == (Reason.TIMED_OUT, "1 s")
    assert children() == []
    assert reads_on(reader, tmp_path)


@pytest.mark.parametrize(("name", "detail"), [("crash.txt", "signal 9"), ("leave.txt", "exit status 3")])
def test_a_child_that_dies_is_replaced(reader: ProcessReader, tmp_path: Path, name: str, detail: str) -> None:
    error = failure(reader, write(tmp_path, name))

    assert (error.reason, error.detail) == (Reason.CRASHED, detail)
    assert reads_on(reader, tmp_path)


def test_a_child_that_ended_while_idle_costs_nothing(reader: ProcessReader, tmp_path: Path) -> None:
    reads_on(reader, tmp_path)
    (child,) = psutil.Process().children()
    child.kill()
    psutil.wait_procs([child], timeout=10)

    assert reads_on(reader, tmp_path)


@linux
def test_a_file_that_takes_all_memory_is_out_of_memory(start: Start, tmp_path: Path) -> None:
    reader = ProcessReader(CHILD, Limits(memory=700 * 1024 * 1024), start)

    error = failure(reader, write(tmp_path, "memory.txt"))

    assert error.reason is Reason.OUT_OF_MEMORY
    assert children() == []
    assert reads_on(reader, tmp_path)
    reader.close()


@pytest.mark.parametrize("text", ["garbage", "wrong", "riddle"])
def test_an_answer_that_is_none_is_a_crash(reader: ProcessReader, tmp_path: Path, text: str) -> None:
    assert failure(reader, write(tmp_path, "a.txt", text)).reason is Reason.CRASHED
    assert reads_on(reader, tmp_path)


def test_what_libraries_print_does_not_disturb(reader: ProcessReader, tmp_path: Path) -> None:
    assert document_of(reader, write(tmp_path, "noise.txt")).text == "The heron waits."
    assert reads_on(reader, tmp_path)


def test_an_error_in_our_own_code_is_logged_without_its_message(
    reader: ProcessReader, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        error = failure(reader, write(tmp_path, "fault.txt"))

    assert error.reason is Reason.CRASHED
    assert "LookupError at misbehaving_child.py" in caplog.text
    assert "heron" not in caplog.text
    assert reads_on(reader, tmp_path)


def test_a_child_is_renewed_after_so_many_files(start: Start, tmp_path: Path) -> None:
    reader = ProcessReader(CHILD, Limits(files_a_child=2), start)
    path = write(tmp_path, "a.txt")
    seen = []

    for _ in range(4):
        reader.read(path)
        seen.append(children())

    assert seen[0]
    assert seen[1] == []
    assert seen[2] != seen[0]
    reader.close()


def test_a_child_that_has_grown_is_renewed(start: Start, tmp_path: Path) -> None:
    reader = ProcessReader(CHILD, Limits(kept_memory=1024), start)

    reader.read(write(tmp_path, "a.txt"))

    assert children() == []


def test_a_child_that_never_starts_is_no_files_fault(start: Start, tmp_path: Path) -> None:
    python = [sys.executable, "-c"]

    for command in ([*python, "raise SystemExit(5)"], [*python, "print('hello')"], ["no such program"]):
        reader = ProcessReader(command, QUICK, start)

        with pytest.raises(ReaderBroken):
            reader.read(write(tmp_path, "a.txt"))
        assert children() == []


def test_reading_leaves_no_descriptor_open(start: Start, tmp_path: Path) -> None:
    us = psutil.Process()
    names = ("good.txt", "hang.txt", "crash.txt", "missing.txt")
    paths = [write(tmp_path, name) for name in names[:3]] + [tmp_path / names[3]]
    before = us.num_fds() if sys.platform != "win32" else us.num_handles()

    for _ in range(2):
        reader = ProcessReader(CHILD, Limits(seconds=0.3), start)
        for path in paths:
            try:
                reader.read(path)
            except Unreadable:
                continue
        reader.close()

    assert (us.num_fds() if sys.platform != "win32" else us.num_handles()) == before


def test_an_interruption_leaves_no_answer_behind(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Channel] = []

    def starting(command: Sequence[str]) -> Channel:
        started.append(start(command))
        return started[-1]

    reader = ProcessReader(CHILD, QUICK, starting)
    reads_on(reader, tmp_path)
    (child,) = started
    ask = child.ask

    def interrupted(*arguments: object) -> None:
        ask(*arguments)  # type: ignore[arg-type]  # passed on as they come
        raise KeyboardInterrupt

    monkeypatch.setattr(child, "ask", interrupted)
    with pytest.raises(KeyboardInterrupt):
        reader.read(write(tmp_path, "other.txt", "Another text."))

    assert children() == []
    assert reads_on(reader, tmp_path)
    reader.close()


ORPHANING = """
import os, sys
from pathlib import Path
import psutil
from app.reading.process import channel
from app.reading.process import limits
from app.reading.process import sandbox
sandbox.ALARM_MARGIN = 0
reader = sandbox.ProcessReader(sys.argv[3:], limits.Limits(seconds=1.0))
reader.read(Path(sys.argv[1]))
print(psutil.Process().children()[0].pid, flush=True)
channel.DescriptorChannel._receive = lambda *_: os._exit(0)
reader.read(Path(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="an alarm of the kernel is needed")
@pytest.mark.parametrize("name", ["other.txt", "hang.txt"])
def test_no_child_outlives_its_parent_for_long(tmp_path: Path, name: str) -> None:
    paths = [str(write(tmp_path, "good.txt")), str(write(tmp_path, name))]
    parent = subprocess.run(
        [sys.executable, "-c", ORPHANING, *paths, *CHILD], capture_output=True, check=True, timeout=60
    )
    child = int(parent.stdout)

    deadline = time.monotonic() + 20
    while runs(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def runs(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_closing_ends_the_child(start: Start, tmp_path: Path) -> None:
    reader = ProcessReader(CHILD, QUICK, start)
    reads_on(reader, tmp_path)
    (child,) = children()

    reader.close()

    assert not psutil.pid_exists(child)


# Damaged files, through the real reader.

BROKEN: dict[str, tuple[Callable[[], bytes], Reason]] = {
    "cut.docx": (lambda: docx(paragraph("Text."))[:400], Reason.DAMAGED),
    "cut.pdf": (lambda: pdf([["The heron waits."]])[:200], Reason.DAMAGED),
    "noise.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, Reason.DAMAGED),
    "program.exe": (lambda: b"MZ" + bytes(range(256)) * 40, Reason.UNKNOWN_KIND),
}


@pytest.fixture(scope="module")
def patient_reader() -> Iterator[ProcessReader]:
    reader = ProcessReader(CHILD)
    yield reader
    reader.close()


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_has_a_reason(patient_reader: ProcessReader, tmp_path: Path, name: str) -> None:
    make, reason = BROKEN[name]

    assert failure(patient_reader, write(tmp_path, name, make())).reason is reason
    assert reads_on(patient_reader, tmp_path)


def test_a_very_large_text_is_read_up_to_the_limit(patient_reader: ProcessReader, tmp_path: Path) -> None:
    line = b"The heron waits in shallow water until a fish comes near enough.\n"

    document = document_of(patient_reader, write(tmp_path, "large.txt", line * 200_000))

    assert 9_900_000 <= len(document.text) <= 10_000_000
    assert document.left_out == "text after the first 10,000,000 characters"
