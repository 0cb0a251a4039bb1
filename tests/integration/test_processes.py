"""Watching, being interrupted, being killed: one writer at a time, and nothing of it left behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.integration.program import Program, wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")

WORDS = (
    "harbour",
    "lantern",
    "orchard",
    "violin",
    "glacier",
    "pepper",
    "window",
    "saddle",
    "thunder",
    "velvet",
)
FILES = 260
"""Two batches for the encoder, and a little more."""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder that keeps the encoder busy for some batches."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(FILES):
        told = " ".join(WORDS[(number * step + step) % 10] for step in range(1, 15))
        (folder / f"{number}.txt").write_text(f"Entry {number} of the archive: {told}.")
        os.utime(folder / f"{number}.txt", (1_700_000_000 + number, 1_700_000_000 + number))
    return folder


def wait_for_output(process: subprocess.Popen[bytes], text: bytes) -> None:
    """Read what *process* tells on standard error until *text* is in it."""
    assert process.stderr is not None
    told = b""
    while text not in told:
        piece = os.read(process.stderr.fileno(), 4096)
        assert piece, told
        told += piece


def hits(program: Program) -> object:
    return program.ask("search", "a velvet saddle, and a musical instrument on the ice", "--limit", "100")[
        "hits"
    ]


def test_a_watched_folder_is_followed_until_the_watch_is_ended(library: Program, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    library.run("add", inbox)
    with library.started("watch", "--json", "--quiet") as watching:
        holder = library.data / "writer.holder"
        wait_until(lambda: holder.exists() and str(watching.pid) in holder.read_text(), "the writer's lock")
        refused = library.run("watch", status=2)
        assert f"process {watching.pid}" in refused.stderr

        (inbox / "note.txt").write_text("The salamander lives under the third stone of the wall.")
        wait_until(lambda: library.found("salamander", "--words") == [inbox / "note.txt"], "the new file")
        wait_until(lambda: library.ask("status")["waiting"] == 0, "its vector")
        assert library.found("an amphibian hidden in masonry", "--meaning")[0] == inbox / "note.txt"

        busy = library.run("search", "salamander", "--words", "--in", inbox)
        assert f"process {watching.pid}" in busy.stderr

        (inbox / "note.txt").unlink()
        wait_until(lambda: library.found("salamander", "--words") == [], "that the file is gone")

        watching.send_signal(signal.SIGINT)
        stdout, stderr = watching.communicate(timeout=60)
    assert (watching.returncode, stdout, stderr) == (0, b'{"ok": true}\n', b"")
    assert library.ask("index")["read"] == 0


def test_a_killed_and_interrupted_index_ends_as_an_undisturbed_one(
    program: Program, archive: Path, tmp_path: Path
) -> None:
    disturbed = Program(tmp_path / "disturbed")
    with disturbed.started("index", archive) as process:
        wait_for_output(process, b"Encoding")
        process.kill()
    assert disturbed.ask("status")["documents"] == FILES

    with disturbed.started("index") as process:
        wait_for_output(process, b"Encoding")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 1
    assert 0 < disturbed.ask("status")["waiting"] < FILES
    assert disturbed.found("violin", "--words") != []

    settled = disturbed.ask("index")
    assert (settled["seen"], settled["read"]) == (FILES, 0)
    assert disturbed.ask("status")["waiting"] == 0
    assert program.ask("index", archive)["passages"] == FILES
    assert hits(disturbed) == hits(program)


@pytest.mark.parametrize("end", [psutil.Process.kill, psutil.Process.terminate])
def test_no_reading_process_outlives_its_parent(
    program: Program, archive: Path, end: Callable[[psutil.Process], None]
) -> None:
    with program.started("index", archive) as process:
        parent = psutil.Process(process.pid)
        wait_until(lambda: parent.children() or process.poll() is not None, "a reading process")
        readers = parent.children()
        assert readers
        end(parent)
        process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if end is psutil.Process.kill else 1)
    gone, alive = psutil.wait_procs(readers, timeout=30)
    assert alive == []
    assert len(gone) == len(readers)
    assert program.ask("status")["waiting"] >= 0


@pytest.mark.skipif(sys.platform != "linux", reason="which libraries a process has loaded is told on Linux")
def test_an_interrupt_while_it_starts_makes_no_noise(program: Program) -> None:
    # As a user has it: Python is not asked to name the file that was being imported when the interrupt came.
    environment = {**os.environ, "CLEW_DATA": os.fspath(program.data)}
    with program.started("status", env=environment) as process:
        starting = psutil.Process(process.pid)
        wait_until(
            lambda: any("numpy" in loaded.path for loaded in starting.memory_maps()), "the first library"
        )
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert stderr == b""
    assert process.returncode in (0, 1)
