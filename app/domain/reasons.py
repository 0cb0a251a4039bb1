"""Why a document was found, and where it stands: what `search --explain` and the window tell."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.hit import Confidence


class Stands(StrEnum):
    """How a word of the query stands in the best passage of a hit."""

    AS_TYPED = "as-typed"
    INFLECTED = "inflected"
    """Another form of it."""
    NEAR = "near"
    """A word like it, or one that it begins."""
    AROUND = "around"
    """Not there, but in title, name or heading."""
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class WordReason:
    """What one word of the query says for a hit."""

    word: str
    """As it was understood: folded."""
    stands: Stands
    weight: float
    """Its part of the BM25 of the best passage."""
    passages: int
    """Passages of the library that hold it: the fewer, the more it tells."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everything that speaks for one hit."""

    rank: int
    """From 1."""
    total: int
    """Documents that were ranked."""
    score: float
    """By which they were ranked."""
    words: tuple[WordReason, ...]
    words_share: float | None
    """BM25 of the best passage against the best reached and attainable; None where words were not asked."""
    cosine: float | None
    """Of query and best passage; None where meaning was not asked."""
    usual_cosine: float | None
    """What unrelated questions reach in this library; None until that was measured."""
    sentence: str = ""
    """The one that answers best."""
    sentence_cosine: float | None = None
    fields: float | None = None
    """BM25 of title, name and headings, as a share of the best among the candidates."""
    is_named: bool = False
    """Whether title and name hold every word."""
    copies: int = 0
    filters: tuple[str, ...] = ()
    """That hold for it, as they are typed."""
    confidence: Confidence | None = None
    coverage: float | None = None
    """Share of the query that its best passage holds, rare words counting most; None until calibrated."""
