"""Documents and files made up for the tests of the catalogue, and a look at all that a catalogue says."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import File, Location
from app.catalogue.sparse import Term
from app.domain.document import Document, Kind, Place, Segment, SegmentKind, Stamp
from app.domain.query import Filter
from app.search.terms import terms_of

IN_MEMORY = Path(":memory:")
"""A catalogue that never touches the disk: SQLite all the same."""
READER = "1"
EVERYTHING = Filter()
NEVER_RACY = 2**62


def document(
    *pages: str, title: str = "", language: str = "en", kind: Kind = Kind.TEXT, label: str = ""
) -> Document:
    """A document with one segment per page, a blank line between them."""
    segments: list[Segment] = []
    text = ""
    for number, page in enumerate(pages, 1):
        text += "\n\n" if text else ""
        place = Place(SegmentKind.PAGE, number, label and f"{label} {number}")
        segments.append(Segment(place, len(text), len(text) + len(page), label))
        text += page
    return Document(kind, text, tuple(segments), title, language=language)


def file(path: bytes | str, *, folder: int = 1, content: str = "", modified: int = 0) -> File:
    """A file as the scan would find it; files of one *content* are copies."""
    name = path.encode() if isinstance(path, str) else path
    content_hash = hashlib.blake2b((content or repr(name)).encode(), digest_size=16).digest()
    return File(Location(folder, name), Stamp(len(content), modified, 7), NEVER_RACY, content_hash)


def put(catalogue: Catalogue, where: File, what: Document) -> int:
    """Store a document, split as it is in earnest."""
    return catalogue.documents.store(where, what, READER)


def found(catalogue: Catalogue, query: str) -> set[bytes]:
    """Paths of the documents with a passage that holds a word of *query*."""
    ids, _ = catalogue.sparse.passages(asked(catalogue, query), 1000, EVERYTHING, None)
    documents = set(catalogue.lookup.documents_of(ids.tolist()).values())
    return {row.location.path for row in catalogue.lookup.documents(documents).values()}


def found_by_field(catalogue: Catalogue, query: str) -> set[bytes]:
    """Paths of the documents whose title, name, path or headings hold a word of *query*."""
    ids, _ = catalogue.sparse.documents(asked(catalogue, query), 1000, EVERYTHING, None)
    return {row.location.path for row in catalogue.lookup.documents(ids.tolist()).values()}


def asked(catalogue: Catalogue, query: str) -> list[Term]:
    return terms_of(query, catalogue.lookup.languages())


def passages_of(catalogue: Catalogue, identity: int) -> list[int]:
    """Ids of the passages of a document, in order."""
    rows = catalogue._connection.execute(
        "SELECT id FROM passages WHERE document = ? ORDER BY id", (identity,)
    )
    return [row[0] for row in rows]


def rows_of(catalogue: Catalogue, table: str) -> int:
    return int(catalogue._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  # our own names


def check_words(catalogue: Catalogue) -> None:
    """Let FTS5 look for contradictions in its own tables; raises where there are any."""
    for table in ("passage_words", "document_words"):
        catalogue._connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608  # our own names


def everything(catalogue: Catalogue, words: Iterable[str]) -> dict[str, object]:
    """All that a catalogue says, without the ids that it is free to choose.

    Documents with text, segments and passages; and for each of *words* the answers of the sparse
    search with their scores, which tell whether the statistics of FTS5 are right too.
    """
    execute = catalogue._connection.execute
    told: dict[str, object] = {}
    names: dict[int, tuple[object, ...]] = {}
    for row in execute(
        "SELECT id, folder, path, member, size, modified_ns, file_id, looked_ns, content_hash, state, reason,"
        " detail, left_out, kind, language, title, author, created, reader FROM documents"
    ).fetchall():
        names[row[0]] = row[1:4]
        told[f"document {row[1:4]}"] = (
            row[4:],
            catalogue.lookup.text(row[0]),
            execute(
                "SELECT number, kind, position, label, start, end, heading FROM segments WHERE document = ?",
                row[:1],
            ).fetchall(),
            execute(
                "SELECT segment, start, end FROM passages WHERE document = ? ORDER BY id", row[:1]
            ).fetchall(),
        )
    spans = {
        row[0]: (names[row[1]], *row[2:])
        for row in execute("SELECT id, document, start, end FROM passages").fetchall()
    }
    for word in words:
        terms = asked(catalogue, word)
        ids, scores = catalogue.sparse.passages(terms, 1000, EVERYTHING, None)
        told[f"passages with {word}"] = _ranked([spans[i] for i in ids.tolist()], scores.tolist())
        ids, scores = catalogue.sparse.documents(terms, 1000, EVERYTHING, None)
        told[f"documents with {word}"] = _ranked([names[i] for i in ids.tolist()], scores.tolist())
        phrase = [term.surface for term in terms]
        told[f"phrase {word}"] = sorted(names[i] for i in catalogue.sparse.documents_with(phrase).tolist())
    return told


def _ranked(names: list[tuple[object, ...]], scores: list[float]) -> list[tuple[str, float]]:
    return sorted((repr(name), score) for name, score in zip(names, scores, strict=True))
