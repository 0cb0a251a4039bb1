"""`forget` erases: no byte of the text is left, and the file stays out until it is added again."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from app.library.library import Library
from app.places import Places
from tests.integration.program import Program

RARE = "brevanto"
"""A word that only the manual of the coffee machine has."""


def manual(documents: Path) -> Path:
    return documents / "Home" / "Coffee machine manual.docx"


def vectors(data: Path) -> list[bytes]:
    """The vectors of all passages that hold the rare word, as the index holds them."""
    with Library(Places(data)) as library:
        ids, _ = library.catalogue.sparse.documents_with([RARE]), library.searcher
        with closing(sqlite3.connect(data / "catalogue.sqlite")) as catalogue:
            passages = catalogue.execute("SELECT id FROM passages WHERE document = ?", (int(ids[0]),))
            wanted = np.array([row[0] for row in passages], np.int64)
        index = library.recipe.open_index(library.places.index, library.catalogue.identity, writer=False)
        _, found = index.vectors(wanted)
        index.close()
        return [vector.tobytes() for vector in found]


def traces(data: Path, forgotten: list[bytes]) -> list[str]:
    """Where the rare word, or one of the *forgotten* vectors, is still to be found."""
    contents = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    places = [path.name for path, content in contents.items() if RARE.encode() in content.lower()]
    for vector in forgotten:
        places += [path.suffix for path, content in contents.items() if vector in content]
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as catalogue:
        places += _in_texts(catalogue)
        places += _in_words(catalogue)
    return places


def _in_texts(catalogue: sqlite3.Connection) -> Iterator[str]:
    for (body,) in catalogue.execute("SELECT body FROM texts"):
        if RARE in zlib.decompress(body).decode().lower():
            yield "stored text"


def _in_words(catalogue: sqlite3.Connection) -> Iterator[str]:
    for table in ("passage_words", "document_words"):
        catalogue.execute(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, {table}, row)")
        if catalogue.execute("SELECT 1 FROM seen WHERE term LIKE ?", (RARE + "%",)).fetchone():
            yield table
        catalogue.execute("DROP TABLE temp.seen")


def test_what_is_forgotten_leaves_no_trace_and_stays_out(library: Program, documents: Path) -> None:
    assert library.found(RARE, "--words") == [manual(documents)]
    known = vectors(library.data)
    assert {"stored text", "passage_words", ".lance"} <= set(traces(library.data, known))

    assert library.ask("forget", manual(documents)) == {"ok": True, "documents": 1}
    assert traces(library.data, known) == []
    assert len(library.found("boiler", "--words")) > 0

    assert library.ask("index")["read"] == 0
    assert library.ask("search", RARE, "--in", documents, "--words", status=1)["hits"] == []
    assert traces(library.data, known) == []

    library.run("add", manual(documents))
    assert library.ask("index")["read"] == 1
    assert library.found(RARE, "--words") == [manual(documents)]


def test_a_forgotten_folder_is_gone_with_its_documents(library: Program, documents: Path) -> None:
    assert library.ask("forget", documents) == {"ok": True, "documents": 17}
    assert library.ask("folders") == {"folders": []}
    assert library.ask("status")["passages"] == 0
    with closing(sqlite3.connect(library.data / "catalogue.sqlite")) as catalogue:
        assert catalogue.execute("SELECT count(*) FROM texts").fetchone() == (0,)


def test_a_forgotten_part_of_a_folder_is_looked_into_no_more(library: Program, documents: Path) -> None:
    assert library.ask("forget", documents / "Home")["documents"] == 10
    assert library.ask("index")["seen"] == 7
    assert "clew add" in library.run("index", documents / "Home", status=2).stderr


def test_forgetting_what_is_not_known_says_so(program: Program, tmp_path: Path) -> None:
    ended = program.run("forget", tmp_path / "nothing.txt", status=1)
    assert "Nothing was known" in ended.stdout.decode()
