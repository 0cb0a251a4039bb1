"""Comparing a folder in which nothing changed with the catalogue, against `find` printing what is compared.

    python tests/benchmarks/startup_comparison.py [PLACE]

A library of 100,000 files is made in PLACE or found there; both take turns. Exit code 1 when the bar is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.benchmarks.made_library import make

ROOT = Path(__file__).parents[2]
FILES = 100_000
ROUNDS = 5
RATIO, EXTRA_SECONDS = 1.5, 2.0
"""The bar: so many times the time of `find`, and so much more."""


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare an unchanged folder with the catalogue.")
    parser.add_argument("place", nargs="?", type=Path)
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody's program is compiled at every start
    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as scratch:
        folder, data = make(asked.place or Path(scratch), FILES, 1)
        find: list[str | Path] = ["find", folder, "-printf", "%s %T@ %p\n"]
        clew: list[str | Path] = [
            sys.executable,
            ROOT / "main.py",
            "--data-folder",
            data,
            "--json",
            "--quiet",
            "index",
        ]
        _timed(find)
        _timed(clew)
        taken = [(_timed(find), _timed(clew)) for _ in range(ROUNDS)]
    for by_find, by_clew in taken:
        print(f"find {by_find:6.2f} s   clew index {by_clew:6.2f} s")
    peer, ours = (statistics.median(column) for column in zip(*taken, strict=True))
    bar = RATIO * peer + EXTRA_SECONDS
    print(
        f"medians: find {peer:.2f} s, Clew {ours:.2f} s, bar {bar:.2f} s{'' if ours <= bar else '  MISSED'}"
    )
    return int(ours > bar)


def _timed(command: Sequence[str | Path]) -> float:
    """Seconds that it takes; the library must find nothing to do."""
    started = time.perf_counter()
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seconds = time.perf_counter() - started
    if command[0] == sys.executable:
        answer = json.loads(ran.stdout)
        if (answer["seen"], answer["read"]) != (FILES, 0):
            raise SystemExit(f"something was to be done: {answer}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
