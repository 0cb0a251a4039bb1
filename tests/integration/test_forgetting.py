"""`forget` erases: no byte of the text is left, and the file stays out until it is added again."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.encoding.onnx_encoder import OnnxEncoder
from app.indexing.encode import with_context
from tests.integration.program import ROOT, Program

RARE = "xylophagous"
TEXT = f"Beneath the bark live {RARE} beetles, which the forester of Quillenmoor counts every spring."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "forest"
    folder.mkdir()
    (folder / "beetles.txt").write_text(TEXT)
    (folder / "trees.txt").write_text("Oaks and beeches stand on the slope above the village.")
    return folder


def traces(data: Path) -> list[str]:
    """Where the rare word, or the vector of its passage, is still to be found."""
    with OnnxEncoder(ROOT / "resources" / "encoder") as encoder:
        vector = encoder.encode_passages([with_context("", "", TEXT)])[0].tobytes()
    files = [path for path in data.rglob("*") if path.is_file()]
    places = [path.name for path in files if RARE.encode() in path.read_bytes()]
    places += [path.suffix for path in files if vector[:64] in path.read_bytes()]
    with closing(sqlite3.connect(data / "catalogue.sqlite")) as catalogue:
        places += _in_texts(catalogue)
        places += _in_words(catalogue)
    return places


def _in_texts(catalogue: sqlite3.Connection) -> Iterator[str]:
    for (body,) in catalogue.execute("SELECT body FROM texts"):
        if RARE in zlib.decompress(body).decode():
            yield "stored text"


def _in_words(catalogue: sqlite3.Connection) -> Iterator[str]:
    for table in ("passage_words", "document_words"):
        catalogue.execute(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, {table}, row)")
        if catalogue.execute("SELECT 1 FROM seen WHERE term LIKE ?", (RARE[:8] + "%",)).fetchone():
            yield table
        catalogue.execute("DROP TABLE temp.seen")


def test_what_is_forgotten_leaves_no_trace_and_stays_out(program: Program, folder: Path) -> None:
    program.run("index", folder)
    before = traces(program.data)
    assert {"stored text", "passage_words", ".lance"} <= set(before)

    assert program.ask("forget", folder / "beetles.txt") == {"ok": True, "documents": 1}
    assert traces(program.data) == []
    assert program.found("slope village", "--words") == [folder / "trees.txt"]

    assert program.ask("index")["read"] == 0
    assert program.ask("search", RARE, "--in", folder, "--words", status=1)["hits"] == []
    assert traces(program.data) == []

    program.run("add", folder / "beetles.txt")
    assert program.ask("index")["read"] == 1
    assert program.found(RARE, "--words") == [folder / "beetles.txt"]


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
