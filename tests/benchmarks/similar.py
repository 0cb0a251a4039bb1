"""Find similar against the averaged vector: `python -m tests.benchmarks.similar [SET ...]`, needs the development data.

Sets: `papers` (shared tasks), `papers-in-threes` (three papers as one document: several subjects), `news` (same
group), `articles` and `home` (a long document cut in two: does one half find the other?). For each of up to 150
documents all others are ranked by the exact comparison of passages, by the averaged vector, by our one vector,
and by these with the first 200 compared exactly. Printed are the mean reciprocal rank of the first relevant
document, precision among the first ten, how many of the exact ten are found, and ratios against the averaged vector.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.document_vector import asking_vector, chamfer, codes_of, document_vector, likeness, spread
from app.domain.passage import split
from app.domain.vectors import Vectors
from app.encoding.onnx_encoder import OnnxEncoder
from app.indexing.encode import with_context
from app.places import resources
from app.search.similar import CANDIDATES

DATA = Path(__file__).parents[3] / "shared" / "data"
QUERIES = 150
LONG = range(6_000, 60_000)
"""Characters of a document of `home` that is cut in two."""
HALVED = 90
Order = NDArray[np.int64]
"""int64[queries, documents], best first, the one that asks left out."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, and what makes others relevant to it."""

    text: str
    labels: frozenset[str]
    title: str = ""


def _rows(*names: str) -> list[dict[str, str]]:
    path = DATA.joinpath(*names)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def papers() -> list[Labelled]:
    """Papers with the tasks that they are about."""
    rows = _rows("aspects", "pwc-task-dataset", "papers.jsonl")
    return [Labelled(row["text"], frozenset(row.get("task") or ()), row["title"]) for row in rows]


def news() -> list[Labelled]:
    """Posts with their group."""
    rows = _rows("aspects", "20newsgroups-mini", "all.jsonl")
    return [Labelled(row["text"], frozenset({row["id"].split("/")[0]}), row["title"]) for row in rows]


def articles() -> list[Labelled]:
    """Halves of biomedical articles."""
    return _halves([row["text"] for row in _rows("retrieval", "covidqa-long", "corpus.jsonl")])


def home() -> list[Labelled]:
    """Halves of longer documents of a personal folder."""
    paths = sorted(
        path for path in (DATA / "home").rglob("*") if path.suffix in (".md", ".rst", ".txt", ".asc")
    )
    texts = [text for path in paths if len(text := path.read_text("utf-8", "replace")) in LONG]
    chosen = np.random.default_rng(0).permutation(len(texts))[:HALVED]
    return _halves([texts[number] for number in sorted(chosen.tolist())])


