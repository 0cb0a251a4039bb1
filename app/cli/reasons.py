"""`search --explain`: why each hit was found, in words first and figures second."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from app.cli.answers import Answer
from app.cli.screen import BANDS
from app.domain.hit import Results
from app.domain.query import Query
from app.domain.query_language.edit import written
from app.domain.query_language.understood import Understood
from app.domain.reasons import Reasons, Stands, WordReason
from app.library.library import Library

_STANDS = {
    Stands.AS_TYPED: "there as typed",
    Stands.INFLECTED: "there in another form",
    Stands.NEAR: "only a word like it",
    Stands.AROUND: "in title, name or heading",
    Stands.NOWHERE: "not there",
}


def reasons_for(
    library: Library, query: Query, results: Results, understood: Understood
) -> dict[int, Reasons]:
    """Document id -> reasons, of every hit."""
    filters = [written(part) for part in understood.filters]
    found = (
        (hit.document_id, library.explainer.reasons(query, results, hit.document_id, filters))
        for hit in results.hits
    )
    return {document: reasons for document, reasons in found if reasons is not None}


def with_reasons(answer: Answer, results: Results, reasons: Mapping[int, Reasons]) -> Answer:
    """The answer of `search`, each hit with its `reasons`."""
    hits = answer["hits"]
    if reasons and isinstance(hits, list):
        for hit, told in zip(results.hits, hits, strict=True):
            if hit.document_id in reasons:
                told["reasons"] = _rounded(asdict(reasons[hit.document_id]))
    return answer


def reason_lines(reasons: Mapping[int, Reasons]) -> dict[int, list[str]]:
    """Document id -> lines to print."""
    return {document: list(_lines(told)) for document, told in reasons.items()}


def _lines(told: Reasons) -> Iterable[str]:
    sure = f", {BANDS[told.confidence]}" if told.confidence else ""
    covered = f", holding {told.coverage:.0%} of the query" if told.coverage is not None else ""
    yield f"place {told.rank} of {told.total}{sure}{covered}, score {told.score:.3f}"
    yield from map(_word, told.words)
    if told.sentence:
        yield f"sentence: {' '.join(told.sentence.split())} ({told.sentence_cosine:.2f})"
    if told.cosine is not None:
        usual = told.usual_cosine
        beside = f"; unrelated questions reach {usual:.2f} here" if usual is not None else ""
        yield f"meaning: {told.cosine:.2f}{beside}"
    if told.words_share is not None:
        yield f"words: {told.words_share:.2f} of what could be reached"
    if told.is_named:
        yield "title and name hold every word"
    elif told.fields:
        yield f"title, name and headings: {told.fields:.2f} of the best"
    if told.copies:
        yield f"copies: {told.copies}"
    if told.filters:
        yield f"filters: {', '.join(told.filters)}"


def _word(word: WordReason) -> str:
    return f"{word.word}: {_STANDS[word.stands]}, weight {word.weight:.2f}, in {word.passages} passages"


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list | tuple) else value
