"""Drives that come and go: what is away is kept, and what returns is not read again."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.events import FolderUnreachable, Settled
from app.indexing import fetch, mount_table, scan
from tests.faults.drives import Drives, drives
from tests.unit.indexing.small_library import SmallLibrary, says_afresh

__all__ = ["drives"]
NAMES = ("a.txt", "in/b.txt", "in/deep/c.txt")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SmallLibrary]:
    made = SmallLibrary(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Files whose content was looked at, as they come."""
    found: list[Path] = []
    really = fetch.content_hash

    def note(path: Path) -> bytes:
        found.append(path)
        return really(path)

    monkeypatch.setattr(fetch, "content_hash", note)
    return found


def fill(place: Path, about: str = "bees") -> None:
    for number, name in enumerate(NAMES):
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{about} in {name}", "utf-8")
        date(path, number)


def date(path: Path, number: int) -> None:
    """Older than the clock is rough."""
    os.utime(path, (10**9 + number, 10**9 + number))


def counts(settled: Settled) -> tuple[int, int, int, int]:
    return settled.seen, settled.read, settled.moved, settled.forgotten


def unreachable(library: SmallLibrary) -> list[Path]:
    return [event.path for event in library.events if isinstance(event, FolderUnreachable)]


WHERE: dict[str, Callable[[Path], tuple[Path, Path]]] = {
    "is the drive": lambda media: (media / "stick", media / "stick"),
    "lies on the drive": lambda media: (media / "stick", media / "stick" / "in"),
    "has the drive in it": lambda media: (media / "stick", media),
}
"""(Mount point, the user's folder)."""


@pytest.mark.parametrize("keeps_folder", [True, False], ids=["empty mount point", "no mount point"])
@pytest.mark.parametrize("where", WHERE)
def test_a_drive_that_is_away_keeps_its_documents_and_one_that_returns_is_only_compared(
    library: SmallLibrary, drives: Drives, tmp_path: Path, where: str, keeps_folder: bool, hashed: list[Path]
) -> None:
    stick = drives.make("HOLIDAYS")
    point, folder = WHERE[where](tmp_path / "media")
    drives.plug_in(stick, point)
    fill(point)
    library.user.add(folder)
    library.settle()
    said, ids = library.says(), library.ids()
    assert ids
    drives.pull_out(point, keeps_folder=keeps_folder)
    for _ in range(2):
        assert counts(library.settle()) == (0, 0, 0, 0)
        assert library.says() == said
        assert unreachable(library) == [point if where == "has the drive in it" else folder]
    drives.plug_in(stick, point)
    (point / "in" / "new.txt").write_text("wasps")
    hashed.clear()
    assert counts(library.settle()) == (len(ids) + 1, 1, 0, 0)
    assert (hashed, unreachable(library)) == ([point / "in" / "new.txt"], [])
    assert {name: library.ids()[name] for name in ids} == ids
    assert library.says() == says_afresh(library, tmp_path / "afresh")


def test_what_was_deleted_on_another_computer_is_forgotten_when_the_drive_returns(
    library: SmallLibrary, drives: Drives, tmp_path: Path
) -> None:
    stick, point = drives.make("HOLIDAYS"), tmp_path / "media" / "stick"
    drives.plug_in(stick, point)
    fill(point)
    library.user.add(point)
    library.settle()
    drives.pull_out(point)
    drives.plug_in(stick, tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "a.txt").unlink()
    drives.pull_out(tmp_path / "elsewhere")
    drives.plug_in(stick, point)
    assert counts(library.settle()) == (2, 0, 0, 1)


def test_a_drive_under_another_name_has_moved(
    library: SmallLibrary, drives: Drives, tmp_path: Path, hashed: list[Path]
) -> None:
    stick, media = drives.make("HOLIDAYS"), tmp_path / "media"
    drives.plug_in(stick, media / "HOLIDAYS")
    fill(media / "HOLIDAYS")
    library.user.add(media)
    library.settle()
    ids = library.ids()
    drives.pull_out(media / "HOLIDAYS")
    library.settle()
    drives.plug_in(stick, media / "HOLIDAYS1")
    hashed.clear()
    assert counts(library.settle()) == (3, 0, 3, 0)
    assert (hashed, library.ids()) == ([], ids)


