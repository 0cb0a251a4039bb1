"""Every file of a messy folder: what becomes of it, and whether other readers open what we call damaged.

    python -m venv PEERS && PEERS/bin/pip install python-docx python-pptx openpyxl pypdf odfpy ebooklib
    python tests/benchmarks/reading.py --peer-python PEERS/bin/python [FOLDER]

Files are read as the indexer reads them, in a child process under limits. A file that ended its child
or kept it too long counts as a fault. Where we call a file damaged, the usual library for its kind is
asked; and where we call one empty, whether that library finds words in it. Exit code 1 when a bar is
missed.
"""

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from app.domain.document import Document  # noqa: E402  # the path comes first
from app.domain.errors import Reason, Unreadable  # noqa: E402
from app.places import reader_command  # noqa: E402
from app.reading.process.sandbox import ProcessReader  # noqa: E402
from tests.benchmarks.asked import Asked  # noqa: E402

FILES = ROOT.parent / "shared" / "data" / "files"
ASKED = frozenset({".docx", ".pptx", ".xlsx", ".pdf", ".odt", ".odp", ".ods", ".epub"})
"""Suffixes that the peers know."""
FAULTS = (Reason.CRASHED, Reason.TIMED_OUT, Reason.OUT_OF_MEMORY)
DAMAGED_BAR = 0.02
"""Share of the files of these kinds that we call damaged and a peer opens."""


@dataclass
class Outcomes:
    """What became of the files."""

    counts: Counter[str] = field(default_factory=Counter)
    refused: dict[str, list[Path]] = field(default_factory=dict)
    members: int = 0
    slowest: tuple[float, Path] = (0.0, Path())

    def refuse(self, path: Path, reason: Reason) -> None:
        """Note why a file was not read."""
        self.counts[reason] += 1
        self.refused.setdefault(reason, []).append(path)

    def asked(self, reason: Reason) -> list[Path]:
        """Files refused for *reason* that a peer can be asked about."""
        return [path for path in self.refused.get(reason, []) if path.suffix.lower() in ASKED]


def main() -> int:
    """Read, ask, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Count what becomes of every file of a folder.")
    parser.add_argument("folder", nargs="?", type=Path, default=FILES)
    parser.add_argument("--peer-python", required=True, help="python of an environment with the peers")
    arguments = parser.parse_args()
    paths = sorted(path for path in arguments.folder.rglob("*") if path.is_file())
    if not paths:
        sys.exit(f"there are no files in {arguments.folder}")
    started = time.perf_counter()
    outcomes = _read(paths)
    seconds = time.perf_counter() - started
    with Asked([arguments.peer_python, Path(__file__).with_name("reading_peer.py")]) as peer:
        opened = [path for path in outcomes.asked(Reason.DAMAGED) if peer.ask(path=str(path))["opened"]]
        worded = [path for path in outcomes.asked(Reason.EMPTY) if peer.ask(path=str(path))["words"]]
    claimed = sum(path.suffix.lower() in ASKED for path in paths)
    print(f"{len(paths)} files in {seconds:.1f} s; the slowest took {outcomes.slowest[0]:.1f} s")
    for what, count in outcomes.counts.most_common():
        print(f"  {what:<24}{count:>6}")
    print(f"  {'documents inside files':<24}{outcomes.members:>6}")
    for sentence, found in (
        ("called damaged, but a peer opens", opened),
        ("called empty, but a peer finds words", worded),
    ):
        for path in found:
            print(f"{sentence}: {path.relative_to(arguments.folder)}")
    return _report(opened, claimed, outcomes)


def _report(opened: list[Path], claimed: int, outcomes: Outcomes) -> int:
    faults = sum(outcomes.counts[reason] for reason in FAULTS)
    bars = [
        ("share called damaged wrongly", len(opened) / (claimed or 1), DAMAGED_BAR),
        ("children ended by a file", faults, 0),
    ]
    for what, value, bar in bars:
        print(f"{what:<30}{value:>8.3f}   bar {bar:<6g}{'reached' if value <= bar else 'MISSED'}")
    return 0 if all(value <= bar for _, value, bar in bars) else 1


def _read(paths: list[Path]) -> Outcomes:
    outcomes = Outcomes()
    reader = ProcessReader(reader_command())
    for path in paths:
        started = time.perf_counter()
        try:
            found = reader.read(path)
            if not isinstance(found, Document):
                outcomes.members += sum(1 for _ in found)
            outcomes.counts["read"] += 1
        except Unreadable as error:
            outcomes.refuse(path, error.reason)
        outcomes.slowest = max(outcomes.slowest, (time.perf_counter() - started, path))
    reader.close()
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
