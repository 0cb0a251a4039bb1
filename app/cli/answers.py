"""Values -> the JSON objects of the contract (design part 9)."""

import os
from dataclasses import asdict
from pathlib import Path

from app.cli.filters import understood_answer
from app.cli.remedies import detail
from app.domain.diagnosis import Diagnosis, Rank
from app.domain.events import Settled
from app.domain.hit import Explanation, FoundPassage, Hit, Results
from app.domain.query_language.understood import Understood
from app.domain.state import FolderState, Status
from app.library.evaluate import Quality

Answer = dict[str, object]


def folders_answer(states: list[FolderState]) -> Answer:
    """`add`, `remove`, `folders`."""
    return {"folders": [_folder(state) for state in states]}


def settled_answer(settled: Settled) -> Answer:
    """`index`."""
    return asdict(settled)


def results_answer(
    query: str, results: Results, *, explain: bool, understood: Understood | None = None
) -> Answer:
    """`search`, `similar`; what was *understood* of a query is told of a search alone."""
    return {
        "query": query,
        **({"understood": understood_answer(understood)} if understood else {}),
        "confidence": results.confidence,
        "total": results.total,
        "milliseconds": round(results.milliseconds, 1),
        "note": results.note,
        "corrected": [list(pair) for pair in results.corrected],
        "hits": [_hit(hit, explain=explain) for hit in results.hits],
        "facets": results.facets,
    }


def status_answer(status: Status) -> Answer:
    """`status`: `documents` and all of `failed` are the files `seen`; what archives hold is counted `inside`."""
    totals = status.totals
    failed = {reason: count - totals.inside_failed.get(reason, 0) for reason, count in totals.failed.items()}
    return {
        "documents": totals.documents - totals.inside + totals.archives,
        "passages": totals.passages,
        "waiting": totals.waiting,
        "failed": {reason: count for reason, count in failed.items() if count},
        "languages": {language or "unknown": count for language, count in totals.languages.items()},
        "size_bytes": status.size_bytes,
        "recipe": status.recipe,
        "seen": totals.files,
        "inside": {
            "archives": totals.archives,
            "documents": totals.inside,
            "failed": totals.inside_failed,
        },
        "skipped": totals.skipped,
    }


def diagnosis_answer(diagnosis: Diagnosis, why: str, remedy: str, rank: Rank | None) -> Answer:
    """`doctor`; `rank` is null without a query, or where nothing of the file is indexed."""
    return {
        "path": _path(diagnosis.path),
        "state": diagnosis.finding,
        "reason": diagnosis.reason or why,
        "detail": detail(diagnosis),
        "why": why,
        "remedy": remedy,
        "position": diagnosis.position,
        "queue": diagnosis.queue,
        "rank": {"place": rank.place, "total": rank.total} if rank else None,
    }


def quality_answer(quality: Quality) -> Answer:
    """`evaluate`."""
    return {
        "nDCG@10": round(quality.ndcg_10, 4),
        "recall@100": round(quality.recall_100, 4),
        "MRR@10": round(quality.mrr_10, 4),
        "queries": quality.queries,
        "p50_ms": round(quality.p50_ms, 2),
        "p95_ms": round(quality.p95_ms, 2),
        "strong@1": None if quality.strong_1 is None else round(quality.strong_1, 4),
    }


def _folder(state: FolderState) -> Answer:
    return {
        "path": _path(state.path),
        "documents": state.documents,
        "state": state.state,
        "following": state.following,
        "volume": state.volume,
        "away": list(state.away),
    }


def _hit(hit: Hit, *, explain: bool) -> Answer:
    answer: Answer = {
        "path": _path(hit.path),
        "member": hit.member,
        "title": hit.title,
        "kind": hit.kind,
        "score": round(hit.score, 4),
        "confidence": hit.confidence,
        "place": _place(hit.passages[0]) if hit.passages else None,
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
        "sentence": list(hit.snippet.sentence) if hit.snippet.sentence else None,
        "passages": [_passage(passage) for passage in hit.passages],
        "copies": [_path(copy) for copy in hit.copies],
        "away": hit.away,
    }
    if hit.most_alike:
        answer["most_alike"] = hit.most_alike
    if explain and hit.explanation:
        answer["explanation"] = _explanation(hit.explanation)
    return answer


def _passage(passage: FoundPassage) -> Answer:
    return {
        "start": passage.start,
        "end": passage.end,
        "place": _place(passage),
        "heading": passage.heading,
        "text": passage.text,
        "sentence": list(passage.sentence) if passage.sentence else None,
        "score": round(passage.score, 4),
    }


def _place(passage: FoundPassage) -> Answer:
    return {"kind": str(passage.place.kind), "index": passage.place.index, "label": passage.place.label}


def _explanation(explanation: Explanation) -> Answer:
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in asdict(explanation).items()
    }


def _path(path: Path) -> str:
    """Absolute; bytes that are no UTF-8 stand as surrogate escapes."""
    return os.fspath(path)
