"""Quality on a judged set, through the same catalogue, index and search that users have."""

import json
import math
from pathlib import Path

import pytest

from app.domain.errors import WrongUse
from app.domain.events import Event
from app.domain.query import Mode
from app.library.evaluate import evaluate, load_set
from app.library.library import ignore

CORPUS = [
    {"_id": "d1", "title": "Hive", "text": "bees bees bees"},
    {"_id": "d2", "title": "", "text": "bees and wasps"},
    {"_id": "d3", "title": None, "text": "cars drive on petrol"},
    {"_id": "d/4", "text": "cars and bees"},
]
QUERIES = [
    {"_id": "q1", "text": "bees"},
    {"_id": "q2", "text": "petrol"},
    {"_id": "q3", "text": "nobody judged this"},
]
QRELS = [("q1", "d2", 2), ("q1", "d1", 1), ("q2", "d3", 1), ("q2", "d1", 0), ("q9", "d1", 1), ("q3", "d1", 0)]


def write_set(folder: Path, qrels: list[tuple[str, str, int]] = QRELS) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in (("corpus", CORPUS), ("queries", QUERIES)):
        (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n\n")
    lines = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in qrels)]
    (folder / "qrels.tsv").write_text("\n".join(lines) + "\n")
    return folder


# The set.


def test_only_queries_with_a_relevant_document_are_asked(tmp_path: Path) -> None:
    judged = load_set(write_set(tmp_path / "set"))
    assert judged.qrels == {"q1": {"d2": 2, "d1": 1}, "q2": {"d3": 1, "d1": 0}}
    assert judged.queries["q1"] == "bees"


def test_a_title_opens_the_text_of_its_document(tmp_path: Path) -> None:
    corpus = dict(load_set(write_set(tmp_path / "set")).corpus())
    assert [document.text for document in corpus.values()] == [
        "Hive\n\nbees bees bees",
        "bees and wasps",
        "cars drive on petrol",
        "cars and bees",
    ]
    assert corpus["d1"].title == "Hive"


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("corpus.jsonl", None),
        ("queries.jsonl", None),
        ("qrels.tsv", None),
        ("queries.jsonl", "no json"),
        ("queries.jsonl", '{"text": "bees"}'),
        ("qrels.tsv", "head\nq1 d1 1"),
        ("qrels.tsv", "head\nq1\td1\tgood"),
        ("qrels.tsv", "head\n\xff"),
    ],
)
def test_what_is_no_set_is_told_calmly(tmp_path: Path, file: str, content: str | None) -> None:
    folder = write_set(tmp_path / "set")
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content.encode("latin-1"))
    with pytest.raises(WrongUse, match="is not a set"):
        load_set(folder)


# The figures.


def test_the_figures_are_those_of_the_ranking(indices: object, tmp_path: Path) -> None:
    quality = evaluate(load_set(write_set(tmp_path / "set")), tmp_path / "data", Mode.WORDS, ignore)
    # "bees": d1 has more of them and comes before d2; d3 alone has petrol.
    gain = (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3))
    assert quality.ndcg_10 == pytest.approx((gain + 1) / 2)
    assert (quality.recall_100, quality.mrr_10, quality.queries) == (1.0, 1.0, 2)
    assert 0 < quality.p50_ms <= quality.p95_ms


@pytest.mark.parametrize("mode", Mode)
def test_a_corpus_is_indexed_once_and_found_again(indices: object, tmp_path: Path, mode: Mode) -> None:
    judged, events = load_set(write_set(tmp_path / "set")), list[Event]()
    first = evaluate(judged, tmp_path / "data", mode, events.append)
    assert events
    events.clear()
    again = evaluate(judged, tmp_path / "data", mode, events.append)
    assert events == []
    assert (again.ndcg_10, again.recall_100, again.mrr_10) == (first.ndcg_10, first.recall_100, first.mrr_10)
    assert first.recall_100 == 1.0
    assert len(list((tmp_path / "data" / "evaluations").iterdir())) == 1


def test_one_query_is_enough(indices: object, tmp_path: Path) -> None:
    judged = load_set(write_set(tmp_path / "set", [("q2", "d3", 1)]))
    quality = evaluate(judged, tmp_path / "data", Mode.HYBRID, ignore)
    assert (quality.queries, quality.mrr_10) == (1, 1.0)
    assert quality.p50_ms == quality.p95_ms > 0
