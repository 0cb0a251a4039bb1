"""From the start of the process to a painted window, against a bare window with a list.

    python tests/benchmarks/window_start.py [--on-screen]

Each start is a fresh process; bare window, Clew's first start and Clew with a library take turns.
Without `--on-screen` the windows are painted into memory. Exit code 1 when the bar is missed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ROUNDS = 15
BAR = 1.5
"""Clew's start against that of the bare window, both as medians."""

BARE = "bare window with a list"


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds from the start of a process."""

    painted: float
    heard: float
    """Until a key is handled that was pressed as soon as the window was painted."""


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the window's start with that of a bare window.")
    parser.add_argument("--on-screen", action="store_true")
    if not parser.parse_args().on_screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as scratch:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's program is compiled at every start
        os.environ["PYTHONPYCACHEPREFIX"] = os.fspath(Path(scratch) / "bytecode")
        library = Path(scratch) / "library"
        _index(library)
        starts: dict[str, Callable[[int], list[str | Path]]] = {
            BARE: lambda _: _bare(),
            "Clew, first start": lambda number: _clew(Path(scratch) / f"empty-{number}"),
            "Clew, with a library": lambda _: _clew(library),
        }
        for command in starts.values():  # the first start of each compiles, and fills the system's cache
            _start(command(-1))
        taken: dict[str, list[Start]] = {name: [] for name in starts}
        for number in range(ROUNDS):
            for name, command in starts.items():
                taken[name].append(_start(command(number)))
    return _report(taken)


def _index(library: Path) -> None:
    words: list[str | Path] = ["index", ROOT / "resources" / "sample", "--quiet", "--data-folder", library]
    subprocess.run([sys.executable, ROOT / "main.py", *words], stdout=subprocess.DEVNULL, check=True)


def _bare() -> list[str | Path]:
    return [HERE / "window_start_peer.py"]


def _clew(data: Path) -> list[str | Path]:
    return [HERE / "window_start_clew.py", "--data-folder", data]


def _start(words: Sequence[str | Path]) -> Start:
    command: list[str | Path] = [sys.executable, *words]
    started = time.monotonic_ns()
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    painted, heard = map(int, ended.stdout.split())
    return Start((painted - started) / 1e6, (heard - started) / 1e6)


def _report(taken: dict[str, list[Start]]) -> int:
    bare = statistics.median(start.painted for start in taken[BARE])
    missed = False
    print(f"{'milliseconds':<24}{'painted':>8}{'least':>8}{'most':>8}{'key heard':>11}{'painted, ratio':>16}")
    for name, starts in taken.items():
        painted = [start.painted for start in starts]
        ratio = statistics.median(painted) / bare
        missed |= ratio > BAR
        verdict = "" if name is BARE else f"   bar {BAR:g}   {'reached' if ratio <= BAR else 'MISSED'}"
        figures = "".join(
            f"{value:>8.0f}" for value in (statistics.median(painted), min(painted), max(painted))
        )
        heard = statistics.median(start.heard for start in starts)
        print(f"{name:<24}{figures}{heard:>11.0f}{ratio:>16.2f}{verdict}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
