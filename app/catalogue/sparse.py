"""Sparse retrieval: BM25 over passages and over the fields of documents.

BM25 as FTS5 computes it (k1 = 1.2, b = 0.75; Robertson and Zaragoza 2009, "The Probabilistic
Relevance Framework", section 3.2), with a weight per column. A word of the query is asked for as
its stem, wherever that stands, and once more as it was typed: so exact beats stemmed.
"""

import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.domain.query import Filter
from app.domain.vectors import Ids, Scores

K1 = 1.2
"""As FTS5 has it built in."""
PASSAGE_WEIGHTS = "1.0, 1.0, 0.0"
"""words, stems, labels."""
FIELD_WEIGHTS = "3.0, 2.0, 0.5, 1.0, 0.0"
"""title, name, path, headings, labels."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query: its folded surface, and its stems, each with its language."""

    surface: str
    stems: tuple[str, ...] = ()


class Sparse:
    """The words of the catalogue, searched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def passages(
        self, terms: Sequence[Term], limit: int, where: Filter, allowed: Ids | None
    ) -> tuple[Ids, Scores]:
        """The *limit* passages that score best for any of *terms*, best first: (ids, BM25).

        Kinds and languages of *where* are matched inside FTS5; *allowed* is the sorted set of
        documents where the filter asks for more than that.
        """
        if not terms or limit <= 0:
            return _none()
        match = _match(terms, where)
        if allowed is None:
            rows = self._connection.execute(
                f"SELECT rowid, bm25(passage_words, {PASSAGE_WEIGHTS}) AS score FROM passage_words"
                " WHERE passage_words MATCH ? ORDER BY score LIMIT ?",
                (match, limit),
            ).fetchall()
            return _columns(rows)
        joined = self._connection.execute(
            f"SELECT w.rowid, bm25(passage_words, {PASSAGE_WEIGHTS}), p.document"
            " FROM passage_words w CROSS JOIN passages p ON p.id = w.rowid WHERE passage_words MATCH ?",
            (match,),
        ).fetchall()
        return _allowed(joined, allowed, limit)

    def documents(
        self, terms: Sequence[Term], limit: int, where: Filter, allowed: Ids | None
    ) -> tuple[Ids, Scores]:
        """The *limit* documents whose title, name, path or headings score best: (ids, BM25)."""
        if not terms or limit <= 0:
            return _none()
        rows = self._connection.execute(
            f"SELECT rowid, bm25(document_words, {FIELD_WEIGHTS}) AS score FROM document_words"
            " WHERE document_words MATCH ? ORDER BY score",
            (_match(terms, where),),
        ).fetchall()
        if allowed is None:
            return _columns(rows[:limit])
        return _allowed([(document, score, document) for document, score in rows], allowed, limit)

    def documents_named(self, terms: Sequence[Term]) -> set[int]:
        """Documents whose title and name hold every one of *terms*."""
        if not terms:
            return set()
        every = " AND ".join(f"({' OR '.join(_forms(term))})" for term in terms)
        rows = self._connection.execute(
            "SELECT rowid FROM document_words WHERE document_words MATCH ?", (f"{{title name}} : ({every})",)
        )
        return {row[0] for row in rows}

    def attainable(self, terms: Sequence[Term]) -> float:
        """The BM25 that a passage could reach with all of *terms*: bounds what `passages` gives."""
        total = int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])
        best = 0.0
        for term in terms:
            stems = [self._frequency(stem) for stem in term.stems]
            for frequency in (self._frequency(term.surface), max(stems, default=0)):
                if frequency:
                    best += (K1 + 1) * max(math.log((total - frequency + 0.5) / (frequency + 0.5)), 1e-6)
        return best

    def _frequency(self, word: str) -> int:
        """In how many passages a folded word or stem stands."""
        row = self._connection.execute(
            "SELECT doc FROM passage_vocabulary WHERE term = ?", (word,)
        ).fetchone()
        return 0 if row is None else int(row[0])

    def documents_with(self, phrase: Sequence[str]) -> Ids:
        """Sorted ids of the documents that hold these folded words side by side, in body or fields."""
        if not phrase:
            return np.array([], dtype=np.int64)
        quoted = _quote(" ".join(phrase))
        rows = self._connection.execute(
            "SELECT DISTINCT p.document FROM passage_words w CROSS JOIN passages p ON p.id = w.rowid"
            " WHERE passage_words MATCH ?1"
            " UNION SELECT rowid FROM document_words WHERE document_words MATCH ?2",
            (f"words : {quoted}", f"{{title name path headings}} : {quoted}"),
        )
        return np.array(sorted(row[0] for row in rows), dtype=np.int64)


def _match(terms: Sequence[Term], where: Filter) -> str:
    """An FTS5 expression: any of the terms, all of the label filters."""
    expression = " OR ".join(dict.fromkeys(form for term in terms for form in _forms(term)))
    filters = [
        "labels : (" + " OR ".join(_quote(f"{name}={label}") for label in sorted(labels)) + ")"
        for name, labels in (("kind", where.kinds), ("lang", where.languages))
        if labels
    ]
    return " AND ".join([f"({expression})", *filters])


def _forms(term: Term) -> list[str]:
    return [_quote(form) for form in (term.surface, *term.stems)]


def _quote(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _none() -> tuple[Ids, Scores]:
    return np.array([], dtype=np.int64), np.array([], dtype=np.float32)


def _columns(rows: Sequence[Sequence[float]]) -> tuple[Ids, Scores]:
    """(id, score) rows to arrays; FTS5 gives better matches smaller numbers."""
    return np.array([row[0] for row in rows], dtype=np.int64), np.array(
        [-row[1] for row in rows], dtype=np.float32
    )


def _allowed(rows: Sequence[tuple[int, float, int]], allowed: Ids, limit: int) -> tuple[Ids, Scores]:
    """The best *limit* of (id, score, document) rows whose document is allowed."""
    if not rows:
        return _none()
    keep = np.isin(np.array([row[2] for row in rows], dtype=np.int64), allowed)
    kept = sorted((row for row, good in zip(rows, keep, strict=True) if good), key=lambda row: row[1])
    return _columns(kept[:limit])
