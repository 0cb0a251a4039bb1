"""The words of documents in FTS5: put in, taken out.

Our analyser cuts and folds; FTS5 only counts. The tables are contentless, so what is taken out
must be said word for word: it is analysed again from the stored text, which gives the same words
as long as the analyser is the same (its version is in the recipe; another one builds anew).
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.analysis.analyser import words_and_stems


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of a document beside its body."""

    title: str
    name: str
    """File name with its suffix."""
    path: str
    """Names of the folders above it, below the user's folder."""
    headings: str
    language: str
    labels: str
    """Given facts as tokens: `kind=pdf lang=en folder=3`."""


def label_tokens(kind: str, language: str, folder: int) -> str:
    """The given facts by which the sparse search filters, as tokens of the labels column."""
    return f"kind={kind} lang={language or 'none'} folder={folder}"


Words = tuple[int, str, str]
"""A passage's id, words and stems."""


def add(connection: sqlite3.Connection, document: int, fields: Fields, passages: Iterable[Words]) -> None:
    """Make a document's words searchable: those of its fields and of its passages."""
    connection.executemany(
        "INSERT INTO passage_words (rowid, words, stems, labels) VALUES (?, ?, ?, ?)",
        _passage_rows(fields, passages),
    )
    connection.execute(
        "INSERT INTO document_words (rowid, title, name, path, headings, labels) VALUES (?, ?, ?, ?, ?, ?)",
        (document, *_field_columns(fields)),
    )


def remove(connection: sqlite3.Connection, document: int, fields: Fields, passages: Iterable[Words]) -> None:
    """Take out exactly what `add` was given."""
    connection.executemany(
        "INSERT INTO passage_words (passage_words, rowid, words, stems, labels) VALUES ('delete', ?, ?, ?, ?)",
        _passage_rows(fields, passages),
    )
    connection.execute(
        "INSERT INTO document_words (document_words, rowid, title, name, path, headings, labels)"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?)",
        (document, *_field_columns(fields)),
    )


def clear(connection: sqlite3.Connection) -> None:
    """Take out everything; the caller adds all documents again."""
    for table in ("passage_words", "document_words"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    for derived in ("vocabulary", "sketches"):
        connection.execute(f"DELETE FROM {derived}")


def compact(connection: sqlite3.Connection) -> None:
    """Merge the index to one segment: what was taken out leaves the file."""
    for table in ("passage_words", "document_words"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def _passage_rows(fields: Fields, passages: Iterable[Words]) -> Iterable[tuple[int, str, str, str]]:
    return ((*passage, fields.labels) for passage in passages)


def _field_columns(fields: Fields) -> Sequence[str]:
    texts = (fields.title, fields.name, fields.path, fields.headings)
    columns = [" ".join(filter(None, words_and_stems(text, fields.language))) for text in texts]
    return (*columns, fields.labels)
