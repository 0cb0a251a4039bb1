"""Searches that the user comes back to: those of late, and those that he gave a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name; filters are part of its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownSearches:
    """What can be searched for again."""

    saved: tuple[SavedSearch, ...] = ()
    """By name."""
    recent: tuple[str, ...] = ()
    """As typed, newest first."""
