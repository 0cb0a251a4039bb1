"""A data folder in trouble: damaged, full, of another version, not ours to write, wanted by two."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.program import SAMPLE, Program, wait_until

# Settings.


@pytest.mark.parametrize(
    "text", [b"= [[ broken", b"encoder_threads = 'many'", b"encoder_threads = 0", b"\xff"]
)
def test_damaged_settings_are_put_aside_and_told_once(program: Program, text: bytes) -> None:
    program.data.mkdir()
    (program.data / "settings.toml").write_bytes(text)
    told = program.run("status").stderr
    assert "settings" in told
    assert "defaults are used" in told
    assert (program.data / "settings.damaged.toml").read_bytes() == text
    assert program.run("status").stderr == ""


def test_settings_of_another_version_are_kept(program: Program) -> None:
    program.data.mkdir()
    (program.data / "settings.toml").write_text("encoder_threads = 1\nfrom_the_future = 'blue'\n")
    assert program.run("status").stderr == ""
    assert "from_the_future" in (program.data / "settings.toml").read_text()


# Files that are not what they should be: each is told with a way out, and no traceback.


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for data in (tmp_path / "file", tmp_path / "file" / "below"):
        assert "--data-folder" in Program(data).run("status", status=2).stderr


def overwritten(path: Path) -> None:
    path.write_bytes(os.urandom(path.stat().st_size))


def torn(path: Path) -> None:
    """The middle third is noise: the header still opens."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(os.urandom(size // 3))


@pytest.mark.parametrize("name", ["catalogue.sqlite", "user.sqlite"])
@pytest.mark.parametrize("damage", [overwritten, torn])
def test_a_damaged_file_is_named(library: Program, name: str, damage: Callable[[Path], None]) -> None:
    damage(library.data / name)
    for line in (["status"], ["search", "bees", "--words"], ["index"]):
        with library.started(*line) as process:
            _, stderr = process.communicate(timeout=60)
        assert b"Traceback" not in stderr
        assert b"something went wrong" not in stderr
        assert process.returncode == 0 or b"damaged" in stderr


@pytest.mark.parametrize("name", ["catalogue.sqlite", "user.sqlite"])
def test_a_library_of_a_newer_version_is_left_alone(library: Program, name: str) -> None:
    with closing(sqlite3.connect(library.data / name)) as file:
        file.execute("PRAGMA user_version = 999")
    before = (library.data / name).read_bytes()
    assert "newer version" in library.run("index", status=2).stderr
    assert (library.data / name).read_bytes() == before


def test_without_its_index_it_answers_by_word_and_the_next_look_mends_it(library: Program) -> None:
    shutil.rmtree(library.data / "index")
    answer = library.ask("search", "how do bees find their way home")
    assert answer["hits"][0]["title"] == "How bees find their way home"
    assert "meaning" in answer["note"]
    assert library.ask("index")["read"] == 0
    assert library.ask("status")["waiting"] == 0
    assert library.ask("search", "heating costs", "--meaning")["note"] == ""


def test_without_its_catalogue_it_starts_anew_and_trusts_no_old_vector(
    program: Program, tmp_path: Path
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "a.txt").write_text("The volcano erupted and lava covered the village.")
    (folder / "b.txt").write_text("My grandmother's plum cake needs butter and sugar.")
    os.utime(folder / "a.txt", (1_600_000_000, 1_600_000_000))
    program.run("index", folder)
    for path in program.data.glob("catalogue.sqlite*"):
        path.unlink()
    os.utime(folder / "b.txt", (1_500_000_000, 1_500_000_000))
    assert program.ask("index")["read"] == 2
    assert program.found("baking a dessert", "--meaning")[0] == folder / "b.txt"


# Where it may not write, or cannot.


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB, which `mount -o remount` can make larger."""
    if shutil.which("mount") is None or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk, on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", disk], check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_costs_no_more_than_what_did_not_fit(small_disk: Path) -> None:
    program = Program(small_disk / "library")
    assert "is full" in program.run("index", SAMPLE, status=2).stderr
    subprocess.run(["mount", "-o", "remount,size=300m", small_disk], check=True)
    program.run("index")
    status = program.ask("status")
    assert (status["documents"], status["waiting"]) == (17, 0)


# Two at once.


def test_two_who_search_and_index_at_once_both_get_an_answer(library: Program, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(50):
        (inbox / f"{number}.txt").write_text(f"Marmot number {number} lives in burrow {number * 7}.")
    line: list[str | Path] = ["search", "marmot", "--json", "--quiet", "--in", inbox]
    with library.started(*line) as first, library.started(*line) as second:
        told = [process.communicate(timeout=120) for process in (first, second)]
    assert {first.returncode, second.returncode} <= {0, 1}
    assert 0 in {first.returncode, second.returncode}
    for _, stderr in told:
        assert stderr == b"" or b"Searching what is indexed so far" in stderr
    assert library.ask("index")["passages"] == 0
    assert len(library.found("marmot", "--words", "--limit", "50")) == 50


def test_asking_is_possible_while_another_process_writes(library: Program, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(80):
        (inbox / f"{number}.txt").write_text(f"Marmot number {number} lives in burrow {number * 7}.")
    asked = 0
    with library.started("index", inbox) as writing:
        wait_until((library.data / "writer.holder").exists, "that the writer has begun")
        while writing.poll() is None:
            assert library.ask("status")["documents"] >= 17
            assert library.found("bees", "--words") != []
            asked += 1
        assert writing.returncode == 0
    assert asked > 0
