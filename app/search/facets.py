"""Counts of labels of the given aspects over all candidates of a query."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from app.catalogue.facts import Facts
from app.domain.query import Filter
from app.domain.vectors import Ids

FIRST_YEAR = 1970
MONTHS = 12


def facets(facts: Facts, documents: Ids, folder_names: Mapping[int, str]) -> dict[str, dict[str, int]]:
    """Aspect -> label -> how many of *documents* (unique), most frequent first.

    *folder_names* gives the name of each user folder by id; a label of the aspect `folder` is the
    folder just below it, or itself.
    """
    rows = facts.rows(documents)
    folders: Counter[str] = Counter()
    for (folder, below), count in facts.tops.counts(rows).items():
        name = folder_names.get(folder, "") if below is None else below.decode("utf-8", "replace")
        folders[name] += count
    years = {str(FIRST_YEAR + year): count for year, count in facts.periods(rows, MONTHS).items()}
    languages = facts.languages.counts(rows)
    languages.pop("", None)
    counted = {
        "kind": facts.kinds.counts(rows),
        "folder": dict(folders.most_common()),
        "year": dict(Counter(years).most_common()),
        "language": languages,
    }
    return {aspect: counts for aspect, counts in counted.items() if counts}


def dates(facts: Facts, documents: Ids) -> tuple[tuple[str, int], ...]:
    """(month as `2024-05`, how many of *documents* changed in it), oldest first."""
    months = facts.periods(facts.rows(documents)).items()
    return tuple(
        (f"{FIRST_YEAR + month // MONTHS:04}-{month % MONTHS + 1:02}", count) for month, count in months
    )


def filtered_aspects(where: Filter) -> list[tuple[str, Filter]]:
    """Each aspect that *where* filters, with what is left of *where* without it."""
    without = {
        "kind": replace(where, kinds=frozenset()),
        "language": replace(where, languages=frozenset()),
        "folder": replace(where, folders=(), folder_words=()),
        "year": replace(where, since=None, until=None, periods=()),
    }
    return [(aspect, wider) for aspect, wider in without.items() if wider != where]
