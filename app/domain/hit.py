"""What is found."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.domain.document import Place
from app.domain.query import Unknown


class Confidence(StrEnum):
    """Bands calibrated on the user's own index."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Snippet:
    """The lines worth showing; marks are (start, end) code points of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    sentence: tuple[int, int] | None = None
    """What of `text` belongs to the sentence that answers best; None while that was not looked for."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a score comes from."""

    dense: float | None
    """Cosine of query and best passage; None where it was not asked."""
    sparse: float | None
    """BM25 of the best passage, against the best reached and attainable; None where it was not asked."""
    fields: float | None
    """BM25 of title, name and headings, as a share of the best among the candidates."""
    named: bool
    """Whether title and name hold every word of the query."""
    fused: float


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One passage of a hit: `document.text[start:end] == text`."""

    passage_id: int
    start: int
    end: int
    place: Place
    heading: str
    text: str
    score: float
    sentence: tuple[int, int] | None = None
    """The sentence that answers best, as code points of the document; None while that was not looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, with the passages that do, best first."""

    document_id: int
    path: Path
    title: str
    kind: str
    modified_ns: int
    score: float
    snippet: Snippet
    passages: tuple[FoundPassage, ...]
    copies: tuple[Path, ...] = ()
    """Other files with the same content, and those with nearly the same text."""
    confidence: Confidence | None = None
    explanation: Explanation | None = None
    member: str = ""
    """Name of the document inside the file at `path`, where it is in an archive or a mailbox."""
    away: str = ""
    """Name of the drive, the share or the folder that is away, so that the file cannot be opened; empty if it can."""
    most_alike: str = ""
    """What of the document whose like was sought the best passage is nearest to; empty where words were asked for."""

    @property
    def place(self) -> Place:
        """Where the best passage stands."""
        return self.passages[0].place


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one query."""

    hits: tuple[Hit, ...]
    total: int
    """Documents among the candidates after filters."""
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    """Aspect -> label -> documents, over all candidates, not over the shown hits."""
    dates: tuple[tuple[str, int], ...] = ()
    """(month of the last change as `2024-05`, documents), oldest first, over the same; as if no date were asked for."""
    confidence: Confidence | None = None
    milliseconds: float = 0.0
    corrected: tuple[tuple[str, str], ...] = ()
    """(word as typed, another one that was searched for as well), where the first is nowhere, or hardly anywhere."""
    note: str = ""
    """A calm sentence where the answer is not the whole truth (no vectors yet, nothing indexed)."""
    unknown: tuple[Unknown, ...] = ()
    """Filters on values that no document has."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment as it lies in an excerpt."""

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The text around a passage, for the preview: `text == document.text[offset:offset + len(text)]`."""

    document_id: int
    path: Path
    title: str
    kind: str
    text: str
    offset: int
    """Code points of the document's text before the excerpt."""
    total: int
    """Code points of the whole."""
    passage: tuple[int, int]
    """The passage, as code points of `text`."""
    marks: tuple[tuple[int, int], ...] = ()
    """What the query asks for, as code points of `text`."""
    sentence: tuple[int, int] | None = None
    """The sentence that answers best, as code points of `text`; None while that was not looked for."""
    stretches: tuple[Stretch, ...] = ()
    """Pages or sections that begin or go on in the excerpt, in order."""
    member: str = ""
    """Name of the document inside the file at `path`."""
