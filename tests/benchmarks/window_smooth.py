"""Does the window stay smooth while a folder is indexed, and are hits there as soon as the last key is pressed?

    python tests/benchmarks/window_smooth.py [FOLDER] [--busy-seconds N] [--library DIR] [--on-screen]

A folder is added with clicks to an empty library; while it is indexed, queries are typed letter by
letter. A timer that wants to fire every millisecond tells how long the GUI thread was away. When
all is indexed (`--library` names a library where it is), queries are typed again, and the time
from the last key to painted hits is taken. Exit code 1 when a bar is missed.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:  # the platform is chosen before Qt is loaded
    from tests.benchmarks.window_typist import Block

HOME = ROOT.parent / "shared" / "data" / "home"
LONGEST_BAR_MS, P99_BAR_MS, HITS_BAR_MS = 50.0, 16.0, 150.0
PERCENT_99, PERCENT_95 = 98, 94
"""Places among the 99 cuts of `statistics.quantiles`."""


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure how smooth the window is.")
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    parser.add_argument("--busy-seconds", type=float, default=180.0, help="type so long while indexing")
    parser.add_argument("--library", type=Path, help="where the folder is indexed already; it is not changed")
    parser.add_argument("--on-screen", action="store_true")
    chosen = parser.parse_args()
    folder = chosen.folder.resolve()
    if not folder.is_dir():
        sys.exit(f"there is no folder {folder}")
    if not chosen.on_screen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_LOGGING_RULES"] = "default.warning=false"  # without a screen, sizes are complained of
    from tests.benchmarks.window_typist import measure_blocks, measure_hits

    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as scratch:
        library = Path(scratch) / "library"
        blocks = measure_blocks(library, folder, chosen.busy_seconds, settle=chosen.library is None)
        if chosen.library is not None:
            library = Path(shutil.copytree(chosen.library, Path(scratch) / "indexed"))
        return _report(blocks, measure_hits(library))


def _report(blocks: Sequence["Block"], hits: Sequence[float]) -> int:
    """The hits in milliseconds."""
    lengths = sorted((block.length for block in blocks), reverse=True)
    share = statistics.quantiles(lengths, n=100)[PERCENT_99]
    slow_hits = statistics.quantiles(hits, n=100, method="inclusive")[PERCENT_95]
    worst = ", ".join(f"{length:.0f}" for length in lengths[:8])
    work = max(block.work for block in blocks)
    print(f"the timer fired {len(blocks):,} times; longest blocks {worst} ms")
    print(f"the GUI thread itself was at work for {work:.0f} ms at most; the rest is the machine's")
    print(f"{len(hits)} queries; hits after {min(hits):.0f} to {max(hits):.0f} ms")
    bars = [
        ("longest block while indexing, ms", lengths[0], LONGEST_BAR_MS),
        ("p99 of blocks while indexing, ms", share, P99_BAR_MS),
        ("last key to hits, median, ms", statistics.median(hits), HITS_BAR_MS),
        ("last key to hits, p95, ms", slow_hits, HITS_BAR_MS),
    ]
    for what, value, bar in bars:
        print(f"{what:<34}{value:>10.1f}   bar {bar:<7g}{'reached' if value <= bar else 'MISSED'}")
    return 0 if all(value <= bar for _, value, bar in bars) else 1


if __name__ == "__main__":
    sys.exit(main())
