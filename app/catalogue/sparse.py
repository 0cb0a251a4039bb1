"""Sparse retrieval: BM25 over passages and over the fields of documents.

BM25 as FTS5 computes it (k1 = 1.2, b = 0.75; Robertson and Zaragoza 2009, "The Probabilistic
Relevance Framework", section 3.2), with a weight per column. A word of the query is asked for as
its stem, wherever that stands, and once more as it was typed: so exact beats stemmed.
"""

import json
import math
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.catalogue.owners import Owners
from app.catalogue.portions import Weighed, portions
from app.catalogue.standing import Remembered
from app.domain.query import Filter
from app.domain.vectors import Ids, Scores

K1 = 1.2
"""As FTS5 has it built in."""
PASSAGE_WEIGHTS = "1.0, 1.0, 0.0"
"""words, stems, labels."""
Kept = NDArray[np.bool_]
FIELD_WEIGHTS = "3.0, 2.0, 0.5, 1.0, 0.0"
"""title, name, path, headings, labels."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the query: its folded surface, and its stems, each with its language."""

    surface: str
    stems: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    """What else may be meant: words, several side by side, or with a `*` the beginning of a word.

    Each counts as one form, so that a word as it was typed, which has its stems beside it, counts for more.
    """


@dataclass(frozen=True, slots=True)
class _Words:
    """A table of words, and how its rows are scored."""

    table: str
    of: str
    """The table of what the rows are about."""
    vocabulary: str
    weights: str
    """Of its columns, for BM25."""
    most: int
    """Rows of a query that are scored at once; a microsecond and more each."""


_PASSAGES = _Words("passage_words", "passages", "passage_vocabulary", PASSAGE_WEIGHTS, 4_000)
_DOCUMENTS = _Words("document_words", "documents", "document_vocabulary", FIELD_WEIGHTS, 2_000)
SMALL = 10_000
"""Of so few rows in all, every match is scored."""
LOOKED_THROUGH = 100_000
"""Rows at most of which it is seen whether a document is allowed, to find those that are scored."""
NAMED = 20_000
"""Up to so many allowed rows are named in the question; of more, each row that matches is asked for."""


