"""Counts of labels of the given aspects over all candidates of a query."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from app.catalogue.rows import DocumentRow
from app.domain.query import Filter


def facets(documents: Iterable[DocumentRow], folder_names: dict[int, str]) -> dict[str, dict[str, int]]:
    """Aspect -> label -> documents, most frequent first.

    *folder_names* gives the name of each user folder by id; a label of the aspect `folder` is the
    folder just below it, or itself.
    """
    kinds: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for document in documents:
        kinds[document.kind] += 1
        if document.language:
            languages[document.language] += 1
        below = document.location.path.decode("utf-8", "replace").split("/")
        folders[below[0] if len(below) > 1 else folder_names.get(document.location.folder, "")] += 1
        years[str(datetime.fromtimestamp(document.modified_ns / 1e9, UTC).year)] += 1
    counted = {"kind": kinds, "folder": folders, "year": years, "language": languages}
    return {aspect: dict(counts.most_common()) for aspect, counts in counted.items() if counts}


def filtered_aspects(where: Filter) -> list[tuple[str, Filter]]:
    """Each aspect that *where* filters, with what is left of *where* without it."""
    without = {
        "kind": replace(where, kinds=frozenset()),
        "language": replace(where, languages=frozenset()),
        "folder": replace(where, folders=(), folder_words=()),
        "year": replace(where, since=None, until=None),
    }
    return [(aspect, wider) for aspect, wider in without.items() if wider != where]
