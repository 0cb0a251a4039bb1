"""Gathers what speaks for a document, and judges it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.analysis.analyser import words_and_stems
from app.analysis.tokens import is_unspaced
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow
from app.catalogue.sparse import Term
from app.domain.hit import Confidence
from app.domain.query import Query
from app.search.calibration import FACT, LEAST, Calibration, calibration_of, of_small
from app.search.confidence import Evidence, band, evidence
from app.search.terms import surfaces

PAIR_WEIGHT = 0.5
"""A character of a script without spaces stands in two pairs: half of what each weighs is its own."""
NEAR = 0.5
"""How well a word is held where only something like it is, or where it goes on."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What is asked, and what is known of the library: judges one document after the other."""

    terms: tuple[Term, ...]
    rarities: tuple[float, ...]
    exact: frozenset[str]
    """Words in quotes, which the search itself saw to."""
    calibration: Calibration
    languages: frozenset[str]
    """That the encoder knows."""

    def band(self, cosine: float | None, row: DocumentRow, heading: str, passage: str) -> Confidence:
        """The band of a document whose best passage this is."""
        return band(self.evidence(cosine, row, heading, passage), self.calibration)

    def evidence(self, cosine: float | None, row: DocumentRow, heading: str, passage: str) -> Evidence:
        """What speaks for it; name and title count as part of the passage."""
        if row.language and row.language not in self.languages:
            cosine = None
        text = f"{row.title}\n{row.location.name}\n{heading}\n{passage}"
        return evidence(cosine, self.rarities, self.held(text, row.language))

    def held(self, text: str, language: str) -> list[float]:
        """How well *text* holds each word: 1 as it was typed or inflected, less where it is only like it."""
        there = forms_in(text, language)
        return [1.0 if term.surface in self.exact else _held(term, there) for term in self.terms]


class Judges:
    """Makes the judge of a query."""

    def __init__(self, catalogue: Catalogue, recipe: str, languages: frozenset[str]) -> None:
        """*recipe* names what decides the vectors of the index; *languages* are those that the encoder knows."""
        self._catalogue = catalogue
        self._recipe = recipe
        self._languages = languages

    def of(self, query: Query, terms: Sequence[Term]) -> Judge | None:
        """None where nobody has calibrated this index yet, or no word is asked for."""
        calibration = self._calibration()
        if calibration is None or not terms:
            return None
        rarities = self._catalogue.sparse.rarities(terms)
        weighted = tuple(
            rarity * (PAIR_WEIGHT if is_unspaced(term.surface[:1]) else 1.0)
            for term, rarity in zip(terms, rarities, strict=True)
        )
        exact = frozenset(word for phrase in query.phrases for word in surfaces(phrase))
        return Judge(tuple(terms), weighted, exact, calibration, self._languages)

    def _calibration(self) -> Calibration | None:
        """As it was measured, or as it is for every small library."""
        measured = calibration_of(self._catalogue.fact(FACT))
        if measured is not None and measured.recipe == self._recipe:
            return measured
        passages = self._catalogue.sampling.newest_passage()
        return of_small(self._recipe, passages) if passages < LEAST else None


def best_band(bands: Iterable[Confidence | None]) -> Confidence:
    """The surest of *bands*."""
    found = set(bands)
    return next((one for one in Confidence if one in found), Confidence.NONE)


def _held(term: Term, there: set[str]) -> float:
    if not there.isdisjoint((term.surface, *term.stems)):
        return 1.0
    return NEAR if any(stands_near(form, there) for form in term.near) else 0.0


def forms_in(text: str, language: str) -> set[str]:
    """The words and stems that stand in *text*."""
    words, stems = words_and_stems(text, language)
    return {*words.split(), *stems.split()}


def stands_near(form: str, there: set[str]) -> bool:
    """Whether *form*, one of what may be meant by a word, is among the words *there*."""
    if form.endswith("*"):
        return any(word.startswith(form[:-1]) for word in there)
    return there.issuperset(form.split())
