"""How often the first passage shown holds the answer, against the best passage of either retrieval alone.

    python tests/benchmarks/place.py [SET_FOLDER] [--work FOLDER]

The set needs `answers` beside its queries (covidqa-long has them): texts that stand in the relevant document. The
first passage of the first hit counts where it overlaps one of them; so does the passage with the highest cosine of
all, and the one with the highest BM25. Exit code 1 when a bar is missed.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
SET = ROOT.parent / "shared" / "data" / "retrieval" / "covidqa-long"
COSINE_BAR, BM25_BAR = 1.5, 1.0

Span = tuple[int, int, int]
"""(document, start, end), in code points of its text."""


def main() -> int:
    """Measure, print the shares, and return the exit code."""
    from app.domain.dense_filter import DenseFilter
    from app.domain.query import Filter, Mode, Query
    from app.library.evaluate import evaluation_library, load_set

    parser = argparse.ArgumentParser(description="Measure whether the first passage shown holds the answer.")
    parser.add_argument("folder", nargs="?", type=Path, default=SET)
    parser.add_argument("--work", type=Path, help="keep the library here, to be found by the next run")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        sys.exit("there is no set to measure")
    judged = load_set(arguments.folder)
    with (
        tempfile.TemporaryDirectory(prefix="clew-benchmark-") as made,
        evaluation_library(judged, arguments.work or Path(made)) as (library, ids),
    ):
        searcher, catalogue = library.searcher, library.catalogue
        encoder, index = library._encoder(), library._index
        gold = _gold(arguments.folder, {name: one for one, name in ids.items()}, catalogue.lookup.text)

        def span(passage: int) -> Span:
            row = catalogue.lookup.passages([passage])[passage]
            return row.document, row.start, row.end

        def shown(text: str) -> Span | None:
            found = searcher._fused(searcher._retriever.candidates(Query(text), 1, {}), Mode.HYBRID)
            return span(found[0].passages[0][0]) if found else None

        def nearest(text: str) -> Span | None:
            found, _ = index.nearest(encoder.encode_query(text), 1, DenseFilter())
            return span(int(found[0])) if len(found) else None

        def best_by_words(text: str) -> Span | None:
            terms = searcher.wording.asked(Query(text)).terms
            found, _ = catalogue.sparse.passages(list(terms), 1, Filter(), None)
            return span(int(found[0])) if len(found) else None

        asked = {query: judged.queries[query] for query in judged.qrels if gold.get(query)}
        print(f"{len(asked)} queries")
        shares = {
            name: _share(pick, asked, gold)
            for name, pick in (("shown", shown), ("cosine", nearest), ("bm25", best_by_words))
        }
    by_cosine, by_bm25 = shares["shown"] / shares["cosine"], shares["shown"] / shares["bm25"]
    print(" ".join(f"{name} {share:.3f}" for name, share in shares.items()))
    print(f"against cosine {by_cosine:.2f} (bar {COSINE_BAR}), against BM25 {by_bm25:.3f} (bar {BM25_BAR})")
    return 0 if by_cosine >= COSINE_BAR and by_bm25 >= BM25_BAR else 1


def _share(pick: Callable[[str], Span | None], asked: dict[str, str], gold: dict[str, list[Span]]) -> float:
    """Share of the queries whose picked passage overlaps an answer."""
    found = [pick(text) for text in asked.values()]
    return float(np.mean([_overlaps(one, gold[query]) for one, query in zip(found, asked, strict=True)]))


def _overlaps(one: Span | None, answers: list[Span]) -> bool:
    return one is not None and any(
        one[0] == document and one[1] < end and start < one[2] for document, start, end in answers
    )


def _gold(folder: Path, documents: dict[str, int], text_of: Callable[[int], str]) -> dict[str, list[Span]]:
    """Where the answers to each query stand in its relevant documents."""
    answers: dict[str, list[str]] = {}
    with (folder / "queries.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            answers[str(row["_id"])] = [str(answer).strip() for answer in row.get("answers", ())]
    texts: dict[int, str] = {}
    gold: dict[str, list[Span]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, name, grade = line.split("\t")
        if int(grade) <= 0 or name not in documents:
            continue
        document = documents[name]
        text = texts.setdefault(document, text_of(document))
        for answer in filter(None, answers.get(query, ())):
            start = text.find(answer)
            while start >= 0:
                gold.setdefault(query, []).append((document, start, start + len(answer)))
                start = text.find(answer, start + 1)
    return gold


if __name__ == "__main__":
    sys.exit(main())
