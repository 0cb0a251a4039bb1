"""Documents that are like one that the user has: compared by their passages, not by words of a query.

All documents are ranked by one vector each, which a few milliseconds allow; the first of them are compared
passage by passage (`domain/document_vector.py`), and that is their score.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow
from app.catalogue.user import Folder
from app.domain.document_vector import asking_vector, chamfer, likeness, spread
from app.domain.errors import LibraryUnusable
from app.domain.hit import FoundPassage, Hit, Results
from app.domain.ports import PassageIndex
from app.domain.query import Query
from app.domain.vectors import Ids, Vectors
from app.search.allowed import passing
from app.search.facets import facets
from app.search.snippet import snippet

CANDIDATES = 200
"""Documents that are compared passage by passage."""
SHOWN_PASSAGES = 3
NOT_YET = (
    "This document cannot be compared yet: it is still being read for its meaning. Please try again soon."
)
DAMAGED = "Nothing can be compared by meaning now: indexing again mends it."
NOTHING = "Nothing is like it."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Source:
    """What the like of is sought: passages, at most some tens of them, and their vectors."""

    vectors: Vectors
    """float32[n, d]."""
    texts: tuple[str, ...]
    documents: frozenset[int] = frozenset()
    """Itself, where it is in the library: left out with its copies."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A document and how its passages agree with those of the source."""

    row: DocumentRow
    score: float
    passages: Ids
    cosines: NDArray[np.float32]
    """float32[passages of the source, passages]."""


