"""Where one document stands among the answers to a query, however far down."""

import os
from dataclasses import replace
from pathlib import Path

from app.catalogue.lookup import Lookup
from app.catalogue.rows import Location
from app.catalogue.user import UserFile
from app.domain.diagnosis import Rank
from app.domain.query import Filter, Query
from app.search.searcher import Searcher
from app.search.terms import surfaces

DEPTH = 1_000
"""Documents that are compared: far more than anybody looks through."""


def rank(searcher: Searcher, lookup: Lookup, user: UserFile, path: Path, query: Query) -> Rank | None:
    """The place of *path*, or of the best document inside it; without the filters where they leave it out.

    None where nothing of the file is indexed, or the query holds no word.
    """
    folder = user.covering(path)
    if folder is None or not surfaces(query.text):
        return None
    relative = os.fsencode(path.relative_to(folder.path).as_posix())
    documents = lookup.documents_at(Location(folder.id, relative))
    if not documents:
        return None
    found = _place(searcher, lookup, documents, query)
    unfiltered = replace(query, filter=Filter(), without=Filter())
    if found.place or query == unfiltered:
        return found
    wider = _place(searcher, lookup, documents, unfiltered)
    return replace(wider, is_filtered_out=True) if wider.place else found


def _place(searcher: Searcher, lookup: Lookup, documents: list[int], query: Query) -> Rank:
    """The best of *documents*; copies share a place, as in the list of hits."""
    ranked = [identity for identity, _ in searcher.rank(query, DEPTH)]
    rows = lookup.documents([*ranked, *documents])
    contents = {identity: row.content_hash or identity for identity, row in rows.items()}
    places = list(dict.fromkeys(contents[identity] for identity in ranked if identity in contents))
    wanted = {contents[identity] for identity in documents if identity in contents}
    place = next((number for number, content in enumerate(places, 1) if content in wanted), 0)
    return Rank(place, len(places))
