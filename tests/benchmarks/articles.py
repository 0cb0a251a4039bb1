"""The text of web pages: how well and how fast it is found, against trafilatura.

    python -m venv PEERS && PEERS/bin/pip install trafilatura
    python tests/benchmarks/articles.py --peer-python PEERS/bin/python [FOLDER]

FOLDER holds pages and `ground-truth.json`, the articles in them as marked by hand. Each side lives in
a process of its own and gets the same bytes; they take turns at a few pages each, so that a busy
minute of the machine hits both alike. Processor time counts; the first round warms up and does not.

Quality is the F1 of words, each as often as it stands there, averaged over pages. The F1 of runs of
four words, from mean precision and recall, is what the set's authors report. Exit code 1 when a bar
is missed.
"""

import argparse
import json
import re
import statistics
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.asked import Asked  # noqa: E402  # the path comes first

ARTICLES = ROOT.parent / "shared" / "data" / "files" / "html-articles"
ROUNDS = 5
TURN = 20
"""Pages of one turn."""
RUN = 4
"""Words of a shingle."""
QUALITY_BAR = 0.95
"""F1 of words against trafilatura's."""
SPEED_BAR = 10.0
"""Times trafilatura's speed."""


@dataclass
class Side:
    """One way of reading, and what it made of the pages."""

    name: str
    child: Asked
    seconds: list[float] = field(default_factory=list)
    """Of all pages, for each round."""
    texts: list[str] = field(default_factory=list)


def main() -> int:
    """Measure, print the table, and return the exit code."""
    arguments = _arguments()
    truth: dict[str, dict[str, str]] = json.loads(
        (arguments.folder / "ground-truth.json").read_text(encoding="utf-8")
    )
    pages = {arguments.folder / f"{name}.html": said["articleBody"] for name, said in truth.items()}
    peer = Path(__file__).with_name("articles_peer.py")
    with (
        Asked([sys.executable, peer, "ours"]) as ours,
        Asked([arguments.peer_python, peer, "peer"]) as theirs,
    ):
        sides = (Side("Clew", ours), Side("trafilatura", theirs))
        for number in range(ROUNDS + 1):
            _round(sides, list(pages), warm_up=number == 0)
    return _report(sides, pages)


def _round(sides: tuple[Side, Side], pages: Sequence[Path], *, warm_up: bool) -> None:
    taken = [0.0, 0.0]
    for start in range(0, len(pages), TURN):
        turn = [str(page) for page in pages[start : start + TURN]]
        for number, side in enumerate(sides):
            answer = side.child.ask(pages=turn, texts=warm_up)
            taken[number] += answer["seconds"]
            side.texts += answer["texts"]
    if not warm_up:
        for side, seconds in zip(sides, taken, strict=True):
            side.seconds.append(seconds)


def _report(sides: tuple[Side, Side], pages: Mapping[Path, str]) -> int:
    qualities = []
    print(f"{'':<14}{'F1, words':>11}{'F1, 4 words':>13}{'ms a page':>11}{'least':>8}{'most':>8}")
    for side in sides:
        quality = _mean_f1(side.texts, pages.values())
        qualities.append(quality)
        times = [1000 * seconds / len(pages) for seconds in side.seconds]
        runs = _shingle_f1(side.texts, pages.values())
        print(
            f"{side.name:<14}{quality:>11.4f}{runs:>13.4f}{statistics.median(times):>11.2f}"
            f"{min(times):>8.2f}{max(times):>8.2f}"
        )
    ours, theirs = sides
    speed = statistics.median(slow / fast for fast, slow in zip(ours.seconds, theirs.seconds, strict=True))
    bars = [
        ("times its F1 of words", qualities[0] / qualities[1], QUALITY_BAR),
        ("times its speed", speed, SPEED_BAR),
    ]
    for what, value, bar in bars:
        print(f"{what:<25}{value:>11.3f}   bar {bar:<6g}{'reached' if value >= bar else 'MISSED'}")
    return 0 if all(value >= bar for _, value, bar in bars) else 1


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _mean_f1(found: Iterable[str], wanted: Iterable[str]) -> float:
    scores = []
    for text, truth in zip(found, wanted, strict=True):
        precision, recall = _precision_and_recall(_words(text), _words(truth))
        scores.append(2 * precision * recall / ((precision + recall) or 1))
    return statistics.fmean(scores)


def _shingle_f1(found: Iterable[str], wanted: Iterable[str]) -> float:
    scored = [
        _precision_and_recall(_runs(_words(text)), _runs(_words(truth)))
        for text, truth in zip(found, wanted, strict=True)
    ]
    precision, recall = map(statistics.fmean, zip(*scored, strict=True))
    return 2 * precision * recall / (precision + recall)


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]


def _precision_and_recall(found: Iterable[Hashable], wanted: Iterable[Hashable]) -> tuple[float, float]:
    have, want = Counter(found), Counter(wanted)
    common = (have & want).total()
    return common / (have.total() or 1), common / (want.total() or 1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the text we find in web pages with trafilatura's.")
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--peer-python", required=True, help="python of an environment with trafilatura")
    arguments = parser.parse_args()
    if not (arguments.folder / "ground-truth.json").is_file():
        sys.exit(f"there is no ground-truth.json in {arguments.folder}")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
