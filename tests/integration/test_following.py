"""The library says what the folders say: what changed, moved, was copied or deleted is followed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.program import ROOT, Answer, Program, fingerprint

PIANO = "The piano was tuned on Friday, and the flamingo in the picture above it hangs straight."
LETTERS = {
    "boiler.txt": "The walrus of the harbour office wrote to us about the boiler in the cellar.",
    "roof.txt": "The roof was repaired in May; the pelican of the fire brigade was content.",
    "garden.txt": "In the garden house stands the tricycle that nobody rides any more.",
    "piano.txt": PIANO,
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    for name, text in LETTERS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def followed(letters: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Program, Answer]:
    """A library whose folder changed in every way since it was indexed; and what the second look counted."""
    program = Program(tmp_path_factory.mktemp("followed") / "library")
    program.run("index", letters)
    assert program.found("walrus", "--words") == [letters / "boiler.txt"]
    assert program.found("tricycle", "--words") == [letters / "garden.txt"]
    (letters / "boiler.txt").write_text("The narwhal of the harbour office wrote to us again.")
    (letters / "old").mkdir()
    (letters / "roof.txt").rename(letters / "old" / "roof 2025.txt")
    (letters / "garden.txt").unlink()
    (letters / "piano again.txt").write_text(PIANO)
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    return program, program.ask("index")


def test_a_look_counts_what_it_found(followed: tuple[Program, Answer]) -> None:
    program, settled = followed
    counted = {name: settled[name] for name in ("seen", "read", "moved", "forgotten", "failed")}
    assert counted == {"seen": 5, "read": 2, "moved": 1, "forgotten": 1, "failed": 0}
    assert program.ask("status")["waiting"] == 0


def test_what_changed_moved_went_and_came_is_followed(
    followed: tuple[Program, Answer], letters: Path
) -> None:
    program, _ = followed
    assert program.found("walrus tricycle", "--words") == []
    assert program.found("narwhal", "--words") == [letters / "boiler.txt"]
    assert program.found("pelican", "--words") == [letters / "old" / "roof 2025.txt"]
    assert program.found("armadillo", "--words") == [letters / "new.txt"]


def test_a_copy_is_one_hit_with_both_paths(followed: tuple[Program, Answer], letters: Path) -> None:
    program, _ = followed
    (hit,) = program.ask("search", "flamingo", "--words")["hits"]
    assert {hit["path"], *hit["copies"]} == {str(letters / "piano.txt"), str(letters / "piano again.txt")}


def test_a_folder_that_is_taken_out_is_forgotten(library: Program, documents: Path) -> None:
    library.run("remove", documents)
    assert library.found("bees", "--words") == []
    assert library.ask("status")["passages"] == 0


def test_an_unchanged_folder_costs_neither_reading_nor_loading(library: Program) -> None:
    tell = (
        "import json, runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "finally: print(json.dumps([*sys.modules]), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", tell, "main.py", "index", "--json"],
        env={**os.environ, "CLEW_DATA": str(library.data)},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    settled, loaded = json.loads(ended.stdout), json.loads(ended.stderr)
    assert (settled["seen"], settled["read"], settled["passages"]) == (17, 0, 0)
    assert "app.library.library" in loaded
    heavy = {"lancedb", "pyarrow", "onnxruntime", "tokenizers", "py3langid", "pypdfium2", "pypdf"}
    assert heavy.isdisjoint(loaded)


def test_rebuild_finds_the_same_without_reading_a_file(library: Program, documents: Path) -> None:
    question = ("search", "how do bees find their way home", "--limit", "17")
    before = library.ask(*question)["hits"]
    elsewhere = documents.rename(documents.with_name("elsewhere"))
    try:
        assert library.ask("rebuild") == {"ok": True}
    finally:
        elsewhere.rename(documents)
    assert library.ask(*question)["hits"] == before
    assert library.ask("status")["waiting"] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="modes are those of POSIX")
def test_a_folder_that_may_only_be_read_is_enough(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "a.txt").write_text("The okapi is on the record sleeve.")
    (folder / "a.txt").chmod(0o400)
    folder.chmod(0o500)
    before = fingerprint(tmp_path / "records")
    assert program.found("okapi", "--in", folder) == [folder / "a.txt"]
    assert fingerprint(folder) == before
    folder.chmod(0o700)
