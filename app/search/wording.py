"""What a query's words may mean beside what they say: begun words, slips, words written otherwise.

Each of these is asked for beside the word as it was typed and counts for less: `Term.near`. Nothing
of it holds for what stands in quotes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.analysis.analyser import UNKNOWN, stems_of
from app.analysis.tokens import is_unspaced, tokens
from app.analysis.vocabulary import Vocabulary
from app.catalogue.catalogue import Catalogue
from app.catalogue.sparse import Term
from app.domain.query import Query
from app.search.begun import begun, completions
from app.search.slips import HARDLY, corrections
from app.search.spelling import joined, other_spellings, splits
from app.search.terms import LANGUAGES, is_one_character, surfaces, terms_of

_COMPOUND = re.compile(r"\w+(?:[^\w\s]\w+)+")
"""`3.11`, `2024-05-01`, `jan@example.org`, `e-mail`."""
_EXACT = re.compile(r"[\d@._/:\\]")
"""Tells what is meant to the letter; words with hyphens between are not, and were found worse as a phrase."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a query with what they may mean."""

    terms: tuple[Term, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    """(word as typed, another one that was asked for as well)."""


class Wording:
    """Knows the words of the library."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._last: tuple[object, Asked] = (), Asked()

    def asked(self, query: Query) -> Asked:
        """The terms of *query*; asked again for the same one, nothing is looked up."""
        standing = query.text, query.phrases, query.typing, self._catalogue.vocabulary.standing()
        if self._last[0] != standing:
            self._last = standing, self._look_up(query)
        return self._last[1]

    def _look_up(self, query: Query) -> Asked:
        languages = self._catalogue.lookup.languages()
        words = self._catalogue.vocabulary.current()
        exact = {word for phrase in query.phrases for word in surfaces(phrase)}
        terms = terms_of(query.text, languages)
        written = _written(query.text, terms, exact, words)
        last = begun(query)
        found: list[Term] = []
        corrected: list[tuple[str, str]] = []
        for term in terms:
            surface = term.surface
            if surface in exact or is_one_character(surface):
                found.append(term)
                continue
            near = written.get(surface, [])
            goes_on = surface == last and len(words.beginning_with(surface)) > 0
            if not near and not goes_on:
                instead = self._instead(term, words, languages)
                near = [form for _, forms in instead for form in forms]
                corrected += [(surface, word) for word, _ in instead]
            if surface == last:
                near = [*near, *completions(surface, words)]
            found.append(replace(term, near=tuple(dict.fromkeys(near))))
        return Asked(tuple(found), tuple(corrected))

    def _instead(
        self, term: Term, words: Vocabulary, languages: Sequence[str]
    ) -> list[tuple[str, tuple[str, ...]]]:
        """(word, its forms) to ask for in the place of one that is not there, or as good as not there."""
        surface, count = term.surface, words.count(term.surface)
        if count > HARDLY or is_unspaced(surface):
            return []
        if count:
            return [(word, (word,)) for word in corrections(surface, words, count)]
        if any(map(self._catalogue.vocabulary.holds, (surface, *term.stems))):
            return []
        if apart := [two for two in splits(surface, words) if self._stands(two)]:
            return [(two, (two,)) for two in apart]
        asked = list(dict.fromkeys([*languages[:LANGUAGES], UNKNOWN]))
        return [(word, self._one_form(word, asked)) for word in corrections(surface, words)]

    def _one_form(self, word: str, languages: Sequence[str]) -> tuple[str, ...]:
        """A word by its stems, where some are there, as they find its other forms, too."""
        stems = tuple(stem for stem in stems_of(word, languages) if self._catalogue.vocabulary.holds(stem))
        return stems[:1] or (word,)

    def _stands(self, two: str) -> bool:
        """Whether the words stand side by side anywhere."""
        return bool(len(self._catalogue.sparse.documents_with(two.split())))


def _written(text: str, terms: Iterable[Term], exact: set[str], words: Vocabulary) -> dict[str, list[str]]:
    """Word -> how it is written otherwise, alone or together with those behind it."""
    found: dict[str, list[str]] = {}
    for match in _COMPOUND.finditer(text):
        parts = [token.surface for token in tokens(match.group()) if not token.part]
        if len(parts) > 1 and exact.isdisjoint(parts) and not any(map(is_unspaced, parts)):
            first = next((part for part in parts if len(part) > 1), parts[0])
            to_the_letter = [" ".join(parts)] if _EXACT.search(match.group()) else []
            found.setdefault(first, []).extend([*to_the_letter, *joined(parts, words)])
    told = [term.surface for term in terms]
    for first, second in pairwise(told):
        if exact.isdisjoint((first, second)):
            found.setdefault(first, []).extend(joined([first, second], words))
    for surface in told:
        found.setdefault(surface, []).extend(other_spellings(text, surface, words))
    return found
