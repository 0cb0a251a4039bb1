"""Query -> results: retrieve, fuse, group copies, cut snippets, count facets."""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow
from app.catalogue.sparse import Term
from app.catalogue.user import Folder
from app.domain.hit import FoundPassage, Hit, Results, Snippet
from app.domain.ports import Encoder, PassageIndex
from app.domain.query import Mode, Query
from app.search.facets import facets, filtered_aspects
from app.search.fuse import RankedDocument, fuse
from app.search.retrieve import Retriever
from app.search.snippet import snippet
from app.search.terms import surfaces, terms_of

Away = Callable[[int, str], str]
"""(folder, volume) of a document -> the name of what is away, empty where it is there."""

SHOWN_PASSAGES = 3
"""Passages of a hit."""


class Searcher:
    """Answers queries; reads only."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PassageIndex,
        encoder: Callable[[], Encoder],
        encoder_languages: frozenset[str],
        folders: Callable[[], list[Folder]],
        away: Callable[[], Away] = lambda: there,
    ) -> None:
        """*away* is asked with each search what is away then."""
        self._catalogue = catalogue
        self._lookup = catalogue.lookup
        self._index = index
        self._folders = folders
        self._away = away
        self._retriever = Retriever(catalogue, index, encoder, encoder_languages)

    def search(self, query: Query, limit: int = 10) -> Results:
        """The best *limit* documents."""
        started = time.perf_counter()
        if not surfaces(query.text):
            return Results((), 0, note="There is no word to search for in this query.")
        folders = {folder.id: folder.path for folder in self._folders()}
        ranked, rows, by_meaning = self._ranked(query, limit, _roots(folders))
        away = self._away()
        shown = _one_per_content(ranked, rows, away)[:limit]
        terms = terms_of(query.text, self._lookup.languages())
        hits = tuple(self._hit(one, rows[one.document], terms, folders, away) for one in shown)
        return Results(
            hits=hits,
            total=len(ranked),
            facets=self._facets(query, limit, folders, rows.values()),
            milliseconds=(time.perf_counter() - started) * 1000,
            note=self._note(query, found=bool(hits), by_meaning=by_meaning),
        )

    def _ranked(
        self, query: Query, limit: int, roots: dict[int, bytes]
    ) -> tuple[list[RankedDocument], dict[int, DocumentRow], bool]:
        """(documents, best first; their rows by id; whether meaning was asked)."""
        candidates = self._retriever.candidates(query, limit, roots)
        ranked = fuse(candidates, query.mode)
        rows = self._lookup.documents(one.document for one in ranked)
        rows = {identity: row for identity, row in rows.items() if row.location.folder in roots}
        return [one for one in ranked if one.document in rows], rows, candidates.by_meaning

    def _facets(
        self, query: Query, limit: int, folders: dict[int, Path], rows: Iterable[DocumentRow]
    ) -> dict[str, dict[str, int]]:
        """Counts over the candidates; those of a filtered aspect as they are without its filter.

        So the user sees what another label of that aspect would bring.
        """
        names = {identity: path.name for identity, path in folders.items()}
        counted = facets(rows, names)
        for aspect, without in filtered_aspects(query.filter):
            _, wider, _ = self._ranked(replace(query, filter=without), limit, _roots(folders))
            if labels := facets(wider.values(), names).get(aspect):
                counted[aspect] = labels
        return counted

    def rank(self, query: Query, limit: int) -> list[tuple[int, float]]:
        """(document id, score) of the best *limit* documents, for evaluation: no text is cut."""
        roots = _roots({folder.id: folder.path for folder in self._folders()})
        ranked = fuse(self._retriever.candidates(query, limit, roots), query.mode)
        return [(one.document, one.score) for one in ranked[:limit]]

    def _hit(
        self,
        ranked: RankedDocument,
        row: DocumentRow,
        terms: list[Term],
        folders: dict[int, Path],
        away: Away,
    ) -> Hit:
        text = self._lookup.text(row.id)
        places = self._lookup.passages(passage for passage, _ in ranked.passages[:SHOWN_PASSAGES])
        passages = tuple(
            FoundPassage(p.id, p.start, p.end, p.place, p.heading, text[p.start : p.end], score)
            for passage, score in ranked.passages[:SHOWN_PASSAGES]
            if (p := places.get(passage)) is not None
        )
        path = row.location.below(folders[row.location.folder])
        return Hit(
            document_id=row.id,
            path=path,
            title=row.shown_title,
            kind=row.kind,
            modified_ns=row.modified_ns,
            score=ranked.score,
            snippet=snippet(passages[0].text, terms, row.language) if passages else Snippet(""),
            passages=passages,
            copies=tuple(self._copies(row, folders)),
            explanation=ranked.explanation,
            member=row.location.member,
            away=away(row.location.folder, row.volume),
        )

    def _copies(self, row: DocumentRow, folders: dict[int, Path]) -> Iterable[Path]:
        """Paths of the other documents with the same bytes."""
        others = [identity for identity in self._lookup.copies(row.content_hash) if identity != row.id]
        for other in self._lookup.documents(others).values():
            if other.location.folder in folders:
                yield other.location.below(folders[other.location.folder])

    def _note(self, query: Query, *, found: bool, by_meaning: bool) -> str:
        """What keeps the answer from being the whole truth."""
        if not self._catalogue.has_documents():
            return "Nothing is indexed yet: add a folder first."
        waiting = self._catalogue.progress.waiting()
        if waiting and query.mode is not Mode.WORDS:
            return f"{waiting} passages are not yet searchable by meaning."
        if not by_meaning and query.mode is not Mode.WORDS:
            return "Nothing can be searched by meaning now: indexing again mends it."
        return "" if found else "Nothing was found."


def there(_folder: int, _volume: str) -> str:
    """All is there."""
    return ""


def _roots(folders: dict[int, Path]) -> dict[int, bytes]:
    """The folders as the catalogue spells paths."""
    return {identity: os.fsencode(path) for identity, path in folders.items()}


def _one_per_content(
    ranked: list[RankedDocument], rows: dict[int, DocumentRow], away: Away
) -> list[RankedDocument]:
    """The best of each group of copies; one that is away leaves its place to one that is there."""

    def is_away(one: RankedDocument) -> bool:
        row = rows[one.document]
        return bool(away(row.location.folder, row.volume))

    places: dict[bytes | int, int] = {}
    kept: list[RankedDocument] = []
    for one in ranked:
        place = places.setdefault(rows[one.document].content_hash or one.document, len(kept))
        if place == len(kept):
            kept.append(one)
        elif is_away(kept[place]) and not is_away(one):
            kept[place] = replace(one, score=kept[place].score)
    return kept
