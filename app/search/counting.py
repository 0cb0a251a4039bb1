"""Labels of the given aspects, counted over all that a query matches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.catalogue.facts import KeptFacts
from app.domain.query import Query
from app.domain.vectors import Ids
from app.search.facets import dates, facets, filtered_aspects


@dataclass(frozen=True, slots=True)
class Counted:
    """What is said of the candidates as a whole."""

    facets: dict[str, dict[str, int]]
    dates: tuple[tuple[str, int], ...]
    """(month as `2024-05`, documents), oldest first; without a filter on dates."""


def count(
    kept: KeptFacts,
    query: Query,
    documents: Ids,
    matched: Callable[[Query], Ids],
    folder_names: Mapping[int, str],
) -> Counted:
    """Count *documents*, which *query* matches; a filtered aspect is counted as it is without its filter.

    So the user sees what another label of that aspect would bring; *matched* tells what a query matches.
    """
    facts = kept.current()
    counted, changed = facets(facts, documents, folder_names), dates(facts, documents)
    for aspect, without in filtered_aspects(query.filter):
        wider = matched(replace(query, filter=without))
        if labels := facets(facts, wider, folder_names).get(aspect):
            counted[aspect] = labels
        if aspect == "year":
            changed = dates(facts, wider)
    return Counted(counted, changed)
