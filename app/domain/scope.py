"""What is to be looked through: everything, or some places."""

from dataclasses import dataclass
from pathlib import Path

MOST_PATHS = 1_000
"""Where more has changed than this, looking through everything is no more work."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Files, and folders with all that lies below them; what is not there any more counts too."""

    paths: frozenset[Path] | None = None
    """Absolute; None: everything."""

    def __or__(self, other: "Scope") -> "Scope":
        if self.paths is None or other.paths is None:
            return EVERYTHING
        both = self.paths | other.paths
        return Scope(both) if len(both) <= MOST_PATHS else EVERYTHING

    def __bool__(self) -> bool:
        return self.paths is None or bool(self.paths)


EVERYTHING = Scope()
NOTHING = Scope(frozenset())
