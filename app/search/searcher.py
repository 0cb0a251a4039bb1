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
from app.domain.hit import Confidence, FoundPassage, Hit, Results, Snippet
from app.domain.ports import Encoder, PassageIndex
from app.domain.query import Mode, Query
from app.domain.vectors import Ids
from app.search.allowed import passing
from app.search.candidates import Candidates
from app.search.copies import Away, Group, collapse
from app.search.counting import Counted, count
from app.search.feedback import feedback
from app.search.fuse import RankedDocument, fuse
from app.search.judge import Judge, Judges, best_band
from app.search.listing import is_listing, newest
from app.search.retrieve import Retriever
from app.search.snippet import snippet
from app.search.terms import surfaces
from app.search.unknown import sentence, unknown
from app.search.wording import Wording

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
        recipe: str = "",
    ) -> None:
        """*away* is asked with each search what is away then; *recipe* names what decides a vector."""
        self._catalogue = catalogue
        self._lookup = catalogue.lookup
        self._index = index
        self._folders = folders
        self._away = away
        self.wording = Wording(catalogue)
        self.judges = Judges(catalogue, recipe, encoder_languages)
        self._retriever = Retriever(catalogue, index, encoder, encoder_languages, self.wording)

    def search(self, query: Query, limit: int = 10) -> Results:
        """The best *limit* documents."""
        started = time.perf_counter()
        if not surfaces(query.text):
            if not is_listing(query):
                return Results((), 0, note="There is no word to search for in this query.")
            query = replace(query, mode=Mode.WORDS)  # nothing is asked for by meaning
        folders = {folder.id: folder.path for folder in self._folders()}
        ranked, rows, by_meaning, matched = self._ranked(query, limit, _roots(folders))
        away = self._away()
        shown = collapse(ranked, rows, away, self._catalogue.sketches.of, limit)
        asked = self.wording.asked(query)
        terms = list(asked.terms)
        judge = self.judges.of(query, terms)
        hits = tuple(self._hit(one, rows[one.best.document], terms, folders, away, judge) for one in shown)
        nobody_has = unknown(self._catalogue, query, _roots(folders))
        counted = self._counted(query, limit, folders, matched)
        return Results(
            hits=hits,
            total=len(matched),
            facets=counted.facets,
            dates=counted.dates,
            confidence=best_band(hit.confidence for hit in hits) if judge else None,
            milliseconds=(time.perf_counter() - started) * 1000,
            note=sentence(nobody_has) or self._note(query, found=bool(hits), by_meaning=by_meaning),
            corrected=asked.corrected if query.mode is not Mode.MEANING else (),
            unknown=nobody_has,
        )

    def _ranked(
        self, query: Query, limit: int, roots: dict[int, bytes]
    ) -> tuple[list[RankedDocument], dict[int, DocumentRow], bool, Ids]:
        """(documents, best first; their rows by id; whether meaning was asked; all documents that match)."""
        if surfaces(query.text):
            candidates = self._retriever.candidates(query, limit, roots)
            ranked, by_meaning = self._fused(candidates, query.mode), candidates.by_meaning
            matched = candidates.matched
        else:
            ranked, by_meaning = newest(self._catalogue, query, limit, roots), False
            matched = passing(self._catalogue, query, roots)
        rows = self._lookup.documents(one.document for one in ranked)
        rows = {identity: row for identity, row in rows.items() if row.location.folder in roots}
        return [one for one in ranked if one.document in rows], rows, by_meaning, matched

    def _fused(self, candidates: Candidates, mode: Mode) -> list[RankedDocument]:
        """Ranked, and ranked again by what the best documents are like."""
        ranked = fuse(candidates, mode)
        nearer = feedback(candidates, ranked, mode, self._retriever.vectors)
        return fuse(candidates, mode, nearer) if nearer else ranked

    def _counted(self, query: Query, limit: int, folders: dict[int, Path], documents: Ids) -> Counted:
        """Labels over all *documents* that match, not over the hits."""
        roots = _roots(folders)

        def matched(wider: Query) -> Ids:
            if surfaces(wider.text):
                return self._retriever.matched(wider, limit, roots)
            return passing(self._catalogue, wider, roots)

        names = {identity: path.name for identity, path in folders.items()}
        return count(self._catalogue.facts, query, documents, matched, names)

    def rank(
        self, query: Query, limit: int, revise: Callable[[Candidates], Candidates] = lambda found: found
    ) -> list[tuple[int, float]]:
        """(document id, score) of the best *limit* documents, for evaluation: no text is cut.

        *revise* may change what the two retrievals say before it is ranked.
        """
        roots = _roots({folder.id: folder.path for folder in self._folders()})
        ranked = self._fused(revise(self._retriever.candidates(query, limit, roots)), query.mode)
        return [(one.document, one.score) for one in ranked[:limit]]

    def judged(self, query: Query) -> Confidence | None:
        """The band of the best document, for evaluation; None where none is found, or nothing is calibrated."""
        judge = self.judges.of(query, self.wording.asked(query).terms)
        roots = _roots({folder.id: folder.path for folder in self._folders()})
        ranked = self._fused(self._retriever.candidates(query, 1, roots), query.mode)[:1]
        if judge is None or not ranked:
            return None
        best, (passage, _) = ranked[0], ranked[0].passages[0]
        row, place = self._lookup.documents([best.document]), self._lookup.passages([passage])[passage]
        text = self._lookup.text(best.document)[place.start : place.end]
        return judge.band(best.explanation.dense, row[best.document], place.heading, text)

    def _hit(
        self,
        group: Group,
        row: DocumentRow,
        terms: list[Term],
        folders: dict[int, Path],
        away: Away,
        judge: Judge | None,
    ) -> Hit:
        ranked = group.best
        text = self._lookup.text(row.id)
        places = self._lookup.passages(passage for passage, _ in ranked.passages[:SHOWN_PASSAGES])
        passages = tuple(
            FoundPassage(p.id, p.start, p.end, p.place, p.heading, text[p.start : p.end], score)
            for passage, score in ranked.passages[:SHOWN_PASSAGES]
            if (p := places.get(passage)) is not None
        )
        path = row.location.below(folders[row.location.folder])
        best = passages[0] if passages else None
        return Hit(
            document_id=row.id,
            path=path,
            title=row.shown_title,
            kind=row.kind,
            modified_ns=row.modified_ns,
            score=ranked.score,
            snippet=snippet(best.text, terms, row.language) if best else Snippet(""),
            passages=passages,
            copies=tuple(self._copies(row, group.others, folders)),
            confidence=judge.band(ranked.explanation.dense, row, best.heading, best.text)
            if judge and best
            else None,
            explanation=ranked.explanation,
            member=row.location.member,
            away=away(row.location.folder, row.volume),
        )

    def _copies(self, row: DocumentRow, near: Iterable[int], folders: dict[int, Path]) -> Iterable[Path]:
        """Paths of the other documents with the same bytes, then of those with nearly the same text."""
        others = self._lookup.documents(near).values()
        contents = [row.content_hash, *(other.content_hash for other in others)]
        found = [copy for content in contents for copy in self._lookup.copies(content)]
        ids = dict.fromkeys([*found, *(other.id for other in others)])
        for other in self._lookup.documents(identity for identity in ids if identity != row.id).values():
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
