"""Adds to what was found the sentence that answers, which takes longer than finding it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.catalogue.lookup import Lookup
from app.catalogue.sparse import Term
from app.domain.hit import Excerpt, Hit, Results
from app.domain.query import Query
from app.search.sentence import Sentences
from app.search.snippet import snippet

MOST = 10
"""Hits, the best ones: about what is seen at once."""


class Sharpener:
    """Finds the sentence in the best passage of a hit, and shows it."""

    def __init__(
        self, lookup: Lookup, terms: Callable[[Query], Sequence[Term]], sentences: Sentences
    ) -> None:
        """*terms* gives the words of a query."""
        self._lookup = lookup
        self._terms = terms
        self._sentences = sentences

    def hit(self, query: Query, hit: Hit) -> Hit:
        """*hit* with its sentence, and a snippet that holds it; as it is where meaning was not asked."""
        if not hit.passages or hit.explanation is None or hit.explanation.dense is None:
            return hit
        passage, *others = hit.passages
        terms, language = self._terms(query), self._language(hit.document_id)
        found = self._sentences.best(query.text, passage.text, terms, language)
        if found is None:
            return hit
        told = replace(passage, sentence=(passage.start + found.start, passage.start + found.end))
        shown = snippet(passage.text, terms, language, (found.start, found.end))
        return replace(hit, snippet=shown, passages=(told, *others))

    def results(self, query: Query, results: Results) -> Results:
        """*results* with the sentences of the best hits."""
        best, others = results.hits[:MOST], results.hits[MOST:]
        return replace(results, hits=(*(self.hit(query, hit) for hit in best), *others))

    def excerpt(self, query: Query, excerpt: Excerpt) -> Excerpt:
        """*excerpt* with the sentence of its passage; as it is where there is none."""
        start, end = excerpt.passage
        terms, language = self._terms(query), self._language(excerpt.document_id)
        if not terms:
            return excerpt
        found = self._sentences.best(query.text, excerpt.text[start:end], terms, language)
        if found is None:
            return excerpt
        return replace(excerpt, sentence=(start + found.start, start + found.end))

    def _language(self, document: int) -> str:
        row = self._lookup.documents([document]).get(document)
        return row.language if row else ""
