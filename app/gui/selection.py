"""Labels chosen in the aspect panel -> the filter that the search is given."""

from collections.abc import Mapping
from datetime import UTC, datetime

from app.domain.query import Filter

Selection = Mapping[str, frozenset[str]]
"""Aspect -> chosen labels; several labels of one aspect mean any of them."""


def filter_of(selection: Selection) -> Filter:
    """The filter for *selection*; of several years the span from the first to the last counts."""
    years = sorted(int(year) for year in selection.get("year", ()) if year.isdecimal())
    return Filter(
        kinds=selection.get("kind", frozenset()),
        languages=selection.get("language", frozenset()),
        folder_words=tuple(sorted(selection.get("folder", ()))),
        since=_new_year(years[0]) if years else None,
        until=_new_year(years[-1] + 1) if years else None,
    )


def _new_year(year: int) -> int:
    """Nanoseconds since 1970, as the facets count years."""
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000_000
