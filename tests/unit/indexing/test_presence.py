"""Which folders are there, and what is mounted in them; a drive that does not answer keeps nobody waiting."""

import os
import threading
import time
from pathlib import Path

import pytest

from app.indexing import presence
from app.indexing.presence import Seen, Sentry, see
from app.indexing.volumes import EMPTY, SYSTEM, Mounted, Volume, filled, mounted

STICK, NAS = Volume("1234", "HOLIDAYS"), Volume("nas:/photos", "photos on nas", remote=True)


@pytest.mark.skipif(os.name != "posix", reason="Windows has drives with letters")
def test_a_folder_lies_on_what_is_mounted_nearest_above_it(tmp_path: Path) -> None:
    here = tmp_path.resolve()
    table = {Path("/"): SYSTEM, here / "a": STICK, here / "a" / "b": NAS, here / "ab": NAS}
    assert mounted(here / "a" / "deep", table) == Mounted(STICK)
    assert mounted(here / "a", table) == Mounted(STICK, {b"b": NAS}, is_mount_point=True)
    assert mounted(here, table) == Mounted(SYSTEM, {b"a": STICK, b"a/b": NAS, b"ab": NAS})
    assert mounted(here, table).places == {"": b"", "1234": b"a", "nas:/photos": b"ab"}
    assert mounted(here / "a", {}) == Mounted()
    assert (mounted(here, table).remote, mounted(here / "a" / "deep", table).remote) == (True, False)


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege on Windows")
def test_a_folder_behind_a_link_lies_where_the_link_leads(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "media")
    table = {Path("/"): SYSTEM, (tmp_path / "media").resolve(): STICK}
    assert mounted(tmp_path / "link", table).home == STICK


def test_an_empty_mount_point_stands_for_no_drive(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").touch()
    (tmp_path / "bare").mkdir()
    there = Mounted(STICK, {b"full": STICK, b"bare": STICK, b"gone": STICK}, is_mount_point=True)
    assert filled(there, tmp_path).inside == {b"full": STICK, b"bare": EMPTY, b"gone": EMPTY}
    assert filled(Mounted(STICK, is_mount_point=True), tmp_path / "bare").home == EMPTY
    assert filled(Mounted(STICK), tmp_path / "bare").home == STICK
    assert filled(there, tmp_path).home == STICK


def test_what_is_no_folder_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert see(tmp_path) is not None
    assert Sentry().look([tmp_path, tmp_path / "file", tmp_path / "none"]) == {
        tmp_path: see(tmp_path),
        tmp_path / "file": None,
        tmp_path / "none": None,
    }


def test_a_drive_that_does_not_answer_is_away_until_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, asked = threading.Event(), []
    dead, there = Path("/dead"), Seen(1, 1, Mounted())

    def slow(folder: Path) -> Seen:
        asked.append(folder)
        if folder == dead:
            answers.wait(60)
        return there

    monkeypatch.setattr(presence, "see", slow)
    monkeypatch.setattr(presence, "ANSWER_SECONDS", 0.2)
    sentry, folders = Sentry(), [Path("/a"), dead, Path("/b"), Path("/c")]
    away = {**dict.fromkeys(folders, there), dead: None}
    assert sentry.look(folders) == away
    assert sentry.look(folders) == away
    assert asked.count(dead) == 1  # one who waits is enough
    monkeypatch.setattr(presence, "ANSWER_SECONDS", 30.0)
    answers.set()
    deadline = time.monotonic() + 30
    while sentry.look(folders) == away:
        assert time.monotonic() < deadline
    assert sentry.look(folders) == dict.fromkeys(folders, there)
