"""Search quality on every English set: together, words and meaning must not fall below the better of the two.

    python tests/benchmarks/retrieval.py [SET_FOLDER ...]

Each set goes through `evaluate`, that is through the catalogue, index and search that users have.
Exit code 1 when a bar is missed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETS = ROOT.parent / "shared" / "data" / "retrieval"
ENGLISH = ("cacm", "codesearch-py", "covidqa-long", "cranfield", "med")
MODES = {"hybrid": (), "words": ("--words",), "meaning": ("--meaning",)}
BAR = 1.0
"""nDCG@10 of the hybrid search against the better of words and meaning."""


def main() -> int:
    """Evaluate, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure search quality by word, by meaning and by both.")
    parser.add_argument("folders", nargs="*", type=Path, default=[SETS / name for name in ENGLISH])
    folders = [folder.resolve() for folder in parser.parse_args().folders if folder.is_dir()]
    if not folders:
        sys.exit("there is no set to measure")
    missed = 0
    print(f"{'nDCG@10':<16}{''.join(f'{mode:>9}' for mode in MODES)}{'ratio':>9}{'p95 ms':>9}")
    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as data:
        for folder in folders:
            measured = {mode: _evaluate(folder, options, data) for mode, options in MODES.items()}
            quality = {mode: answer["nDCG@10"] for mode, answer in measured.items()}
            ratio = quality["hybrid"] / max(quality["words"], quality["meaning"])
            missed += ratio < BAR
            figures = "".join(f"{quality[mode]:>9.4f}" for mode in MODES)
            verdict = "" if ratio >= BAR else "  MISSED"
            print(f"{folder.name:<16}{figures}{ratio:>9.3f}{measured['hybrid']['p95_ms']:>9.1f}{verdict}")
    return 1 if missed else 0


def _evaluate(folder: Path, options: tuple[str, ...], data: str) -> dict[str, float]:
    """What `evaluate` says of one set; its corpus is indexed by the first call."""
    command = [sys.executable, str(ROOT / "main.py"), "evaluate", str(folder), "--json", "--quiet", *options]
    ended = subprocess.run([*command, "--data-folder", data], stdout=subprocess.PIPE, check=True)
    answer: dict[str, float] = json.loads(ended.stdout)
    return answer


if __name__ == "__main__":
    sys.exit(main())
