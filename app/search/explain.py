"""Why a hit was found: its words, its meaning, what raised it, and how sure it is."""

from collections.abc import Sequence

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow
from app.catalogue.sparse import Term
from app.domain.hit import FoundPassage, Results
from app.domain.query import Mode, Query
from app.domain.reasons import Reasons, Stands, WordReason
from app.search.judge import forms_in, stands_near
from app.search.searcher import Searcher
from app.search.sentence import Sentences


class Explainer:
    """Gives the reasons for hits."""

    def __init__(self, catalogue: Catalogue, searcher: Searcher, sentences: Sentences) -> None:
        self._catalogue = catalogue
        self._searcher = searcher
        self._sentences = sentences

    def reasons(
        self, query: Query, results: Results, document: int, filters: Sequence[str] = ()
    ) -> Reasons | None:
        """The reasons for *document* among *results*; None where it is not there.

        *filters* are those of the query as they are typed.
        """
        rank, hit = next(
            ((rank, hit) for rank, hit in enumerate(results.hits, 1) if hit.document_id == document),
            (0, None),
        )
        row = self._catalogue.lookup.documents([document]).get(document)
        if hit is None or row is None or not hit.passages:
            return None
        best, why = hit.passages[0], hit.explanation
        terms = self._searcher.wording.asked(query).terms
        judge = self._searcher.judges.of(query, terms)
        is_by_meaning = why is not None and why.dense is not None
        found = self._sentences.best(query.text, best.text, terms, row.language) if is_by_meaning else None
        return Reasons(
            rank=rank,
            total=results.total,
            score=hit.score,
            words=() if query.mode is Mode.MEANING else tuple(self._words(terms, row, best)),
            words_share=why.sparse if why else None,
            cosine=why.dense if why else None,
            usual_cosine=judge.calibration.centre if judge and is_by_meaning else None,
            sentence=best.text[found.start : found.end] if found else "",
            sentence_cosine=found.cosine if found else None,
            fields=why.fields if why else None,
            is_named=bool(why and why.named),
            copies=len(hit.copies),
            filters=tuple(filters),
            confidence=hit.confidence,
            coverage=judge.evidence(None, row, best.heading, best.text).coverage if judge else None,
        )

    def _words(self, terms: Sequence[Term], row: DocumentRow, best: FoundPassage) -> list[WordReason]:
        inside = forms_in(best.text, row.language)
        around = forms_in(f"{row.title}\n{row.location.name}\n{best.heading}", row.language)
        sparse = self._catalogue.sparse
        return [
            WordReason(
                term.surface,
                _how(term, inside, around),
                sparse.contribution(term, best.passage_id),
                sparse.holding(term),
            )
            for term in terms
        ]


def _how(term: Term, inside: set[str], around: set[str]) -> Stands:
    if term.surface in inside:
        return Stands.AS_TYPED
    if not inside.isdisjoint(term.stems):
        return Stands.INFLECTED
    if any(stands_near(form, inside) for form in term.near):
        return Stands.NEAR
    return Stands.NOWHERE if around.isdisjoint((term.surface, *term.stems)) else Stands.AROUND
