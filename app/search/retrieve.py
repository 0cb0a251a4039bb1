"""Two retrievals and their union: what is said, what is meant."""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.sparse import Term
from app.domain.dense_filter import DenseFilter
from app.domain.errors import LibraryUnusable
from app.domain.ports import Encoder, PassageIndex
from app.domain.query import Filter, Mode, Query
from app.domain.vectors import Ids, Vector
from app.search.allowed import allowed as allowed_documents
from app.search.aside import Aside
from app.search.background import Sample
from app.search.called import called
from app.search.candidates import Candidates, Leg
from app.search.wording import Wording

DEPTH = 100
"""Best passages of each retrieval that become candidates."""
EVERY = 1_000_000
"""More than are ever scored."""
SPARSE_DEPTH = 1_000
"""Passages whose BM25 is known: a candidate of the dense side should not lose its words."""
FIELD_DEPTH = 50
"""Documents whose title, name or headings match best: each brings its first passage."""


log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Meant:
    """What the dense retrieval tells."""

    near: Leg = field(default_factory=Leg)
    """Passages."""
    vector: Vector | None = None
    """Of the query; None where nothing was asked, or nothing answers."""
    vectors: dict[int, Vector] = field(default_factory=dict)
    """Of these passages."""


class Retriever:
    """Asks catalogue and index."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PassageIndex,
        encoder: Callable[[], Encoder],
        encoder_languages: frozenset[str],
        wording: Wording,
    ) -> None:
        self._catalogue = catalogue
        self._wording = wording
        self._encoder_languages = encoder_languages
        self._index = index
        self._encoder = encoder
        self._sample = Sample(catalogue.sampling, index)
        self._asked: tuple[str, Vector] | None = None

    def candidates(self, query: Query, limit: int, folders: dict[int, bytes]) -> Candidates:
        """Everything that may be among the best *limit* documents; filters hold for all of it."""
        lookup, words = self._catalogue.lookup, self._catalogue.sparse
        allowed = allowed_documents(self._catalogue, query, folders)
        depth = max(DEPTH, 3 * limit)
        terms = [] if query.mode is Mode.MEANING else list(self._wording.asked(query).terms)
        with self._beside(query, allowed, depth) as beside:
            sparse, fields = self._sparse(query, terms, allowed)
            exactly = frozenset(called(self._catalogue, query.text) if terms else ())
            fielded = fields.ids.tolist()
            first = lookup.first_passages([*filter(exactly.__contains__, fielded), *fielded[:FIELD_DEPTH]])
            meant = beside.result()
        vector, cosine = meant.vector, meant.near.as_dict()
        documents = lookup.documents_of(dict.fromkeys([*sparse.ids[:depth].tolist(), *cosine, *first]))
        said = [] if vector is None else [passage for passage in documents if passage not in cosine]
        with Aside(lambda: self.vectors(said)) as read:
            named, attainable = words.documents_named(terms), words.attainable(terms)
            foreign = lookup.in_other_languages(set(documents.values()), self._encoder_languages)
            matched = self._documents(sparse, documents.values())
            vectors = read.result()
        background = None if vector is None else self._sample.background(vector)
        if vector is not None:
            cosine.update((passage, float(other @ vector)) for passage, other in vectors.items())
        return Candidates(
            documents=documents,
            cosine=cosine,
            bm25=_known(sparse, documents),
            fields=fields.as_dict(),
            named=frozenset(named),
            called=exactly,
            foreign=foreign,
            attainable=attainable,
            vector=vector,
            vectors=vectors | meant.vectors,
            background=background,
            by_meaning=vector is not None,
            matched=matched,
        )

    def matched(self, query: Query, limit: int, folders: dict[int, bytes]) -> Ids:
        """What `candidates` says of the matched documents, and nothing else."""
        allowed = allowed_documents(self._catalogue, query, folders)
        terms = [] if query.mode is Mode.MEANING else list(self._wording.asked(query).terms)
        with self._beside(query, allowed, max(DEPTH, 3 * limit)) as beside:
            sparse, fields = self._sparse(query, terms, allowed)
            first = self._catalogue.lookup.first_passages(fields.ids[:FIELD_DEPTH].tolist())
            near = beside.result().near
        return self._documents(
            sparse, self._catalogue.lookup.documents_of([*near.ids.tolist(), *first]).values()
        )

    def _beside(self, query: Query, allowed: Ids | None, depth: int) -> Aside[_Meant]:
        """The dense retrieval, on a thread of its own: neither of the two holds the other up."""
        past_strays = depth + len(self._catalogue.progress.strays())
        return Aside(lambda: self._dense(query, allowed, past_strays))

    def _documents(self, sparse: Leg, others: Iterable[int]) -> Ids:
        """Sorted documents of what the words match, and *others*."""
        owners = self._catalogue.owners.of(sparse.ids)
        found = np.union1d(owners, np.fromiter(others, np.int64))
        return found[found > 0]

    def _sparse(self, query: Query, terms: list[Term], allowed: Ids | None) -> tuple[Leg, Leg]:
        """(all passages whose words were compared, documents by their fields)."""
        sparse, where = self._catalogue.sparse, query.filter
        if terms and (where.kinds or where.languages) and sparse.is_large:
            labelled = self._catalogue.facts.current().labelled(where.kinds, where.languages)
            allowed = labelled if allowed is None else np.intersect1d(allowed, labelled, assume_unique=True)
            where = Filter()  # FTS5 would walk through all the rows of a label with each question
        if not terms or (allowed is not None and not len(allowed)):
            return Leg(), Leg()
        return (
            Leg(*sparse.passages(terms, EVERY, where, allowed)),
            Leg(*sparse.documents(terms, SPARSE_DEPTH, where, allowed)),
        )

    def _dense(self, query: Query, allowed: Ids | None, limit: int) -> _Meant:
        """Nothing where nothing is encoded."""
        if query.mode is Mode.WORDS or not query.text or self._index.mark.version == 0:
            return _Meant()
        vector = self._vector(query.text)
        where = DenseFilter(query.filter.kinds or None, query.filter.languages or None, allowed)
        try:
            ids, scores, vectors = self._index.nearest_with_vectors(vector, limit, where)
        except LibraryUnusable as error:
            log.warning("the index does not answer: %s", error)
            return _Meant()
        return _Meant(Leg(ids, scores), vector, dict(zip(ids.tolist(), vectors, strict=True)))

    def _vector(self, text: str) -> Vector:
        """Of a query; labels ask for that of the same one again."""
        if self._asked is None or self._asked[0] != text:
            self._asked = text, self._encoder().encode_query(text)
        return self._asked[1]

    def vectors(self, passages: Iterable[int]) -> dict[int, Vector]:
        """Passage id -> vector, of those that are encoded."""
        wanted = np.fromiter(passages, np.int64)
        if not len(wanted):
            return {}
        try:
            ids, vectors = self._index.vectors(wanted)
        except LibraryUnusable as error:
            log.warning("the index does not answer: %s", error)
            return {}
        return dict(zip(ids.tolist(), vectors, strict=True))


def _known(sparse: Leg, documents: Collection[int]) -> dict[int, float]:
    """BM25 of the best passages, and of all candidates."""
    known = Leg(sparse.ids[:SPARSE_DEPTH], sparse.scores[:SPARSE_DEPTH]).as_dict()
    ids, scores = sparse.ids[SPARSE_DEPTH:], sparse.scores[SPARSE_DEPTH:]
    others = np.isin(ids, np.fromiter(documents, np.int64, len(documents)))
    return known | Leg(ids[others], scores[others]).as_dict()
