"""Search quality on judged sets, against BM25 and against the encoder alone in full precision.

    python tests/benchmarks/retrieval.py [SET_FOLDER ...] --peer-python PYTHON [--work FOLDER]

Each set goes through `evaluate`, that is through the catalogue, index and search that users have; by words and by
meaning alone, too. The peers (`retrieval_peer.py`) are the best of bm25s' variants, stemmed, over documents and over
stretches of text, in PYTHON, which has bm25s and PyStemmer; and the float32 twin of the encoder, which
`packaging/encoder/build.py` leaves in its working folder. Without a peer the ratio is to our own retrievals alone,
and is said to be. Exit code 1 when a bar is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parents[2]
SETS = ROOT.parent / "shared" / "data" / "retrieval"
NAMES = ("cacm", "codesearch-py", "covidqa-long", "cranfield", "med", "faquad-pt", "jaquad-ja")
TWIN = ROOT / "build" / "encoder" / "twin.onnx"
TOKENIZER = ROOT / "resources" / "encoder" / "tokenizer.json"
PEER = Path(__file__).with_name("retrieval_peer.py")
MODES = {"hybrid": (), "words": ("--words",), "meaning": ("--meaning",)}
BAR, MEAN_BAR, OTHER_BAR = 1.01, 1.06, 1.0
"""nDCG@10 against the better peer: on each English set, on average over them, and on sets in other languages."""
OTHERS = ("-pt", "-ja")


def main() -> int:
    """Evaluate, print the table, and return the exit code."""
    arguments = _arguments()
    folders = [folder.resolve() for folder in arguments.folders if folder.is_dir()]
    if not folders:
        sys.exit("there is no set to measure")
    missed, english = 0, list[float]()
    print(
        f"{'nDCG@10':<16}{''.join(f'{mode:>9}' for mode in MODES)}{'bm25':>9}{'float32':>9}{'ratio':>9}{'p95 ms':>9}"
    )
    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as made:
        for folder in folders:
            measured = {
                mode: _evaluate(folder, options, arguments.work or made) for mode, options in MODES.items()
            }
            quality = {mode: answer["nDCG@10"] for mode, answer in measured.items()}
            is_english = not folder.name.endswith(OTHERS)
            bm25 = _bm25(folder, arguments.peer_python)
            full = _float32(folder) if is_english else None
            peers = [peer for peer in (bm25, full) if peer is not None]
            ratio = quality["hybrid"] / max(peers or [quality["words"], quality["meaning"]])
            if is_english:
                english.append(ratio)
            fails = ratio < (BAR if is_english else OTHER_BAR)
            missed += fails
            figures = "".join(f"{quality[mode]:>9.4f}" for mode in MODES)
            compared = "".join(f"{'-' if peer is None else f'{peer:.4f}':>9}" for peer in (bm25, full))
            verdict = "  MISSED" if fails else ""
            print(
                f"{folder.name:<16}{figures}{compared}{ratio:>9.3f}{measured['hybrid']['p95_ms']:>9.1f}{verdict}",
                flush=True,
            )
    if english:
        missed += fmean(english) < MEAN_BAR
        print(f"mean ratio on English sets {fmean(english):.3f} (bar {MEAN_BAR})")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure search quality against BM25 and the encoder alone.")
    parser.add_argument("folders", nargs="*", type=Path, default=[SETS / name for name in NAMES])
    parser.add_argument("--peer-python", help="a Python with bm25s and PyStemmer")
    parser.add_argument("--work", help="keep the libraries here, to be found by the next run")
    return parser.parse_args()


def _evaluate(folder: Path, options: tuple[str, ...], data: str) -> dict[str, float]:
    """What `evaluate` says of one set; its corpus is indexed by the first call."""
    command = [sys.executable, str(ROOT / "main.py"), "evaluate", str(folder), "--json", "--quiet", *options]
    ended = subprocess.run([*command, "--data-folder", data], stdout=subprocess.PIPE, check=True)
    answer: dict[str, float] = json.loads(ended.stdout)
    return answer


def _bm25(folder: Path, python: str | None) -> float | None:
    return _best([python, str(PEER), "bm25", str(folder)]) if python else None


def _float32(folder: Path) -> float | None:
    if not TWIN.exists():
        return None
    return _best([sys.executable, str(PEER), "encoder", str(folder), str(TWIN), str(TOKENIZER)])


def _best(command: list[str]) -> float:
    """The best that a peer reached in any of its ways."""
    plain = {**os.environ, "OMP_NUM_THREADS": "2"}
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=plain)
    found: dict[str, float] = json.loads(ended.stdout)
    return max(found.values())


if __name__ == "__main__":
    sys.exit(main())
