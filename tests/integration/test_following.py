"""The library says what the folders say: what changed, moved, was copied or deleted is followed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.program import ROOT, Program, fingerprint

LETTERS = {
    "boiler.txt": "The walrus of the harbour office wrote to us about the boiler in the cellar.",
    "roof.txt": "The roof was repaired in May; the pelican of the fire brigade was content.",
    "garden.txt": "In the garden house stands the tricycle that nobody rides any more.",
    "piano.txt": "The piano was tuned on Friday, and the flamingo in the picture above it hangs straight.",
}


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, text in LETTERS.items():
        (folder / name).write_text(text)
    return folder


def test_every_kind_of_change_is_followed(program: Program, letters: Path) -> None:
    program.run("index", letters)
    assert program.found("walrus", "--words") == [letters / "boiler.txt"]
    assert program.found("tricycle", "--words") == [letters / "garden.txt"]

    (letters / "boiler.txt").write_text("The narwhal of the harbour office wrote to us again.")
    (letters / "old").mkdir()
    (letters / "roof.txt").rename(letters / "old" / "roof 2025.txt")
    (letters / "garden.txt").unlink()
    (letters / "piano again.txt").write_text(LETTERS["piano.txt"])
    (letters / "new.txt").write_text("An armadillo was seen at the tram stop.")
    settled = program.ask("index")

    counted = {name: settled[name] for name in ("seen", "read", "moved", "forgotten", "failed")}
    assert counted == {"seen": 5, "read": 2, "moved": 1, "forgotten": 1, "failed": 0}
    assert program.found("walrus", "--words") == []
    assert program.found("narwhal", "--words") == [letters / "boiler.txt"]
    assert program.found("pelican", "--words") == [letters / "old" / "roof 2025.txt"]
    assert program.found("tricycle", "--words") == []
    assert program.found("armadillo", "--words") == [letters / "new.txt"]
    assert (
        program.found("an animal with armour, near public transport", "--meaning")[0] == letters / "new.txt"
    )
    assert program.ask("status")["waiting"] == 0


def test_a_copy_is_one_hit_with_both_paths(program: Program, letters: Path) -> None:
    (letters / "piano again.txt").write_text(LETTERS["piano.txt"])
    program.run("index", letters)
    results = program.ask("search", "flamingo", "--words")
    assert len(results["hits"]) == 1
    hit = results["hits"][0]
    both = {str(letters / "piano.txt"), str(letters / "piano again.txt")}
    assert {hit["path"], *hit["copies"]} == both


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
    def hits(*words: str) -> object:
        return library.ask("search", *words)["hits"]

    questions = [("how do bees find their way home",), ("heating costs", "--meaning"), ("heron", "--words")]
    before = [hits(*question) for question in questions]
    elsewhere = documents.rename(documents.with_name("elsewhere"))
    try:
        assert library.ask("rebuild") == {"ok": True}
    finally:
        elsewhere.rename(documents)
    assert [hits(*question) for question in questions] == before
    assert library.ask("status")["waiting"] == 0


def test_no_file_of_the_user_is_changed(program: Program, letters: Path) -> None:
    letters.chmod(0o500)
    before = fingerprint(letters)
    program.run("search", "walrus", "--in", letters)
    program.run("rebuild")
    program.run("forget", letters / "boiler.txt")
    program.run("remove", letters)
    assert fingerprint(letters) == before
    letters.chmod(0o700)
