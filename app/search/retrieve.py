"""Two retrievals and their union: what is said, what is meant."""

import logging
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.sparse import Term
from app.domain.dense_filter import DenseFilter
from app.domain.errors import LibraryUnusable
from app.domain.ports import Encoder, PassageIndex
from app.domain.query import Mode, Query
from app.domain.vectors import Ids, Vector
from app.search.candidates import Candidates, Leg
from app.search.terms import surfaces, terms_of

EVALUATION_FOLDER = 0
"""Documents of a judged set belong to no folder of the user's."""
DEPTH = 100
"""Best passages of each retrieval that become candidates."""
SPARSE_DEPTH = 1_000
"""Passages whose BM25 is known: a candidate of the dense side should not lose its words."""
FIELD_DEPTH = 50
"""Documents whose title, name or headings match best: each brings its first passage."""


log = logging.getLogger(__name__)


class Retriever:
    """Asks catalogue and index."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PassageIndex,
        encoder: Callable[[], Encoder],
        encoder_languages: frozenset[str],
    ) -> None:
        self._catalogue = catalogue
        self._encoder_languages = encoder_languages
        self._index = index
        self._encoder = encoder

    def candidates(self, query: Query, limit: int, folders: dict[int, bytes]) -> Candidates:
        """Everything that may be among the best *limit* documents; filters hold for all of it."""
        lookup, words = self._catalogue.lookup, self._catalogue.sparse
        allowed = self._allowed(query, folders)
        depth = max(DEPTH, 3 * limit)
        terms = [] if query.mode is Mode.MEANING else terms_of(query.text, lookup.languages())
        sparse, fields = self._sparse(query, terms, allowed, max(SPARSE_DEPTH, depth))
        dense, vector = self._dense(query, allowed, depth)
        first = lookup.first_passages(fields.ids[:FIELD_DEPTH].tolist())
        documents = lookup.documents_of(
            dict.fromkeys([*sparse.ids[:depth].tolist(), *dense.ids.tolist(), *first])
        )
        cosine = dense.as_dict()
        if vector is not None:
            cosine.update(self._cosines(vector, [i for i in documents if i not in cosine]))
        return Candidates(
            documents=documents,
            cosine=cosine,
            bm25=sparse.as_dict(),
            fields=fields.as_dict(),
            named=frozenset(words.documents_named(terms)),
            foreign=lookup.in_other_languages(set(documents.values()), self._encoder_languages),
            attainable=words.attainable(terms),
            by_meaning=vector is not None,
        )

    def _allowed(self, query: Query, folders: dict[int, bytes]) -> Ids | None:
        """Sorted documents that filter, phrases and exclusions leave; None where they leave all."""
        where = query.filter
        if not where.folders and self._catalogue.folders_known() - folders.keys() - {EVALUATION_FOLDER}:
            where = replace(where, folders=tuple(folders.values()))  # a folder was removed, not yet forgotten
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

    def _sparse(self, query: Query, terms: list[Term], allowed: Ids | None, depth: int) -> tuple[Leg, Leg]:
        """(passages, documents by their fields)."""
        if not terms or (allowed is not None and not len(allowed)):
            return Leg(), Leg()
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
        past_strays = depth + len(self._catalogue.progress.strays())
        try:
            return Leg(*self._index.nearest(vector, past_strays, where)), vector
        except LibraryUnusable as error:
            log.warning("the index does not answer: %s", error)
            return Leg(), None

    def _cosines(self, vector: Vector, passages: list[int]) -> dict[int, float]:
        """Cosines of candidates that only words brought up."""
        if not passages:
            return {}
        try:
            ids, vectors = self._index.vectors(np.array(passages, np.int64))
        except LibraryUnusable as error:
            log.warning("the index does not answer: %s", error)
            return {}
        return dict(zip(ids.tolist(), (vectors @ vector).tolist(), strict=True))