def test_where_file_numbers_do_not_last_content_tells_what_has_moved(
    library: SmallLibrary,
    drives: Drives,
    tmp_path: Path,
    hashed: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mount_table, "UNSTABLE", {"ext4"})
    stick, point = drives.make("HOLIDAYS"), tmp_path / "media" / "HOLIDAYS"
    drives.plug_in(stick, point)
    fill(point)
    library.user.add(point)
    library.settle()
    ids = library.ids()
    drives.pull_out(point)
    drives.plug_in(stick, point)
    for name in NAMES:  # as if they had other numbers now
        shutil.copy2(point / name, point / "copy")
        (point / "copy").replace(point / name)
    (point / "a.txt").rename(point / "z.txt")
    hashed.clear()
    assert counts(library.settle()) == (3, 0, 1, 0)
    assert hashed == [point / "z.txt"]
    assert library.ids()["z.txt"] == ids["a.txt"]


def test_two_drives_at_one_place_are_told_apart(
    library: SmallLibrary, drives: Drives, tmp_path: Path
) -> None:
    first, second, point = drives.make("FIRST"), drives.make("SECOND"), tmp_path / "media" / "usb0"
    drives.plug_in(first, point)
    fill(point)
    library.user.add(point)
    library.settle()
    drives.pull_out(point)
    drives.plug_in(second, point)
    (point / "a.txt").write_text("wasps in a.txt")
    (point / "only here.txt").write_text("wasps")
    settled = library.settle()
    assert (settled.seen, settled.read, settled.forgotten) == (2, 2, 0)
    assert (
        library.texts()[point / "a.txt"] == "wasps in a.txt"
    )  # one document to a path: the one that is there
    assert set(library.ids()) == {"a.txt", "b.txt", "c.txt", "only here.txt"}
    drives.pull_out(point)
    drives.plug_in(first, point)
    settled = library.settle()
    assert (settled.seen, settled.read, settled.forgotten) == (3, 1, 0)
    assert library.texts()[point / "a.txt"] == "bees in a.txt"
    assert set(library.ids()) == {"a.txt", "b.txt", "c.txt", "only here.txt"}


def test_a_drive_that_is_pulled_out_while_it_is_read_loses_nothing(
    library: SmallLibrary, drives: Drives, tmp_path: Path
) -> None:
    stick, point = drives.make("HOLIDAYS"), tmp_path / "media" / "stick"
    drives.plug_in(stick, point)
    fill(point)
    library.user.add(tmp_path / "media")
    library.settle()
    for number in range(30):
        (point / f"new {number}.txt").write_text(f"wasps {number}")
    library.on_read = lambda _: drives.pull_out(point) if drives.mounted else None
    library.settle()
    library.on_read = None
    assert {Path(name).name for name in NAMES} <= set(library.ids())
    assert library.settle().forgotten == 0
    drives.plug_in(stick, point)
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "afresh")


def test_a_drive_that_comes_in_the_middle_of_a_look_makes_it_worth_nothing(
    library: SmallLibrary, drives: Drives, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, media = drives.make("HOLIDAYS"), tmp_path / "media"
    fill(media)
    library.user.add(media)
    library.settle()
    said, really = library.says(), scan.scan

    def late(*given: Any, **named: Any) -> scan.Scan:  # noqa: ANN401  # as it was asked
        drives.plug_in(stick, media / "in")
        return really(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr("app.indexing.indexer.scan", late)
        assert counts(library.settle()) == (0, 0, 0, 0)
    assert library.says() == said
    assert counts(library.settle()) == (1, 0, 0, 2)  # what the drive hides is gone while it is there


def test_a_folder_that_is_deleted_on_a_drive_that_is_there_stays_until_it_is_taken_out(
    library: SmallLibrary, drives: Drives, tmp_path: Path
) -> None:
    point = tmp_path / "media" / "stick"
    drives.plug_in(drives.make("HOLIDAYS"), point)
    fill(point)
    folder = library.user.add(point / "in")
    library.settle()
    shutil.rmtree(point / "in")
    assert library.settle().forgotten == 0
    library.user.remove(folder)
    assert library.settle().forgotten == 2
