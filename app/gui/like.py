"""What the like of is sought, as the window names it."""

from dataclasses import dataclass
from pathlib import Path

from app.engine.requests import OfSimilar, SimilarTo, SimilarToFile, SimilarToText


@dataclass(frozen=True, slots=True)
class Like:
    """A document of the library by its id, a file by its path, or a text."""

    name: str
    """What people call it; for a text the text itself."""
    source: int | Path | str

    def question(self, number: int, text: str, limit: int) -> OfSimilar:
        """What the engine is asked; the filters in *text*, which is as typed, hold too."""
        match self.source:
            case int():
                return SimilarTo(number, self.source, text, limit)
            case Path():
                return SimilarToFile(number, self.source, text, limit)
            case _:
                return SimilarToText(number, self.source, text, limit)
