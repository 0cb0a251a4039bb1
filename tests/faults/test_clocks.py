"""Clocks that jump, and stamps from clocks that are wrong: what is on the disk is found, and nothing is read for ever."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import SmallLibrary, says_afresh

HOUR = 3_600
YEAR = 365 * 24 * HOUR


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    return FolderOfFiles(tmp_path / "home")


@pytest.fixture
def library(tmp_path: Path, folder: FolderOfFiles) -> Iterator[SmallLibrary]:
    opened = SmallLibrary(tmp_path / "data")
    opened.user.add(folder.root)
    yield opened
    opened.close()


def stamp(path: Path, seconds: float) -> None:
    os.utime(path, (seconds, seconds))


def turn_the_clock(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """From now on the clock says as much more, or less."""
    told, told_ns = time.time, time.time_ns
    monkeypatch.setattr(time, "time", lambda: told() + seconds)
    monkeypatch.setattr(time, "time_ns", lambda: told_ns() + int(seconds * 10**9))


@pytest.mark.parametrize("ahead", [HOUR, YEAR])
def test_a_file_from_the_future_is_found_and_so_is_its_change(
    library: SmallLibrary, folder: FolderOfFiles, ahead: int
) -> None:
    path = folder.write("a.txt", "bees")
    stamp(path, time.time() + ahead)
    library.settle()
    assert library.found("bees") == {"a.txt"}
    folder.write("a.txt", "honey", just_now=True)
    library.settle()
    assert (library.found("bees"), library.found("honey")) == (set(), {"a.txt"})


def test_a_change_within_the_same_stamp_of_a_clock_that_is_ahead_is_seen(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    """A network drive whose clock is an hour ahead, and rough."""
    soon = time.time() + HOUR
    path = folder.write("a.txt", "bees!")
    stamp(path, soon)
    library.settle()
    path.write_text("honey")
    stamp(path, soon)
    library.settle()
    assert library.found("honey") == {"a.txt"}


def test_a_file_of_the_far_future_is_not_read_at_each_look(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    stamp(folder.write("a.txt", "bees"), time.time() + YEAR)
    library.settle()
    library.settle()
    assert library.reads == []
    assert library.readers_made == 0


@pytest.mark.parametrize("jump", [-YEAR, -HOUR, -3, 3, HOUR, YEAR])
def test_a_clock_that_jumps_between_two_looks_hides_no_change(
    library: SmallLibrary, folder: FolderOfFiles, jump: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = folder.write("a.txt", "bees", just_now=True)
    folder.write("b.txt", "wax", just_now=True)
    library.settle()
    turn_the_clock(monkeypatch, jump)
    path.write_text("honey")
    stamp(path, time.time())
    library.settle()
    path.write_text("queen")  # as long as before, within the same second
    stamp(path, time.time())
    folder.move("b.txt", "c.txt")
    library.settle()
    library.settle()
    assert library.found("queen") == {"a.txt"}
    assert library.found("honey") == set()
    assert library.found("wax") == {"c.txt"}
    assert library.says() == says_afresh(library, tmp_path / "fresh")
