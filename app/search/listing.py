"""A query of filters alone: no word says what is better, so the newest document comes first."""

from app.catalogue.catalogue import Catalogue
from app.catalogue.matching import EVERYTHING
from app.domain.hit import Explanation
from app.domain.query import Query
from app.search.allowed import passing
from app.search.fuse import RankedDocument
from app.search.terms import surfaces

LISTED = 200
"""Documents that are looked at, at least: some of them are copies of each other."""
_NOTHING = Explanation(dense=None, sparse=None, fields=None, named=False, fused=0.0)


def is_listing(query: Query) -> bool:
    """Whether a query names no word to find, and says by filters which documents are meant."""
    is_filtered = query.filter != EVERYTHING or query.without != EVERYTHING
    return is_filtered and not surfaces(query.text)


def newest(catalogue: Catalogue, query: Query, limit: int, folders: dict[int, bytes]) -> list[RankedDocument]:
    """The documents that the filters leave, the newest first, each with its first passage."""
    found = catalogue.matching.newest(passing(catalogue, query, folders), max(3 * limit, LISTED))
    first = catalogue.lookup.documents_of(catalogue.lookup.first_passages(found))
    passages = {document: passage for passage, document in first.items()}
    return [
        RankedDocument(document, 0.0, ((passages[document], 0.0),), _NOTHING)
        for document in found
        if document in passages
    ]
