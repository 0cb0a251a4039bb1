"""How often what names one document gives that document first: its file name, its title, a word only it has.

    python -m tests.benchmarks.exact_names DATA_FOLDER [--words] [--sample 300] [--misses]

A library that was indexed before is asked, read only. A document counts as found where it, or one with the
same text, name or title, is the first hit. Prints one line of JSON.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from statistics import median

from app.analysis.tokens import tokens
from app.analysis.vocabulary import Vocabulary
from app.catalogue.rows import DocumentRow
from app.domain.query import Mode
from app.library.library import Library
from app.places import Places
from app.search.begun import as_typed

SHORTEST_RARE = 5
"""Letters of a word that only one passage holds."""


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("data_folder", type=Path)
    arguments.add_argument("--words", action="store_true")
    arguments.add_argument("--sample", type=int, default=300)
    arguments.add_argument("--misses", action="store_true")
    told = arguments.parse_args()
    with Library(Places(told.data_folder)) as library:
        print(json.dumps(measured(library, told.sample, words=told.words, misses=told.misses)))


def measured(library: Library, sample: int, *, words: bool, misses: bool) -> dict[str, object]:
    lookup, vocabulary = library.catalogue.lookup, library.catalogue.vocabulary.current()
    ids = [i for folder in library.user.folders() for i in documents_of(library, folder.id)]
    rows = lookup.documents(random.Random(7).sample(sorted(ids), min(sample, len(ids))))  # noqa: S311 - a sample
    tried: dict[str, int] = {}
    first: dict[str, int] = {}
    missed: list[tuple[str, str, str]] = []
    seconds: list[float] = []
    for row in rows.values():
        for kind, query in asked(row, lookup.text(row.id), vocabulary):
            started = time.perf_counter()
            mode = Mode.WORDS if words else Mode.HYBRID
            hits = library.search(replace(as_typed(query), mode=mode), 3).hits
            seconds.append(time.perf_counter() - started)
            tried[kind] = tried.get(kind, 0) + 1
            path = PurePosixPath(row.location.path.decode("utf-8", "replace"))
            same = [hit for hit in hits[:1] if is_same(row, path, hit.path, hit.title, hit.copies)]
            first[kind] = first.get(kind, 0) + bool(same)
            if not same:
                missed.append((kind, query, f"{path} -> {hits[0].path.name if hits else None}"))
    answer: dict[str, object] = {kind: round(first[kind] / tried[kind], 3) for kind in tried}
    answer |= {"tried": tried, "median_ms": round(1000 * median(seconds), 1)}
    return answer | ({"misses": missed} if misses else {})


def documents_of(library: Library, folder: int) -> Iterator[int]:
    stored = library.catalogue.documents.stored(folder)
    return (document.id for document in stored if not document.failed)


def asked(row: DocumentRow, text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """(kind, query)."""
    path = PurePosixPath(row.location.path.decode("utf-8", "replace"))
    yield "name", path.name
    yield "stem", path.stem
    if row.title:
        yield "title", row.title
    rare = (t.surface for t in tokens(text) if len(t.surface) >= SHORTEST_RARE and not t.part)
    if word := next((word for word in rare if vocabulary.count(word) == 1), ""):
        yield "rare word", word


def is_same(row: DocumentRow, path: PurePosixPath, found: Path, title: str, copies: tuple[Path, ...]) -> bool:
    """Whether the hit is the document, or one that nobody could tell from it by its name, title or text."""
    names = {found.name, *(copy.name for copy in copies)}
    return path.name in names or (bool(row.title) and title.casefold() == row.title.casefold())


if __name__ == "__main__":
    main()
