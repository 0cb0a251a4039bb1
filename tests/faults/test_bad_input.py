"""Folders and files as they should not be: each has a calm sentence, and the others are found all the same."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.integration.program import Program

HUGE = 2 << 30
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="such names and files exist on POSIX alone")
NAMES = {
    b"caf\xe9 \xff.txt": "marmots",
    b"new\nline.txt": "tortoises",
    "\u202etxt.exe \u2066x.txt".encode(): "owls",
    b"quo'te \"dou`ble$HOME;.txt": "foxes",
    b"\x01\x1b[31mred.txt": "wolves",
    b"-rf.txt": "lambs",
    b"x" * 251 + b".txt": "snails",
}
"""Name of a file -> a word that its text holds."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that a folder should not hold."""
    folder = tmp_path_factory.mktemp("odd")
    for name, animal in NAMES.items():
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(f"Marzipan {animal} for the feast.")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "itself").symlink_to("itself")
    (folder / "nowhere.txt").symlink_to(folder / "missing.txt")
    (folder / "empty.txt").touch()
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(HUGE)
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 20)
    os.mkfifo(folder / "pipe.txt")
    return folder


@pytest.fixture(scope="module")
def indexed(odd: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("odd library") / "library")
    ended = program.run("index", odd)
    assert "larger than the limit" in ended.stderr
    return program


# Folders.


def test_a_folder_that_is_not_there_is_refused(program: Program, tmp_path: Path) -> None:
    for command in (["search", "x", "--in"], ["add"], ["index"]):
        ended = program.run(*command, tmp_path / "missing", status=2)
        assert ended.stderr == f"There is no folder {tmp_path / 'missing'}.\n"
    assert program.ask("folders") == {"folders": []}


def test_a_file_is_no_folder(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("x")
    ended = program.run("search", "x", "--in", tmp_path / "file.txt", status=2)
    assert ended.stderr == f"{tmp_path / 'file.txt'} is not a folder.\n"


def test_an_empty_folder_holds_nothing_to_find(program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = program.run("search", "x", "--in", tmp_path / "empty", "--json", status=1)
    assert ended.answer()["note"]
    assert program.ask("index")["seen"] == 0


def test_a_library_without_folders_says_what_to_do(program: Program) -> None:
    for command in ("index", "watch"):
        assert "clew add FOLDER" in program.run(command, status=2).stderr
    assert "add a folder" in program.run("search", "x", status=1).stderr


def test_an_unknown_folder_cannot_be_taken_out(program: Program, tmp_path: Path) -> None:
    assert "clew folders" in program.run("remove", tmp_path, status=2).stderr


def test_a_folder_that_went_away_keeps_its_documents(library: Program, documents: Path) -> None:
    away = documents.rename(documents.with_name("away"))
    try:
        assert str(documents) in library.run("index", "--quiet", status=1).stderr
        state = library.ask("folders")["folders"]
    finally:
        away.rename(documents)
    assert [(one["path"], one["documents"], one["state"]) for one in state] == [
        (str(documents), 17, "unreachable")
    ]
    assert library.found("bees", "--words") != []


# Files.


@POSIX
def test_what_cannot_be_read_is_counted_with_its_reason(indexed: Program) -> None:
    status = indexed.ask("status")
    assert status["documents"] == len(NAMES)
    assert status["failed"] == {"empty": 1, "too-large": 1, "unknown-kind": 1}
    assert status["skipped"] == {"not-a-regular-file": 3}


@POSIX
def test_a_file_of_any_name_is_found(indexed: Program, odd: Path) -> None:
    hits = indexed.ask("search", "marzipan", "--words")["hits"]
    found = {Path(hit["path"]): hit["passages"][0]["text"].split()[1] for hit in hits}
    assert found == {odd / os.fsdecode(name): animal for name, animal in NAMES.items()}


@POSIX
def test_a_file_name_is_shown_and_not_obeyed(indexed: Program) -> None:
    shown = indexed.run("search", "marzipan", "--words").stdout.decode()
    lines_of_a_hit = 4
    assert len(shown.split("\n")) == len(NAMES) * lines_of_a_hit + 1
    assert not set(shown) & set("\x01\x1b\u202e\u2066\r")


@POSIX
def test_odd_files_cost_nothing_the_second_time(indexed: Program) -> None:
    settled = indexed.ask("index")
    assert (settled["read"], settled["passages"], settled["forgotten"]) == (0, 0, 0)


@POSIX
def test_what_may_not_be_read_says_so_and_is_read_when_it_may(program: Program, tmp_path: Path) -> None:
    as_any_user = []
    if os.geteuid() == 0:  # root may read everything, unless it gives that right away
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not installed: root cannot be kept from reading")
        as_any_user = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    program = Program(program.data, before=tuple(as_any_user))
    folder, closed, locked = (
        tmp_path / "house",
        tmp_path / "house" / "closed",
        tmp_path / "house" / "locked.txt",
    )
    closed.mkdir(parents=True)
    locked.write_text("The stoat is in the safe.")
    (closed / "a.txt").write_text("The marten is in the attic.")
    (folder / "open.txt").write_text("The weasel is on the stairs.")
    locked.chmod(0o000)
    closed.chmod(0o000)
    ended = program.run("index", folder)
    assert f"no permission to read it: {locked}" in ended.stderr
    assert f"could not be looked into (Permission denied): {closed}" in ended.stderr
    assert program.ask("status")["failed"] == {"no-permission": 1}

    locked.chmod(0o400)
    closed.chmod(0o700)
    assert program.ask("index")["read"] == 2
    folder.chmod(0o000)
    program.run("index", status=1)
    folder.chmod(0o700)
    assert set(program.found("stoat marten weasel", "--words")) == {
        locked,
        closed / "a.txt",
        folder / "open.txt",
    }
