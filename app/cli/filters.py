"""Filters of a search on the command line: by options, and in the query itself."""

import os
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from app.domain.query import Filter, Query
from app.domain.query_language.understood import Understood


def options(arguments: Namespace) -> Filter:
    """What `--kind --folder --lang --since --until` ask for."""
    return Filter(
        kinds=frozenset(arguments.kind),
        languages=frozenset(arguments.lang),
        folders=tuple(os.fsencode(place) for place in arguments.folder if isinstance(place, Path)),
        folder_words=tuple(name for name in arguments.folder if isinstance(name, str)),
        since=arguments.since,
        until=arguments.until,
    )


def within(folder: Path | None, query: Query) -> Query:
    """*query* kept to a folder (`--in`), and there to those of its own folders that lie in it."""
    if folder is None:
        return query
    inside = [path for path in query.filter.folders if Path(os.fsdecode(path)).is_relative_to(folder)]
    folders = tuple(inside) or (os.fsencode(folder),)
    return replace(query, filter=replace(query.filter, folders=folders))


def understood_answer(understood: Understood) -> dict[str, object]:
    """What was understood of the query, as `search --json` says it."""
    return {
        "text": understood.text,
        "phrases": understood.phrases,
        "excluded": understood.excluded,
        "filters": [
            {"aspect": part.aspect, "label": part.value, "negated": part.negated}
            for part in understood.filters
        ],
    }
