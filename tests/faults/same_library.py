"""Whether two libraries say the same of the same disk, row by row, whatever way each came there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.user import UserFile
from app.library.recipe import Recipe
from app.places import Places, resources
from app.store.lance_index import LanceIndex

Row = tuple[Any, ...]
Said = dict[Row, object]
"""What a library says, each row under its name, which is free of ids."""

TOLERANCE = 1e-6
"""By how much a number of a vector may differ."""
CODE = TOLERANCE / 2
"""A number of a document's vector may be rounded to the next one."""
SHOWN = 12
"""Differences that are told."""


def assert_same(library: Path, other: Path) -> None:
    """Fail unless two settled data folders say the same of the same folders; both stay as they are.

    Compared are, by (folder, relative path, member): every document with its stamp, hash, state, reason, facts
    and text; its segments and passages; every word of FTS5 with its place, and what BM25 counts; the vector of
    every passage, and of every document; what was skipped. Ids and the time of looking are free. Besides, each library alone has to be
    of one piece (`contradictions`). *library* is the one on trial; *other* is usually made just now, afresh.
    """
    wrong = [f"{place.name}: {one}" for place in (library, other) for one in contradictions(place)]
    wrong += differences(library, other)
    assert not wrong, "\n".join([f"{len(wrong)} differences", *wrong[:SHOWN]])


def differences(library: Path, other: Path) -> list[str]:
    """What one says and the other does not, in words."""
    ours, theirs = said(library), said(other)
    found = [f"only in {library.name}: {name}" for name in ours.keys() - theirs.keys()]
    found += [f"only in {other.name}: {name}" for name in theirs.keys() - ours.keys()]
    for name in ours.keys() & theirs.keys():
        if not _alike(ours[name], theirs[name]):
            found.append(f"{name}: {_short(ours[name])} where {other.name} says {_short(theirs[name])}")
    return sorted(found)


def contradictions(library: Path) -> list[str]:
    """Where a settled library does not agree with itself: between its tables, or with its index."""
    with _opened(library) as (catalogue, index):
        ask = catalogue._connection.execute
        found = [f"SQLite: {row}" for row in ask("PRAGMA integrity_check") if row != ("ok",)]
        found += [f"SQLite: {tuple(row)}" for row in ask("PRAGMA foreign_key_check")]
        for what, question in _NONE_OF.items():
            found += [f"{what}: {row}" for row in ask(question)]
        passages = dict(ask("SELECT id, document FROM passages"))
        facts = {row[0]: row[1:] for row in ask("SELECT id, kind, language FROM documents")}
        held = _rows(index)
    ids = [row[0] for row in held]
    found += [f"vector of a passage that is not there: {one}" for one in set(ids) - passages.keys()]
    found += [f"passage without a vector: {one}" for one in passages.keys() - set(ids)]
    found += [f"{len(ids) - len(set(ids))} passages have two vectors"] * (len(ids) > len(set(ids)))
    for passage, document, *said_of_it in held:
        if passage in passages and (
            document != passages[passage] or tuple(said_of_it[:2]) != facts[document]
        ):
            found.append(f"vector of passage {passage} under document {document} as {said_of_it[:2]}")
    return found


_NONE_OF = {
    "passage that waits": "SELECT id FROM passages WHERE NOT encoded",
    "stray": "SELECT passage FROM strays",
    "text of nobody": "SELECT id FROM texts WHERE id NOT IN (SELECT text FROM documents WHERE text NOT NULL)",
    "readable document without its text": "SELECT id FROM documents WHERE text NOT IN (SELECT id FROM texts)",
    "document inside a file that is not there": "SELECT id, path, member FROM documents m WHERE member <> ''"
    " AND NOT EXISTS (SELECT 1 FROM documents f WHERE (f.folder, f.path, f.member) = (m.folder, m.path, ''))",
    "passage without words": "SELECT id FROM passages WHERE id NOT IN (SELECT id FROM passage_words_docsize)",
    "words of no passage": "SELECT id FROM passage_words_docsize WHERE id NOT IN (SELECT id FROM passages)",
    "document whose vector is to be made": "SELECT document FROM document_vectors WHERE codes IS NULL",
    "document without a vector": "SELECT DISTINCT document FROM passages"
    " WHERE document NOT IN (SELECT document FROM document_vectors)",
    "vector of a document without passages": "SELECT document FROM document_vectors"
    " WHERE document NOT IN (SELECT document FROM passages)",
    "words of no document": "SELECT id FROM document_words_docsize"
    " WHERE id NOT IN (SELECT id FROM documents WHERE text NOT NULL)",
}
"""What a settled catalogue has none of, and the question that would find it."""


