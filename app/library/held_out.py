"""A sentence that nobody can find by itself: what the retrievals say of its passages is said without it.

Every candidate passage that holds the sentence is judged by what is left of it: that of the document
asked for, its neighbours that begin or end with the same sentence, and those of near-copies.
"""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from app.analysis.analyser import words_and_stems
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow, PassageRow
from app.catalogue.sampling import Sampling
from app.catalogue.sparse import K1, Term
from app.domain.ports import Encoder
from app.domain.vectors import Vector
from app.indexing.encode import with_context
from app.library.cloze import Cloze
from app.search.candidates import Candidates
from app.search.terms import surfaces, terms_of

B = 0.75
"""As FTS5 has it built in."""
PHRASE = 6
"""Words in a row by which documents with the sentence are looked for."""


@dataclass(frozen=True, slots=True)
class _Reduced:
    """What is left of a passage without the sentence."""

    vector: Vector
    share: float
    """Of its BM25."""


class Statistics:
    """What BM25 knows of the whole library."""

    def __init__(self, sampling: Sampling, average: float) -> None:
        """*average*: how many words and stems a passage has."""
        self._sampling, self.average = sampling, average
        self._passages = sampling.passage_count()
        self._idf: dict[str, float] = {}

    def idf(self, form: str) -> float:
        """The weight of a word or stem, as FTS5 has it."""
        if form not in self._idf:
            frequency = self._sampling.frequency(form)
            ratio = (self._passages - frequency + 0.5) / (frequency + 0.5)
            self._idf[form] = max(math.log(ratio), 1e-6)
        return self._idf[form]


class HeldOut:
    """One question of a self-check; it is asked in several modes."""

    def __init__(self, catalogue: Catalogue, encoder: Encoder, cloze: Cloze, statistics: Statistics) -> None:
        self._catalogue, self._encoder, self._cloze = catalogue, encoder, cloze
        self._statistics = statistics
        self._query = encoder.encode_query(cloze.sentence)
        self._terms = terms_of(cloze.sentence, catalogue.lookup.languages())
        self._pattern = re.compile(
            r"\s+".join(re.escape(word) for word in cloze.sentence.split()), re.IGNORECASE
        )
        phrase = surfaces(cloze.sentence)[:PHRASE]
        self._suspects = frozenset({cloze.document, *catalogue.sparse.documents_with(phrase).tolist()})
        self._reduced: dict[int, _Reduced | None] = {}
        self._documents = {cloze.document}

    @property
    def documents(self) -> frozenset[int]:
        """That of the question, and those found to hold the same sentence."""
        return frozenset(self._documents)

    def revise(self, candidates: Candidates) -> Candidates:
        """The candidates as they would be if nobody had written the sentence."""
        held = [passage for passage, document in candidates.documents.items() if document in self._suspects]
        self._reduce([passage for passage in held if passage not in self._reduced])
        cosine, bm25, vectors = dict(candidates.cosine), dict(candidates.bm25), dict(candidates.vectors)
        for passage in held:
            reduced = self._reduced.get(passage)
            if reduced is None:
                continue
            self._documents.add(candidates.documents[passage])
            if passage in cosine:
                cosine[passage] = float(reduced.vector @ self._query)
                vectors[passage] = reduced.vector
            if passage in bm25:
                bm25[passage] *= reduced.share
        bm25 = {passage: score for passage, score in bm25.items() if score}
        unfound = {i for i in held if self._reduced.get(i) and i not in cosine and i not in bm25}
        documents = {i: document for i, document in candidates.documents.items() if i not in unfound}
        return replace(candidates, documents=documents, cosine=cosine, bm25=bm25, vectors=vectors)

    def _reduce(self, passages: Collection[int]) -> None:
        rows = self._catalogue.lookup.passages(passages)
        documents = self._catalogue.lookup.documents({row.document for row in rows.values()})
        texts = {document: self._catalogue.lookup.text(document) for document in documents}
        self._reduced.update(dict.fromkeys(passages))
        for row in rows.values():
            if row.document in documents:
                text = texts[row.document][row.start : row.end]
                left = self._without(row, text)
                if left != text:
                    self._reduced[row.id] = self._left(documents[row.document], row, text, left)

    def _without(self, row: PassageRow, text: str) -> str:
        """*text* of a passage without the sentence, wherever it stands there, also a part of it at an end."""
        cloze = self._cloze
        if row.document == cloze.document and row.start < cloze.end and cloze.start < row.end:
            text = text[: max(0, cloze.start - row.start)] + " " + text[max(0, cloze.end - row.start) :]
        return self._pattern.sub(" ", text)

    def _left(self, document: DocumentRow, row: PassageRow, text: str, left: str) -> _Reduced:
        vector = self._encoder.encode_passages([with_context(document.title, row.heading, left.strip())])[0]
        before, after = self._bm25(text, document.language), self._bm25(left, document.language)
        return _Reduced(vector, after / before if before else 0.0)

    def _bm25(self, text: str, language: str) -> float:
        """BM25 of a text for the sentence, as `app.catalogue.sparse` has it."""
        found = " ".join(words_and_stems(text, language)).split()
        return bm25(found, _forms(self._terms), self._statistics)


def bm25(found: Sequence[str], forms: Iterable[str], statistics: Statistics) -> float:
    """Sum over *forms* of their idf, saturated by how often each is *found* (k1, b as in FTS5)."""
    length = K1 * (1 - B + B * len(found) / statistics.average)
    counts = {form: found.count(form) for form in forms}
    return sum(
        statistics.idf(form) * count * (K1 + 1) / (count + length) for form, count in counts.items() if count
    )


def _forms(terms: Iterable[Term]) -> list[str]:
    return list(dict.fromkeys(form for term in terms for form in (term.surface, *term.stems)))