class Sparse:
    """The words of the catalogue, searched."""

    def __init__(self, connection: sqlite3.Connection, owners: Owners) -> None:
        self._connection = connection
        self._owners = owners
        self._frequencies: Remembered[dict[tuple[str, str], int]] = Remembered(connection, dict)

    def passages(
        self, terms: Sequence[Term], limit: int, where: Filter, allowed: Ids | None
    ) -> tuple[Ids, Scores]:
        """The *limit* passages that score best for any of *terms*, best first: (ids, BM25).

        Kinds and languages of *where* are matched inside FTS5; *allowed* is the sorted set of
        documents where the filter asks for more than that. Where common words match more rows than can
        be scored in time, those with rare words are (`portions`).
        """
        if not terms or limit <= 0 or (allowed is not None and not len(allowed)):
            return _none()
        kept = None if allowed is None else self._owners.passages_of(allowed)
        return self._best(_PASSAGES, terms, limit, where, kept)

    def documents(
        self, terms: Sequence[Term], limit: int, where: Filter, allowed: Ids | None
    ) -> tuple[Ids, Scores]:
        """The *limit* documents whose title, name, path or headings score best: (ids, BM25)."""
        if not terms or limit <= 0 or (allowed is not None and not len(allowed)):
            return _none()
        kept = None
        if allowed is not None:
            kept = np.zeros(int(allowed.max()) + 1, np.bool_)
            kept[allowed] = True
        return self._best(_DOCUMENTS, terms, limit, where, kept)

    def _best(
        self, words: _Words, terms: Sequence[Term], limit: int, where: Filter, kept: Kept | None
    ) -> tuple[Ids, Scores]:
        """The best *limit* rows; those alone that are *kept* (bool[n] by row id), where that is given."""
        labels, there_are = _labels(where), self._rows(words)
        most = max(there_are, 1) if there_are <= SMALL else words.most
        looked_at, condition, values = most, "", list[object]()
        if kept is not None:
            count = int(np.count_nonzero(kept))
            looked_at = int(min(max(LOOKED_THROUGH, most), most * len(kept) / max(count, 1)))
            if count <= NAMED:
                condition = " AND +rowid IN (SELECT value FROM json_each(?))"
                values.append(json.dumps(np.flatnonzero(kept).tolist()))
            else:
                condition = " AND is_kept(rowid)"
                self._connection.create_function("is_kept", 1, _membership(kept))
        ids, scores = list[int](), list[float]()
        weighed = self._weighed(words, terms, labels, looked_at)
        for expression in portions(weighed, looked_at, there_are):
            if len(ids) >= most:
                break
            row = self._connection.execute(  # one row: others would wait for each other at each of thousands
                "SELECT json_group_array(id), json_group_array(score) FROM"
                f" (SELECT rowid AS id, bm25({words.table}, {words.weights}) AS score FROM {words.table}"
                f" WHERE {words.table} MATCH ?{condition} LIMIT ?)",
                (" AND ".join([expression, *labels]), *values, most - len(ids)),
            ).fetchone()
            ids += json.loads(row[0])
            scores += json.loads(row[1])
        return _ranked(np.array(ids, np.int64), -np.array(scores, np.float32), limit)

    def _weighed(
        self, words: _Words, terms: Sequence[Term], labels: Sequence[str], most: int
    ) -> list[Weighed]:
        """Each of *terms* with the number of its rows; a form that two of them share counts once.

        That number is only told under *labels* where more than *most* rows are in question.
        """
        asked: set[str] = set()
        weighed: list[Weighed] = []
        for term in terms:
            forms = [form for form in (term.surface, *term.stems, *term.near) if form not in asked]
            asked.update(forms)
            if forms:
                rows = max(self._frequency(form, words) for form in forms)
                weighed.append(Weighed(" OR ".join(map(_quote, forms)), rows))
        if not labels or sum(word.rows for word in weighed) <= most:
            return weighed
        return [
            Weighed(word.expression, self._count(words, " AND ".join([f"({word.expression})", *labels])))
            for word in weighed
        ]

    @property
    def is_large(self) -> bool:
        """Whether there may be more matches than are scored."""
        return self._rows(_PASSAGES) > SMALL

    def documents_named(self, terms: Sequence[Term]) -> set[int]:
        """Documents whose title and name hold every one of *terms*; where none does, what may be meant counts."""
        if not terms:
            return set()
        typed = [Term(term.surface, term.stems) for term in terms]
        return self._named(typed) or (self._named(terms) if typed != list(terms) else set())

    def _named(self, terms: Sequence[Term]) -> set[int]:
        every = " AND ".join(f"({' OR '.join(_forms(term))})" for term in terms)
        rows = self._connection.execute(
            "SELECT rowid FROM document_words WHERE document_words MATCH ?", (f"{{title name}} : ({every})",)
        )
        return {row[0] for row in rows}

    def documents_with_in_name(self, words: Sequence[str], most: int) -> list[int]:
        """At most so many documents in whose title or name these folded words stand side by side, shortest first."""
        rows = self._connection.execute(
            "SELECT rowid FROM document_words WHERE document_words MATCH ?"
            " ORDER BY bm25(document_words, 1.0, 1.0, 0.0, 0.0, 0.0), rowid LIMIT ?",
            (f"{{title name}} : {_quote(' '.join(words))}", most),
        )
        return [row[0] for row in rows]

    def attainable(self, terms: Sequence[Term]) -> float:
        """The BM25 that a passage could reach with all of *terms*: bounds what `passages` gives."""
        total = self._rows(_PASSAGES)
        best = 0.0
        for term in terms:
            stems = [self._frequency(stem) for stem in term.stems]
            typed = (self._frequency(term.surface), max(stems, default=0))
            near = [] if any(typed) else [max((self._frequency(word) for word in term.near), default=0)]
            for frequency in (*typed, *near):
                if frequency:
                    best += (K1 + 1) * max(math.log((total - frequency + 0.5) / (frequency + 0.5)), 1e-6)
        return best

    def contribution(self, term: Term, passage: int) -> float:
        """The part of the BM25 of *passage* that *term* brings; 0 where it is not there."""
        row = self._connection.execute(
            f"SELECT bm25(passage_words, {PASSAGE_WEIGHTS}) FROM passage_words"
            " WHERE passage_words MATCH ? AND rowid = ?",
            (" OR ".join(_forms(term)), passage),
        ).fetchone()
        return 0.0 if row is None else -float(row[0])

    def holding(self, term: Term) -> int:
        """How many passages hold *term* in its most frequent form."""
        return max(self._frequency(form) for form in (term.surface, *term.stems))

    def rarities(self, terms: Sequence[Term]) -> list[float]:
        """The idf of each of *terms* in its most frequent form, above zero; a word that stands nowhere is rarest."""
        total = self._rows(_PASSAGES)
        found: list[float] = []
        for term in terms:
            frequency = self.holding(term)
            found.append(math.log1p((total - frequency + 0.5) / (frequency + 0.5)))
        return found

    def _frequency(self, form: str, words: _Words = _PASSAGES) -> int:
        """In how many rows a folded word or stem stands; of a beginning or a phrase it is counted."""
        known = self._frequencies.current()
        if (words.table, form) not in known:
            known[words.table, form] = self._counted(form, words)
        return known[words.table, form]

    def _counted(self, form: str, words: _Words) -> int:
        if form.endswith("*") or " " in form:
            return self._count(words, _quote(form))
        row = self._connection.execute(
            f"SELECT doc FROM {words.vocabulary} WHERE term = ?", (form,)
        ).fetchone()
        return 0 if row is None else int(row[0])

    def _rows(self, words: _Words) -> int:
        known = self._frequencies.current()
        if (words.table, "") not in known:
            row = self._connection.execute(f"SELECT count(*) FROM {words.of}").fetchone()
            known[words.table, ""] = int(row[0])
        return known[words.table, ""]

    def _count(self, words: _Words, expression: str) -> int:
        row = self._connection.execute(
            f"SELECT count(*) FROM {words.table} WHERE {words.table} MATCH ?", (expression,)
        ).fetchone()
        return int(row[0])

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