def _halves(texts: Sequence[str]) -> list[Labelled]:
    made = []
    for number, text in enumerate(texts):
        middle = text.find("\n", len(text) // 2) + 1 or len(text) // 2
        made += [Labelled(half, frozenset({str(number)})) for half in (text[:middle], text[middle:])]
    return made


SETS: dict[str, tuple[Callable[[], list[Labelled]], int]] = {
    "papers": (papers, 1),
    "papers-in-threes": (papers, 3),
    "news": (news, 1),
    "articles": (articles, 1),
    "home": (home, 1),
}
"""Name -> (documents, how many are taken as one)."""


class Encoded:
    """Documents as the vectors of their passages; what was encoded for one set is there for the next."""

    def __init__(self) -> None:
        self._encoder = OnnxEncoder(resources() / "encoder", 2)
        self._known: dict[Labelled, Vectors] = {}

    def __call__(self, documents: Sequence[Labelled]) -> list[Vectors]:
        """Encode what is new."""
        for one in documents:
            if one not in self._known:
                self._known[one] = self._encoder.encode_passages(_texts(one))
        return [self._known[one] for one in documents]

    def close(self) -> None:
        """End the encoder."""
        self._encoder.close()


def _texts(one: Labelled) -> list[str]:
    """What the encoder is given of a document."""
    segment = Segment(Place(SegmentKind.SECTION, 1, ""), 0, len(one.text))
    texts = [with_context(one.title, "", p.text) for p in split(Document(Kind.TEXT, one.text, (segment,)))]
    return [texts[number] for number in spread(len(texts))] or [one.title]


def _together(
    sets: list[Vectors], labels: list[frozenset[str]], count: int
) -> tuple[list[Vectors], list[frozenset[str]]]:
    """Every *count* documents, drawn at random, as one."""
    order = np.random.default_rng(3).permutation(len(sets)).tolist()
    groups = [order[start : start + count] for start in range(0, len(order) - count + 1, count)]
    return (
        [np.concatenate([sets[number] for number in group]) for group in groups],
        [frozenset().union(*(labels[number] for number in group)) for group in groups],
    )


def _orders(sets: list[Vectors], asking: Sequence[int]) -> dict[str, Order]:
    """Name of a way to rank -> its ranking for each document that asks."""
    dimension = sets[0].shape[1]
    codes = np.stack([np.frombuffer(codes_of(document_vector(one), dimension), np.int8) for one in sets])
    means = np.stack([one.mean(axis=0) / np.linalg.norm(one.mean(axis=0)) for one in sets])
    scores = {
        "exact": np.array([[chamfer(sets[one] @ other.T) for other in sets] for one in asking]),
        "averaged": means[list(asking)] @ means.T,
        "one vector": np.stack([likeness(asking_vector(sets[one]), codes, dimension) for one in asking]),
    }
    for own, one in enumerate(asking):
        for told in scores.values():
            told[own, one] = -np.inf
    orders = {name: np.argsort(-told, axis=1, kind="stable")[:, :-1] for name, told in scores.items()}
    for name in ("averaged", "one vector"):
        first, rest = orders[name][:, :CANDIDATES], orders[name][:, CANDIDATES:]
        told = np.take_along_axis(scores["exact"], first, axis=1)
        verified = np.take_along_axis(first, np.argsort(-told, axis=1, kind="stable"), axis=1)
        orders[f"{name}, verified"] = np.concatenate([verified, rest], axis=1)
    return orders


def _measures(order: Order, relevant: NDArray[np.bool_], exact: Order) -> tuple[float, float, float]:
    """(mean reciprocal rank, precision at ten, share of the exact ten)."""
    told = np.take_along_axis(relevant, order, axis=1)
    ranks = np.argmax(told, axis=1) + 1
    shared = [
        len(set(a[:10].tolist()) & set(b[:10].tolist())) / 10 for a, b in zip(order, exact, strict=True)
    ]
    return float((1 / ranks).mean()), float(told[:, :10].mean()), float(np.mean(shared))


def measure(name: str, encode: Callable[[Sequence[Labelled]], list[Vectors]]) -> None:
    """Print one set."""
    load, together = SETS[name]
    documents = load()
    sets, labels = encode(documents), [one.labels for one in documents]
    if together > 1:
        sets, labels = _together(sets, labels, together)
    has_like = [sum(bool(labels[one] & other) for other in labels) > 1 for one in range(len(sets))]
    chosen = np.random.default_rng(1).permutation(np.flatnonzero(has_like))[:QUERIES].tolist()
    relevant = np.array([[bool(labels[one] & other) for other in labels] for one in chosen])
    passages = sum(map(len, sets))
    print(f"\n{name}: {len(sets)} documents, {passages} passages, {len(chosen)} ask")
    orders = _orders(sets, chosen)
    plain = _measures(orders["averaged"], relevant, orders["exact"])
    for way, order in orders.items():
        told = _measures(order, relevant, orders["exact"])
        ratios = " ".join(f"{mine / theirs:6.3f}" for mine, theirs in zip(told[:2], plain[:2], strict=True))
        print(
            f"  {way:20} MRR {told[0]:.3f}  P@10 {told[1]:.3f}  of the exact ten {told[2]:.3f}   ratios {ratios}"
        )


def main(names: Sequence[str]) -> None:
    """Measure the named sets, or all."""
    if not DATA.is_dir():
        sys.exit(f"skipped: the development data are not at {DATA}")
    encoded = Encoded()
    for name in names or SETS:
        measure(name, encoded)
    encoded.close()


if __name__ == "__main__":
    main(sys.argv[1:])