class Similar:
    """Answers what is like something; reads only."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PassageIndex,
        folders: Callable[[], list[Folder]],
        away: Callable[[], Callable[[int, str], str]],
    ) -> None:
        """*away* is asked with each search what is away then."""
        self._catalogue = catalogue
        self._lookup = catalogue.lookup
        self._index = index
        self._folders = folders
        self._away = away

    def source(self, documents: Sequence[int]) -> Source:
        """Documents of the library, as one; without vectors where nothing of them is encoded."""
        ids = [passage for document in documents for passage in self._lookup.passages_in(document)]
        ids = [ids[place] for place in spread(len(ids))] if ids else []
        found, vectors = self._index.vectors(np.array(ids, np.int64))
        places = self._lookup.passages(found.tolist())
        texts = {document: self._lookup.text(document) for document in documents}
        kept = [number for number, one in enumerate(found.tolist()) if one in places]
        stretches = (places[int(found[number])] for number in kept)
        return Source(
            vectors[kept],
            tuple(texts[one.document][one.start : one.end] for one in stretches),
            frozenset(documents),
        )

    def search(self, source: Source, within: Query, limit: int = 10) -> Results:
        """The *limit* documents most like *source* that pass what *within* asks beside its text, best first."""
        started = time.perf_counter()
        if not len(source.vectors):
            return Results((), 0, note=NOT_YET)
        folders = {folder.id: folder.path for folder in self._folders()}
        try:
            compared = self._compared(source, self._candidates(source, within, limit, folders))
        except LibraryUnusable as error:
            log.warning("the index does not answer: %s", error)
            return Results((), 0, note=DAMAGED)
        away = self._away()
        hits = tuple(self._hit(source, one, folders, away) for one in _one_per_content(compared)[:limit])
        return Results(
            hits=hits,
            total=len(compared),
            facets=facets(
                self._catalogue.facts.current(),
                np.array([one.row.id for one in compared], np.int64),
                {i: path.name for i, path in folders.items()},
            ),
            milliseconds=(time.perf_counter() - started) * 1000,
            note=self._note(found=bool(hits)),
        )

    def _candidates(
        self, source: Source, within: Query, limit: int, folders: dict[int, Path]
    ) -> list[DocumentRow]:
        """Documents that are like *source* by one vector each, neither itself nor a copy of it."""
        roots = {identity: os.fsencode(path) for identity, path in folders.items()}
        allowed = passing(self._catalogue, within, roots)
        own = self._lookup.documents(source.documents)
        asking, dimension = asking_vector(source.vectors), source.vectors.shape[1]
        ids, scores = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for some, codes in self._catalogue.document_vectors.rows():
            if codes.shape[1] != len(asking):  # of an older rule: they will be made anew
                continue
            kept = np.isin(some, allowed, assume_unique=True)
            ids.append(some[kept])
            scores.append(likeness(asking, codes[kept], dimension))
        order = np.argsort(-np.concatenate(scores), kind="stable")
        copies = {copy for row in own.values() for copy in self._lookup.copies(row.content_hash)}
        left_out = copies | source.documents
        ranked = [one for one in np.concatenate(ids)[order].tolist() if one not in left_out]
        rows = self._lookup.documents(ranked[: max(CANDIDATES, 2 * limit)])
        return [row for row in rows.values() if row.location.folder in folders]

    def _compared(self, source: Source, candidates: Iterable[DocumentRow]) -> list[_Compared]:
        """The candidates, those that are most like *source* first."""
        passages = {row.id: self._lookup.passages_in(row.id) for row in candidates}
        chosen = {
            identity: np.array(ids, np.int64)[spread(len(ids))] for identity, ids in passages.items() if ids
        }
        every = np.concatenate([np.empty(0, np.int64), *chosen.values()])
        found, vectors = self._index.vectors(every)
        order = np.argsort(found)
        found, cosines = found[order], source.vectors @ vectors[order].T
        compared: list[_Compared] = []
        for row in candidates:
            columns = np.flatnonzero(np.isin(found, chosen.get(row.id, np.empty(0, np.int64))))
            if len(columns):
                own = cosines[:, columns]
                compared.append(_Compared(row, chamfer(own), found[columns], own))
        return sorted(compared, key=lambda one: (-one.score, one.row.id))

    def _hit(
        self,
        source: Source,
        compared: _Compared,
        folders: dict[int, Path],
        away: Callable[[int, str], str],
    ) -> Hit:
        """The passages nearest to the source, and what of the source the first is nearest to."""
        row, nearest = compared.row, compared.cosines.max(axis=0)
        text = self._lookup.text(row.id)
        best = np.argsort(-nearest, kind="stable")[:SHOWN_PASSAGES]
        places = self._lookup.passages(compared.passages[best].tolist())
        passages = tuple(
            FoundPassage(p.id, p.start, p.end, p.place, p.heading, text[p.start : p.end], float(nearest[at]))
            for at in best
            if (p := places.get(int(compared.passages[at]))) is not None
        )
        partner = source.texts[int(compared.cosines[:, best[0]].argmax())]
        shown = passages[0].text if passages else ""
        return Hit(
            document_id=row.id,
            path=row.location.below(folders[row.location.folder]),
            title=row.shown_title,
            kind=row.kind,
            modified_ns=row.modified_ns,
            score=compared.score,
            snippet=snippet(shown, (), row.language),
            passages=passages,
            copies=tuple(self._copies(row, folders)),
            member=row.location.member,
            away=away(row.location.folder, row.volume),
            most_alike=snippet(partner, (), row.language).text,
        )

    def _copies(self, row: DocumentRow, folders: dict[int, Path]) -> Iterable[Path]:
        others = [identity for identity in self._lookup.copies(row.content_hash) if identity != row.id]
        for other in self._lookup.documents(others).values():
            if other.location.folder in folders:
                yield other.location.below(folders[other.location.folder])

    def _note(self, *, found: bool) -> str:
        waiting = self._catalogue.progress.waiting()
        if waiting:
            return f"{waiting} passages are not yet searchable by meaning."
        return "" if found else NOTHING


def _one_per_content(compared: Iterable[_Compared]) -> list[_Compared]:
    """The best of each group of copies."""
    kept: dict[bytes | int, _Compared] = {}
    for one in compared:
        kept.setdefault(one.row.content_hash or one.row.id, one)
    return list(kept.values())