def said(library: Path) -> Said:
    """All that a library says."""
    with closing(UserFile(Places(library).user)) as user:
        folders = {folder.id: str(folder.path) for folder in user.folders()}
    with _opened(library) as (catalogue, index):
        ask = catalogue._connection.execute
        names: dict[int, Row] = {}
        told: Said = {}
        for row in ask(
            "SELECT id, folder, path, member, size, modified_ns, file_id, content_hash, state, reason, detail,"
            " left_out, kind, language, title, author, created, reader FROM documents"
        ).fetchall():
            names[row[0]] = name = (folders.get(row[1], f"folder {row[1]}, removed"), *row[2:4])
            told["document", *name] = row[4:]
            told["text", *name] = catalogue.lookup.text(row[0])
        for row in ask(
            "SELECT document, number, kind, position, label, start, end, heading FROM segments"
        ).fetchall():
            told["segment", *names[row[0]], row[1]] = row[2:]
        spans = _spans(ask("SELECT id, document, segment, start, end FROM passages ORDER BY id"), names)
        told.update((("passage", *name), True) for name in spans.values())
        for table, rows in (("passage_words", spans), ("document_words", names)):
            told.update(_words(catalogue._connection, table, rows, folders))
        for folder, rule, files in ask("SELECT folder, rule, files FROM skipped"):
            told["skipped", folders.get(folder, folder), rule] = files
        for document, codes in ask("SELECT document, codes FROM document_vectors WHERE codes NOT NULL"):
            told["document vector", *names[document]] = np.frombuffer(codes, np.int8) * np.float32(CODE)
        for passage, *_, vector in _rows(index):
            told["vector", *spans.get(passage, (passage,))] = vector
    return told


def _spans(rows: sqlite3.Cursor, names: dict[int, Row]) -> dict[int, Row]:
    """Passage id -> name; a second passage over the same place has a name of its own."""
    spans: dict[int, Row] = {}
    taken: dict[Row, int] = {}
    for identity, document, *place in rows:
        name = (*names[document], *place)
        taken[name] = taken.get(name, -1) + 1
        spans[identity] = (*name, taken[name])
    return spans


def _words(
    connection: sqlite3.Connection, table: str, names: dict[int, Row], folders: dict[int, str]
) -> Iterator[tuple[Row, object]]:
    """Every word of an FTS table at its place; how many each row has; and what BM25 counts over all."""
    connection.execute(f"CREATE VIRTUAL TABLE temp.{table}_at USING fts5vocab('main', '{table}', 'instance')")
    found: dict[Row, list[object]] = {}
    for word, row, column, place in connection.execute(f"SELECT term, doc, col, offset FROM temp.{table}_at"):  # noqa: S608  # our own names
        if column == "labels" and word.startswith("folder="):
            word = folders.get(int(word.removeprefix("folder=")), word)  # noqa: PLW2901  # an id
        found.setdefault((table, *names.get(row, (row,)), column), []).append((place, word))
    yield from ((name, sorted(at, key=repr)) for name, at in found.items())
    for row, counts in connection.execute(f"SELECT id, sz FROM {table}_docsize"):  # noqa: S608  # our own names
        yield (f"{table} counted", *names.get(row, (row,))), counts
    averages = connection.execute(f"SELECT block FROM {table}_data WHERE id = 1").fetchone()  # noqa: S608  # our own names
    yield (f"{table} counted over all",), averages if names else None
    connection.execute(f"DROP TABLE temp.{table}_at")


def _rows(index: LanceIndex) -> list[Row]:
    """(passage, document, kind, language, vector) of every row of the index."""
    if not index.mark.version:
        return []
    columns = ["passage_id", "document_id", "kind", "language", "vector"]
    table = index._read(lambda opened: opened.lance.search().select(columns).to_arrow())
    vectors = np.array(table.column("vector").to_pylist(), np.float32)
    return [
        (*facts, vector)
        for *facts, vector in zip(
            *(table.column(name).to_pylist() for name in columns[:-1]), vectors, strict=True
        )
    ]


@contextmanager
def _opened(library: Path) -> Iterator[tuple[Catalogue, LanceIndex]]:
    """Catalogue and index, to be read."""
    places = Places(library)
    with closing(Catalogue(places.catalogue, write=False)) as catalogue:
        recipe = Recipe(resources() / "encoder")
        with closing(recipe.open_index(places.index, catalogue.identity, writer=False)) as index:
            yield catalogue, index


def _alike(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return bool(one.shape == other.shape and np.allclose(one, other, rtol=0, atol=TOLERANCE))
    return one == other


def _short(value: object) -> str:
    return repr(value)[:200]
