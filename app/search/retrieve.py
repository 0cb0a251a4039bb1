"""Two retrievals and their union: what is said, what is meant."""

from collections.abc import Callable

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.domain.ports import Encoder, PassageIndex
from app.domain.query import DenseFilter, Mode, Query
from app.domain.vectors import Ids, Vector
from app.search.candidates import Candidates, Leg
from app.search.terms import surfaces, terms_of

DEPTH = 100
"""Best passages of each retrieval that become candidates."""
SPARSE_DEPTH = 1_000
"""Passages whose BM25 is known: a candidate of the dense side should not lose its words."""
FIELD_DEPTH = 50
"""Documents whose title, name or headings match best: each brings its first passage."""


class Retriever:
    """Asks catalogue and index."""

    def __init__(self, catalogue: Catalogue, index: PassageIndex, encoder: Callable[[], Encoder]) -> None:
        self._catalogue = catalogue
        self._index = index
        self._encoder = encoder

    def candidates(self, query: Query, limit: int, folders: dict[int, bytes]) -> Candidates:
        """Everything that may be among the best *limit* documents; filters hold for all of it."""
        allowed = self._allowed(query, folders)
        depth = max(DEPTH, 3 * limit)
        sparse, fields = self._sparse(query, allowed, max(SPARSE_DEPTH, depth))
        dense, vector = self._dense(query, allowed, depth)
        first = self._catalogue.lookup.first_passages(fields.ids[:FIELD_DEPTH].tolist())
        ids = dict.fromkeys([*sparse.ids[:depth].tolist(), *dense.ids.tolist(), *first])
        documents = self._catalogue.lookup.documents_of(ids)
        cosine = dense.as_dict()
        if vector is not None:
            cosine.update(self._cosines(vector, [i for i in documents if i not in cosine]))
        return Candidates(documents, cosine, sparse.as_dict(), fields.as_dict())

    def _allowed(self, query: Query, folders: dict[int, bytes]) -> Ids | None:
        """Sorted documents that filter, phrases and exclusions leave; None where they leave all."""
        where = query.filter
        beyond_columns = (
            where.folders or where.folder_words or where.since is not None or where.until is not None
        )
        if not (beyond_columns or query.phrases or query.excluded):
            return None
        allowed = self._catalogue.lookup.documents_matching(where, folders)
        sparse = self._catalogue.sparse
        for phrase in query.phrases:
            allowed = np.intersect1d(allowed, sparse.documents_with(surfaces(phrase)), assume_unique=True)
        for unwanted in query.excluded:
            allowed = np.setdiff1d(allowed, sparse.documents_with(surfaces(unwanted)), assume_unique=True)
        return allowed

    def _sparse(self, query: Query, allowed: Ids | None, depth: int) -> tuple[Leg, Leg]:
        """(passages, documents by their fields)."""
        if query.mode is Mode.MEANING or (allowed is not None and not len(allowed)):
            return Leg(), Leg()
        terms = terms_of(query.text, self._catalogue.lookup.languages())
        sparse = self._catalogue.sparse
        return (
            Leg(*sparse.passages(terms, depth, query.filter, allowed)),
            Leg(*sparse.documents(terms, depth, query.filter, allowed)),
        )

    def _dense(self, query: Query, allowed: Ids | None, depth: int) -> tuple[Leg, Vector | None]:
        """(passages, the query's vector); nothing where nothing is encoded."""
        if query.mode is Mode.WORDS or not query.text or self._index.mark.version == 0:
            return Leg(), None
        vector = self._encoder().encode_query(query.text)
        where = DenseFilter(query.filter.kinds or None, query.filter.languages or None, allowed)
        return Leg(*self._index.nearest(vector, depth, where)), vector

    def _cosines(self, vector: Vector, passages: list[int]) -> dict[int, float]:
        """Cosines of candidates that only words brought up."""
        if not passages:
            return {}
        ids, vectors = self._index.vectors(np.array(passages, np.int64))
        return dict(zip(ids.tolist(), (vectors @ vector).tolist(), strict=True))
