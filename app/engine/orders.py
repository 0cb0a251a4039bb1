"""What the engine tells the indexer: values."""

from dataclasses import dataclass, field

from app.domain.scope import EVERYTHING, Scope


@dataclass(frozen=True, slots=True)
class LookThrough:
    """Look through these places, soon."""

    number: int
    """Counted up; `Looking` names the last one that it answers."""
    scope: Scope = field(default=EVERYTHING)
    words_of: int | None = None
    """Of so many files at most, the newest, the words are read, and no more is done; None: all is done."""


Order = LookThrough
