"""From a folder to a library: how fast, how large, and how much dearer than encoding alone.

    python tests/benchmarks/end_to_end.py [FOLDER]

The folder is indexed by the command line, as users do it, into a fresh library. Its peer encodes
the very same passages with the bare encoder and nothing else. Encoding is most of the time of
both, so they take turns at it, a few seconds each, the other one suspended: a busy minute of the
machine hits both alike. Exit code 1 when a bar is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
HOME = ROOT.parent / "shared" / "data" / "home"
TURN_SECONDS = 5.0
SAMPLE_SECONDS = 0.1
UNCHANGED_ROUNDS = 5
MEGABYTE = 1e6

RATIO_BAR = 1.18
"""Whole indexing time against encoding alone."""
MEMORY_BAR_MB = 450.0
UNCHANGED_BAR_SECONDS = 2.0
"""For a second run over a folder where nothing changed; set for some 2,400 files."""


class Runner:
    """A process that runs and rests in turns; counts the seconds that it ran, and its memory."""

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._known = psutil.Process(self._process.pid)
        self._told = b""
        self.seconds = 0.0
        self.peak_bytes = 0
        self.peak_children_bytes = 0
        os.set_blocking(_fileno(self._process.stderr), False)

    @property
    def ended(self) -> bool:
        """Whether there is nothing left to do."""
        return self._process.poll() is not None

    def run(self, seconds: float = float("inf"), until: bytes | None = None) -> None:
        """Run for a while, or to the end, or until it told *until* on standard error; then rest."""
        started = time.perf_counter()
        if not self.ended and self._known.status() == psutil.STATUS_STOPPED:
            self._known.resume()
        while not self.ended and time.perf_counter() - started < seconds:
            self._sample()
            self._told += self._process.stderr.read() or b"" if self._process.stderr else b""
            if until is not None and until in self._told:
                break
            time.sleep(SAMPLE_SECONDS if until is None else SAMPLE_SECONDS / 10)
        if not self.ended:
            self._known.suspend()
        self.seconds += time.perf_counter() - started

    def answer(self) -> dict[str, Any]:
        """What it said when it ended."""
        stdout, stderr = self._process.communicate()
        if self._process.returncode:
            sys.exit((self._told + (stderr or b"")).decode())
        parsed: dict[str, Any] = json.loads(stdout)
        return parsed

    def _sample(self) -> None:
        try:
            self.peak_bytes = max(self.peak_bytes, self._known.memory_info().rss)
            children = sum(child.memory_info().rss for child in self._known.children())
            self.peak_children_bytes = max(self.peak_children_bytes, children)
        except psutil.NoSuchProcess:
            return  # it ended, or a child of it did


@dataclass(frozen=True, slots=True)
class Measured:
    """One comparison, and the figures of its library."""

    settled: dict[str, Any]
    """What `index --json` answered."""
    seconds: float
    """The whole run of the indexer, start of the process included."""
    peer_seconds: float
    peak_mb: float
    peak_children_mb: float
    text_bytes: int
    library_bytes: int
    unchanged_seconds: float

    @property
    def ratio(self) -> float:
        """How much dearer a library is than its vectors."""
        return self.seconds / self.peer_seconds


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare indexing with encoding alone.")
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    folder = parser.parse_args().folder.resolve()
    if not folder.is_dir():
        sys.exit(f"there is no folder {folder}")
    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as scratch:
        return _report(_measure(folder, Path(scratch) / "library"))


def _measure(folder: Path, data: Path) -> Measured:
    indexer = Runner([ROOT / "main.py", "index", folder, "--json", "--data-folder", data])
    indexer.run(until=b"Encoding")
    peer = Runner([Path(__file__).with_name("end_to_end_peer.py"), data])
    peer.run(until=b"ready")
    peer.seconds = 0.0
    while not (indexer.ended and peer.ended):
        for runner in (peer, indexer):
            runner.run(TURN_SECONDS)
    return Measured(
        settled=indexer.answer(),
        seconds=indexer.seconds,
        peer_seconds=peer.seconds,
        peak_mb=indexer.peak_bytes / MEGABYTE,
        peak_children_mb=indexer.peak_children_bytes / MEGABYTE,
        text_bytes=_text_bytes(data),
        library_bytes=sum(path.stat().st_size for path in data.rglob("*") if path.is_file()),
        unchanged_seconds=statistics.median(_unchanged(data) for _ in range(UNCHANGED_ROUNDS)),
    )


def _unchanged(data: Path) -> float:
    """Seconds of another run over the folder, in which nothing changed."""
    command: list[str | Path] = [
        sys.executable,
        ROOT / "main.py",
        "index",
        "--json",
        "--quiet",
        "--data-folder",
        data,
    ]
    started = time.perf_counter()
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seconds = time.perf_counter() - started
    if json.loads(ended.stdout)["read"]:
        sys.exit("the folder changed meanwhile")
    return seconds


def _text_bytes(data: Path) -> int:
    """Bytes of all documents' text, in UTF-8, that of copies once."""
    with closing(connect(data / "catalogue.sqlite")) as catalogue:
        return sum(len(zlib.decompress(body)) for (body,) in catalogue.execute("SELECT body FROM texts"))


def _report(measured: Measured) -> int:
    settled, text = measured.settled, measured.text_bytes
    words_seconds = measured.settled["words_ready_seconds"]
    table = [
        ("files seen", settled["seen"], ""),
        ("files read", settled["read"], ""),
        ("passages", settled["passages"], ""),
        ("text", text / MEGABYTE, "MB"),
        ("words searchable after", words_seconds, "s"),
        ("meaning searchable after", measured.seconds, "s"),
        ("bare encoding", measured.peer_seconds, "s"),
        ("files a second, to words", settled["seen"] / words_seconds, ""),
        ("passages a second, overall", settled["passages"] / measured.seconds, ""),
        ("text a minute, overall", text / MEGABYTE / measured.seconds * 60, "MB"),
        ("peak memory, reading processes", measured.peak_children_mb, "MB"),
        ("library for a byte of text", measured.library_bytes / text, "bytes"),
    ]
    for what, value, unit in table:
        print(f"{what:<34}{value:>12,.{0 if isinstance(value, int) else 2}f} {unit}")
    bars = [
        ("times bare encoding", measured.ratio, RATIO_BAR),
        ("peak memory of the indexer, MB", measured.peak_mb, MEMORY_BAR_MB),
        ("second run, nothing changed, s", measured.unchanged_seconds, UNCHANGED_BAR_SECONDS),
    ]
    for what, value, bar in bars:
        print(f"{what:<34}{value:>12,.2f}   bar {bar:<7g}{'reached' if value <= bar else 'MISSED'}")
    return 0 if all(value <= bar for _, value, bar in bars) else 1


def _fileno(stream: Any) -> int:  # noqa: ANN401  # a pipe, which Popen calls optional
    descriptor: int = stream.fileno()
    return descriptor


if __name__ == "__main__":
    sys.exit(main())
