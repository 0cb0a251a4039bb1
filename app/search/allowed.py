"""Which documents a query leaves to both retrievals: filters, phrases and what must not be there."""

from dataclasses import replace

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.matching import EVERYTHING
from app.domain.query import Filter, Query
from app.domain.vectors import Ids
from app.search.terms import surfaces

EVALUATION_FOLDER = 0
"""Documents of a judged set belong to no folder of the user's."""


def allowed(catalogue: Catalogue, query: Query, folders: dict[int, bytes]) -> Ids | None:
    """Sorted documents that the query leaves; None where kinds and languages say all that there is to say.

    Those two are known to the retrievals themselves, as labels and columns. *folders* maps the id
    of each user folder to its absolute path.
    """
    where = _within_folders(catalogue, query.filter, folders)
    beyond_columns = replace(where, kinds=frozenset(), languages=frozenset()) != EVERYTHING
    if not (beyond_columns or query.without != EVERYTHING or query.phrases or query.excluded):
        return None
    return _passing(catalogue, query, where, folders)


def passing(catalogue: Catalogue, query: Query, folders: dict[int, bytes]) -> Ids:
    """Sorted documents that the query leaves, all of them told."""
    return _passing(catalogue, query, _within_folders(catalogue, query.filter, folders), folders)


def _passing(catalogue: Catalogue, query: Query, where: Filter, folders: dict[int, bytes]) -> Ids:
    documents = catalogue.matching.documents(where, folders, query.without)
    for phrase in filter(None, map(surfaces, query.phrases)):
        with_it = catalogue.sparse.documents_with(phrase)
        documents = np.intersect1d(documents, with_it, assume_unique=True)
    for unwanted in filter(None, map(surfaces, query.excluded)):
        with_it = catalogue.sparse.documents_with(unwanted)
        documents = np.setdiff1d(documents, with_it, assume_unique=True)
    return documents


def _within_folders(catalogue: Catalogue, where: Filter, folders: dict[int, bytes]) -> Filter:
    """*where*, kept to the user's folders, where one was removed and is not yet forgotten."""
    if not where.folders and catalogue.folders_known() - folders.keys() - {EVALUATION_FOLDER}:
        return replace(where, folders=tuple(folders.values()))
    return where
