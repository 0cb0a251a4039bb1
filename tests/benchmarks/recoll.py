"""Seconds until every word of a folder can be found, against Recoll's for its whole index.

    python tests/benchmarks/recoll.py [FOLDER]

`recollindex` (Debian's recollcmd) runs in its default configuration, with a home of its own. Clew's
command line runs until it says that all files are read: from then on all words are searchable. Both times are
those of a command from its start; the two take turns, each into an empty library. The memory of the
process that plans and writes is watched until then, too. Exit code 1 when a bar is missed.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
HOME = ROOT.parent / "shared" / "data" / "home"
ROUNDS = 3
SAMPLE_SECONDS = 0.02
EARLY = 0.1
"""Share of the files after which everything is loaded that reading needs."""
HEARD = 4096
"""Bytes in which the newest of many words about the progress stands."""
MEGABYTE = 1e6
TIME_BAR = 1.0
"""Our seconds against Recoll's, median of the rounds."""
MEMORY_BAR_MB = 20.0
"""Growth of our indexing process while it reads, after the first files."""

_DONE = re.compile(rb"Reading:[^|]*\|[^|]*\| (\d+)/(\d+)")
_ENCODES = b"Encoding"


@dataclass(frozen=True, slots=True)
class Words:
    """One run of ours, until the words were there."""

    seconds: float
    growth_mb: float
    """From the memory after the first files to the most that there was later."""
    peak_mb: float


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the time until words are searchable with Recoll's.")
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    folder = parser.parse_args().folder.resolve()
    if shutil.which("recollindex") is None:
        sys.exit("recollindex is not here; it is part of recollcmd")
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        path.read_bytes()  # from the disk once, for both
    ours, theirs = [], []
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as scratch:
            theirs.append(_recoll(folder, Path(scratch)))
            ours.append(_clew(folder, Path(scratch) / "library"))
    return _report(ours, theirs, len(files))


def _report(ours: list[Words], theirs: list[float], files: int) -> int:
    times = [run.seconds for run in ours]
    print(f"{files} files{'':<10}{'seconds':>9}{'least':>8}{'most':>8}{'files/s':>9}")
    for name, seconds in (("Clew, words", times), ("Recoll, all", theirs)):
        median = statistics.median(seconds)
        print(f"{name:<20}{median:>9.1f}{min(seconds):>8.1f}{max(seconds):>8.1f}{files / median:>9.0f}")
    print(f"peak memory of our indexing process, MB {max(run.peak_mb for run in ours):>8.0f}")
    ratio = statistics.median(run.seconds / other for run, other in zip(ours, theirs, strict=True))
    growth = max(run.growth_mb for run in ours)
    bars = [("times Recoll's time", ratio, TIME_BAR), ("growth of memory, MB", growth, MEMORY_BAR_MB)]
    for what, value, bar in bars:
        print(f"{what:<24}{value:>9.2f}   bar {bar:<5g}{'reached' if value <= bar else 'MISSED'}")
    return 0 if all(value <= bar for _, value, bar in bars) else 1


def _recoll(folder: Path, scratch: Path) -> float:
    """Seconds that Recoll takes for its index of *folder*."""
    settings = scratch / "recoll"
    settings.mkdir()
    (settings / "recoll.conf").write_text(f'topdirs = "{folder}"\n', encoding="utf-8")
    environment = {**os.environ, "HOME": str(scratch)}
    environment.pop("RECOLL_CONFDIR", None)
    started = time.perf_counter()
    subprocess.run(
        ["recollindex", "-c", settings],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def _clew(folder: Path, library: Path) -> Words:
    """Run our command line until the words of *folder* are searchable, and end it there."""
    command: list[str | Path] = [
        sys.executable,
        ROOT / "main.py",
        "index",
        folder,
        "--json",
        "--data-folder",
        library,
    ]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    os.set_blocking(process.stderr.fileno(), False)
    watched = psutil.Process(process.pid)
    told, early, peak = b"", 0, 0
    done = None
    while _ENCODES not in told and not (done and done[0] == done[1]):
        if process.poll() is not None:
            sys.exit(f"our indexer ended before it was ready:\n{told.decode(errors='replace')}")
        told += process.stderr.read() or b""
        memory = watched.memory_info().rss
        done = _done(told)
        if not early and done and done[0] >= EARLY * done[1]:
            early = memory
        peak = max(peak, memory)
        time.sleep(SAMPLE_SECONDS)
    seconds = time.perf_counter() - started
    process.send_signal(signal.SIGINT)
    process.communicate()
    return Words(seconds, (peak - (early or peak)) / MEGABYTE, peak / MEGABYTE)


def _done(told: bytes) -> tuple[int, int] | None:
    """How many files of how many were done when we last heard."""
    counts = _DONE.findall(told, max(0, len(told) - HEARD))
    return (int(counts[-1][0]), int(counts[-1][1])) if counts else None


if __name__ == "__main__":
    sys.exit(main())