def _labels(where: Filter) -> list[str]:
    """FTS5 expressions for the label filters, all of which must hold."""
    return [
        "labels : (" + " OR ".join(_quote(f"{name}={label}") for label in sorted(labels)) + ")"
        for name, labels in (("kind", where.kinds), ("lang", where.languages))
        if labels
    ]


def _forms(term: Term) -> list[str]:
    return [_quote(form) for form in (term.surface, *term.stems, *term.near)]


def _quote(words: str) -> str:
    """As FTS5 takes words side by side, the last of them as a beginning where a `*` follows it."""
    star = "*" if words.endswith("*") else ""
    return '"' + words.removesuffix("*").replace('"', '""') + '"' + star


def _none() -> tuple[Ids, Scores]:
    return np.array([], dtype=np.int64), np.array([], dtype=np.float32)


def _ranked(ids: Ids, scores: Scores, limit: int) -> tuple[Ids, Scores]:
    """The best *limit* rows, best first."""
    best = np.lexsort((ids, -scores))
    _, first = np.unique(ids[best], return_index=True)  # a row that came twice counts as it scored best
    best = best[np.sort(first)[:limit]]
    return ids[best], scores[best]


def _membership(kept: Kept) -> Callable[[int], int]:
    """*kept* as SQL asks for it; a row that came since is not kept."""
    told = kept.tobytes()
    count = len(told)
    return lambda row: row < count and told[row]
