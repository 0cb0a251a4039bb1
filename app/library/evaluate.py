"""Quality on a judged set, through the same catalogue, index and search that users have.

A set is a folder with `corpus.jsonl` (`_id`, `title`, `text`), `queries.jsonl` (`_id`, `text`)
and `qrels.tsv` (query, document, grade; one line of headings).
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles

from app.catalogue.rows import File, Location
from app.domain.document import Document, Kind, Place, Segment, SegmentKind, Stamp
from app.domain.errors import WrongUse
from app.domain.events import Event
from app.domain.hit import Confidence
from app.domain.query import Mode, Query
from app.library.library import Library, ignore
from app.library.measures import Grades, ndcg, recall, reciprocal_rank
from app.places import Places
from app.reading.language.detect import detect_language
from app.reading.version import READER_VERSION

DEPTH = 100
"""Documents ranked for each query."""
BANDS_ASKED = 200
"""Queries, or up to twice as many, of which the band is asked: it takes a search more for each."""


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Queries with judgements; the corpus is read line by line."""

    folder: Path
    queries: Mapping[str, str]
    qrels: Mapping[str, Grades]
    """Query id -> grades; queries without a relevant document are left out."""

    def corpus(self) -> Iterator[tuple[str, Document]]:
        """(document id, document): its title opens its text, as in a file."""
        for row in _rows(self.folder / "corpus.jsonl"):
            title, body = str(row.get("title") or ""), str(row["text"])
            text = f"{title}\n\n{body}" if title else body
            whole = Segment(Place(SegmentKind.WHOLE, 1, ""), 0, len(text))
            yield str(row["_id"]), Document(Kind.TEXT, text, (whole,), title, language=detect_language(text))


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over the queries; milliseconds for one query, nothing else running."""

    ndcg_10: float
    recall_100: float
    mrr_10: float
    queries: int
    p50_ms: float
    p95_ms: float
    strong_1: float | None
    """Of the relevant documents that come first, the share whose band is strong; None where there is none."""


def load_set(folder: Path) -> JudgedSet:
    """Read queries and judgements.

    Raises:
        WrongUse: a file is missing or not as it should be.
    """
    try:
        queries = {str(row["_id"]): str(row["text"]) for row in _rows(folder / "queries.jsonl")}
        qrels: dict[str, dict[str, int]] = {}
        for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            query, document, grade = line.split("\t")
            qrels.setdefault(query, {})[document] = int(grade)
        (folder / "corpus.jsonl").stat()
    except (OSError, ValueError, KeyError) as error:
        raise WrongUse(
            f"{folder} is not a set of corpus.jsonl, queries.jsonl and qrels.tsv ({error})."
        ) from error
    judged = {
        query: grades for query, grades in qrels.items() if query in queries and max(grades.values()) > 0
    }
    if not judged:
        raise WrongUse(f"{folder} has no query with a relevant document.")
    return JudgedSet(folder, queries, judged)


def evaluate(judged: JudgedSet, data: Path, mode: Mode, report: Callable[[Event], None]) -> Quality:
    """Index the corpus into a library of its own below *data*, or find it there, and ask all queries."""
    with evaluation_library(judged, data, report) as (library, ids):
        return _ask(library, judged, ids, mode)


@contextmanager
def evaluation_library(
    judged: JudgedSet, data: Path, report: Callable[[Event], None] = ignore
) -> Iterator[tuple[Library, dict[int, str]]]:
    """A library of the corpus alone, and its documents: id -> name in the set."""
    corpus = judged.folder / "corpus.jsonl"
    name = hashlib.blake2b(corpus.read_bytes(), digest_size=8).hexdigest()
    with Library(Places(data / "evaluations" / name)) as library:
        with library.writer(report) as writer:
            if library.catalogue.fact("corpus") != "complete":
                _store(library, judged)
            writer.encode()
        yield (
            library,
            {
                stored.id: stored.file.location.path.decode()
                for stored in library.catalogue.documents.stored(0)
            },
        )


def _store(library: Library, judged: JudgedSet) -> None:
    """Put the corpus into the catalogue, each document as if it were a file called by its id."""
    with library.catalogue.transaction():
        for identity, document in judged.corpus():
            content = hashlib.blake2b(f"{identity}\n{document.text}".encode(), digest_size=16).digest()
            file = File(Location(0, identity.encode()), Stamp(len(document.text), 0, 0), 0, content)
            library.catalogue.documents.store(file, document, READER_VERSION)
        library.catalogue.note("corpus", "complete")


def _ask(library: Library, judged: JudgedSet, ids: dict[int, str], mode: Mode) -> Quality:
    """Rank for every judged query, and measure."""
    searcher = library.searcher
    searcher.rank(Query("warm up", mode=mode), DEPTH)
    rankings: dict[str, list[str]] = {}
    milliseconds: list[float] = []
    for query in judged.qrels:
        started = time.perf_counter()
        ranked = searcher.rank(Query(judged.queries[query], mode=mode), DEPTH)
        milliseconds.append((time.perf_counter() - started) * 1000)
        rankings[query] = [ids[document] for document, _ in ranked]
    cuts = quantiles(milliseconds, n=20) if len(milliseconds) > 1 else milliseconds * 19
    return Quality(
        ndcg_10=fmean(ndcg(rankings[query], grades) for query, grades in judged.qrels.items()),
        recall_100=fmean(recall(rankings[query], grades) for query, grades in judged.qrels.items()),
        mrr_10=fmean(reciprocal_rank(rankings[query], grades) for query, grades in judged.qrels.items()),
        queries=len(rankings),
        p50_ms=cuts[9],
        p95_ms=cuts[18],
        strong_1=_strong(library, judged, rankings, mode),
    )


def _strong(
    library: Library, judged: JudgedSet, rankings: Mapping[str, Sequence[str]], mode: Mode
) -> float | None:
    """The share of strong bands among relevant first documents, of some hundred queries."""
    relevant = [
        query
        for query, grades in judged.qrels.items()
        if rankings[query] and grades.get(rankings[query][0], 0) > 0
    ]
    asked = relevant[:: max(1, len(relevant) // BANDS_ASKED)]
    bands = [library.searcher.judged(Query(judged.queries[query], mode=mode)) for query in asked]
    return fmean(band is Confidence.STRONG for band in bands) if bands else None


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row: dict[str, object] = json.loads(line)
                yield row
