"""`estimate` says what adding a folder would come to, and adds nothing."""

import shutil
from pathlib import Path

import pytest

from tests.integration.program import SAMPLE, Program

KEYS = {
    *("files", "new_files", "megabytes_of_files", "passages", "seconds_until_words", "seconds"),
    *("index_megabytes", "needs_recognition", "unreadable", "skipped"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample, with a picture, a wreck and a hidden file."""
    made = tmp_path / "folder"
    shutil.copytree(SAMPLE, made)
    (made / "scan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 500)
    (made / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (made / ".hidden").write_text("no")
    return made


def test_it_is_exact_for_files_and_near_for_the_rest(program: Program, folder: Path) -> None:
    told = program.ask("estimate", folder)
    assert set(told) == KEYS
    assert (told["files"], told["new_files"], told["skipped"]) == (19, 19, {"hidden": 1})
    assert told["needs_recognition"] <= 2
    assert told["unreadable"] <= 2
    assert 0 < told["seconds_until_words"] < told["seconds"]
    assert program.ask("folders") == {"folders": []}
    real = program.ask("index", folder)
    assert real["passages"] / 2 < told["passages"] < real["passages"] * 2
    size = program.ask("status")["size_bytes"] / 1e6
    assert told["index_megabytes"] / 2 < size < 2 * told["index_megabytes"] + 1, (
        "an empty one has half a megabyte"
    )
    assert program.ask("estimate", folder)["new_files"] == 0


def test_a_person_reads_sentences(program: Program, folder: Path) -> None:
    told = program.run("estimate", folder, folder / "Study").stdout.decode()
    assert told.startswith("19 files, 19 of them new (")
    assert "Found by word in about " in told
    assert "passed over, hidden: 1" in told


def test_a_folder_that_is_not_there_is_refused(program: Program, tmp_path: Path) -> None:
    ended = program.run("estimate", tmp_path / "gone", status=2)
    assert "There is no folder" in ended.stderr
    assert ended.stdout == b""
