"""Whether a strong band can be believed: rarely shown for nonsense, mostly for what is relevant.

    python tests/benchmarks/confidence.py [SET_FOLDER ...] [--data-folder DIR]

Each set becomes a library (through `evaluate`), which is asked a hundred nonsense queries, a hundred
queries of the other sets, and its own judged queries. Exit code 1 when a bar is missed. A data folder
that is named is kept, so that a second run need not index again.
"""

import argparse
import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from app.domain.hit import Confidence  # noqa: E402  # found beside the tests
from app.domain.query import Mode, Query  # noqa: E402
from app.library.evaluate import JudgedSet, evaluate, load_set  # noqa: E402
from app.library.library import Library, ignore  # noqa: E402
from app.places import Places  # noqa: E402

SETS = ROOT.parent / "shared" / "data" / "retrieval"
FALSE_BAR, STRONG_BAR = 0.05, 0.80
EACH = 100
"""Nonsense and off-topic queries of each kind."""
JUDGED = 250
SEED = 20_240_611
ONSETS = (*"bcdfghjklmnprstvz", "br", "cr", "dr", "fl", "gl", "pr", "qu", "sk", "st")
VOWELS = (*"aeiou", "ai", "ea", "oo")
CODAS = ("", "", *"nrslm", "ck", "nd", "st")


def main() -> int:
    """Measure, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure how far bands of confidence can be believed.")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--data-folder", type=Path)
    arguments = parser.parse_args()
    folders = arguments.folders or (sorted(SETS.iterdir()) if SETS.is_dir() else [])
    if not folders:
        sys.exit("there is no set to measure")
    sets = [load_set(folder.resolve()) for folder in folders]
    print(f"{'set':<16}{'nonsense':>10}{'off topic':>11}{'first hits':>12}{'strong':>9}{'possible':>10}")
    missed = 0
    with ExitStack() as opened:
        data = arguments.data_folder or Path(
            opened.enter_context(tempfile.TemporaryDirectory(prefix="clew-confidence-"))
        )
        for judged in sets:
            others = [other for other in sets if other is not judged]
            missed += _measure(judged, others, data.resolve())
    return 1 if missed else 0


def _measure(judged: JudgedSet, others: Sequence[JudgedSet], data: Path) -> bool:
    """Print the line of one set; whether it misses a bar."""
    evaluate(judged, data, Mode.HYBRID, ignore)
    name = hashlib.blake2b((judged.folder / "corpus.jsonl").read_bytes(), digest_size=8).hexdigest()
    chance = random.Random(SEED)  # noqa: S311  # the same queries each time
    with Library(Places(data / "evaluations" / name)) as library:
        ids = {one.id: one.file.location.path.decode() for one in library.catalogue.documents.stored(0)}

        def bands(queries: Sequence[str]) -> list[Confidence | None]:
            return [library.searcher.judged(Query(query)) for query in queries]

        nonsense = bands([_nonsense(chance) for _ in range(EACH)])
        foreign = [query for other in others for query in chance.sample(sorted(other.queries.values()), 20)]
        off_topic = bands(chance.sample(foreign, min(EACH, len(foreign))))
        asked = chance.sample(sorted(judged.qrels), min(JUDGED, len(judged.qrels)))
        relevant = [
            judged.queries[query]
            for query in asked
            if (best := library.searcher.rank(Query(judged.queries[query]), 1))
            and judged.qrels[query].get(ids[best[0][0]], 0) > 0
        ]
        right = bands(relevant)
    false = [_share(found, Confidence.STRONG) for found in (nonsense, off_topic)]
    strong, possible = _share(right, Confidence.STRONG), _share(right, Confidence.POSSIBLE)
    is_missed = sum(false) / 2 > FALSE_BAR or strong < STRONG_BAR
    print(
        f"{judged.folder.name:<16}{false[0]:>10.3f}{false[1]:>11.3f}{len(right):>12}{strong:>9.3f}{possible:>10.3f}"
        f"{'  MISSED' if is_missed else ''}",
        flush=True,
    )
    return is_missed


def _share(found: Sequence[Confidence | None], band: Confidence) -> float:
    return sum(one is band for one in found) / len(found) if found else 0.0


def _nonsense(chance: random.Random) -> str:
    """One to six words that can be pronounced, now and then as a question."""
    words = list(_words(chance, chance.choice((1, 2, 3, 4, 6))))
    return " ".join(["what", "is", "the", *words] if chance.random() < 0.3 else words)


def _words(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        syllables = range(chance.randint(1, 3))
        yield "".join(chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in syllables)


if __name__ == "__main__":
    sys.exit(main())
