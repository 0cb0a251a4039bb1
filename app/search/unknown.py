"""Filters on a value that no document has: they find nothing, and that is said, with what looks like them."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from app.catalogue.catalogue import Catalogue
from app.domain.query import Filter, Query, Unknown
from app.domain.query_language.labels import KIND_NAMES, LANGUAGE_NAMES
from app.domain.query_language.parts import Aspect

NEAR = 3
"""Values that are named beside an unknown one."""
MOST_VALUES = 20
"""Values of a query that are looked up."""


def unknown(catalogue: Catalogue, query: Query, folders: Mapping[int, bytes]) -> tuple[Unknown, ...]:
    """Values of the filters that no document of *folders* has (id -> absolute path), negated ones among them."""
    if not catalogue.has_documents():
        return ()
    found: list[Unknown] = []
    for aspect, value, where in list(_values(query))[:MOST_VALUES]:
        if not catalogue.matching.has_any(where, folders):
            found.append(Unknown(aspect, value, tuple(_near(catalogue, aspect, value))))
    return tuple(found)


def sentence(found: Iterable[Unknown]) -> str:
    """What is unknown, in plain words."""
    return " ".join(_said(one) for one in found)


def _values(query: Query) -> Iterable[tuple[Aspect, str, Filter]]:
    """(aspect, value, the filter on it alone)."""
    for part in (query.filter, query.without):
        for kind in sorted(part.kinds):
            yield Aspect.KIND, kind, Filter(kinds=frozenset({kind}))
        for language in sorted(part.languages):
            yield Aspect.LANGUAGE, language, Filter(languages=frozenset({language}))
        for extension in sorted(part.extensions):
            yield Aspect.EXTENSION, extension, Filter(extensions=frozenset({extension}))
        for path in part.folders:
            yield Aspect.FOLDER, path.decode("utf-8", "replace"), Filter(folders=(path,))
        for run in part.folder_words:
            yield Aspect.FOLDER, run, Filter(folder_words=(run,))
        for name in part.names:
            yield Aspect.NAME, name, Filter(names=(name,))
        for author in part.authors:
            yield Aspect.AUTHOR, author, Filter(authors=(author,))


def _near(catalogue: Catalogue, aspect: Aspect, value: str) -> Iterable[str]:
    """Values of documents that look like *value*, best first."""
    asked: dict[Aspect, Callable[[], Iterable[str]]] = {
        Aspect.KIND: catalogue.matching.kinds,
        Aspect.LANGUAGE: catalogue.lookup.languages,
        Aspect.EXTENSION: catalogue.matching.extensions,
        Aspect.FOLDER: catalogue.matching.folder_names,
        Aspect.AUTHOR: catalogue.matching.authors,
    }
    if aspect not in asked:
        return ()
    known = list(asked[aspect]())
    called = {Aspect.KIND: KIND_NAMES, Aspect.LANGUAGE: LANGUAGE_NAMES}.get(aspect, {})
    labels = {name: label for name, label in called.items() if label in known and len(name) > 1}
    labels |= {name.casefold(): name for name in known}
    close = get_close_matches(value.casefold(), labels, NEAR, 0.6)
    return list(dict.fromkeys(labels[name] for name in close))


def _said(one: Unknown) -> str:
    sentences = {
        Aspect.KIND: "No document is of the kind {}.",
        Aspect.LANGUAGE: "No document is in the language {}.",
        Aspect.EXTENSION: "No file name ends with .{}.",
        Aspect.FOLDER: "No document lies in a folder {}.",
        Aspect.NAME: "No file name has {} in it.",
        Aspect.AUTHOR: "No document has an author {}.",
    }
    said = sentences[Aspect(one.aspect)].format(one.value)
    return f"{said} Close to it: {', '.join(one.near)}." if one.near else said
