"""Each reason to wait, asked on a computer that is made up."""

import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import psutil
import pytest

from app.catalogue.room import free_bytes
from app.engine.conditions import full_screen, load
from app.engine.conditions.battery import Battery
from app.engine.conditions.full_screen import FullScreen
from app.engine.conditions.load import WINDOW_SECONDS, Load, Reading
from app.engine.conditions.room import LEAST, MORE, Room

CORES = 4
Power = namedtuple("Power", "percent secsleft power_plugged")  # noqa: PYI024  # as psutil makes it
Times = namedtuple("Times", "user nice system idle iowait steal")  # noqa: PYI024  # the same


@pytest.mark.parametrize(
    ("power", "holds"),
    [
        (None, False),
        (Power(80, 3600, power_plugged=False), True),
        (Power(80, 3600, power_plugged=True), False),
        (Power(80, 3600, power_plugged=None), False),
    ],
)
def test_a_computer_runs_on_battery_only_where_the_system_says_so(
    monkeypatch: pytest.MonkeyPatch, power: Power | None, holds: bool
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: power, raising=False)
    assert Battery().asked() is holds


def test_a_battery_that_cannot_be_asked_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise FileNotFoundError

    monkeypatch.setattr(psutil, "sensors_battery", broken, raising=False)
    assert not Battery().asked()
    monkeypatch.delattr(psutil, "sensors_battery")
    assert not Battery().asked()


class Machine:
    """A processor, whose time passes as told."""

    def __init__(self) -> None:
        self._at = self._busy = self._total = self._own = 0.0
        self.load = Load(lambda: Reading(self._at, self._busy, self._total, self._own))

    def runs(self, seconds: float, others: float, own: float = 0.0) -> bool:
        """For so long others and we use these shares of all cores; whether it holds after that."""
        holds = self.load.asked()
        while seconds > 0:
            step = min(seconds, 5.0)
            seconds -= step
            self._at += step
            self._total += step * CORES
            self._busy += step * CORES * (others + own)
            self._own += step * CORES * own
            holds = self.load.asked()
        return holds


def test_others_are_busy_when_they_have_been_for_a_while() -> None:
    machine = Machine()
    assert not machine.runs(15, others=0.9)
    assert machine.runs(5, others=0.9)


def test_a_short_burst_of_others_is_no_reason() -> None:
    machine = Machine()
    assert not machine.runs(60, others=0.1)
    assert not machine.runs(10, others=1.0)
    assert not machine.runs(60, others=0.1)


def test_our_own_work_is_no_reason() -> None:
    machine = Machine()
    assert not machine.runs(60, others=0.05, own=0.95)
    assert machine.runs(60, others=0.8, own=0.2)


def test_others_are_busy_until_they_use_clearly_less() -> None:
    machine = Machine()
    assert machine.runs(60, others=0.9)
    assert machine.runs(60, others=0.55)
    assert not machine.runs(60, others=0.3)
    assert not machine.runs(60, others=0.55)


def test_what_was_long_ago_says_nothing_about_now() -> None:
    machine = Machine()
    assert machine.runs(60, others=0.9)
    machine._at += WINDOW_SECONDS * 100
    machine._total += WINDOW_SECONDS * 100 * CORES
    machine._busy += WINDOW_SECONDS * 100 * CORES
    assert not machine.load.asked()
    assert machine.runs(20, others=0.9)


def test_waiting_for_the_disk_is_idle_and_stolen_time_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "cpu_times", lambda: Times(10.0, 1.0, 2.0, 30.0, 7.0, 50.0))
    now = load.reading()
    assert (now.busy, now.total) == (13.0, 50.0)


def test_time_of_children_counts_as_our_own_and_stays_when_they_have_ended() -> None:
    before = load.reading().own
    spin = "import time\nwhile time.process_time() < 0.5: pass\nprint('done', flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", spin], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        running = load.reading().own - before
        child.communicate(b"\n")
    assert running > 0.4
    if sys.platform == "linux":  # elsewhere the system does not tell of ended children
        assert load.reading().own - before > 0.4


class Disk:
    """A disk on which so much is free."""

    def __init__(self, free: int) -> None:
        self.free = free
        self.room = Room(Path("/data"), self._tell)

    def _tell(self, folder: Path) -> int:
        if self.free < 0:
            raise OSError
        return self.free


def test_a_disk_is_full_before_the_last_byte_and_until_some_more_is_free() -> None:
    disk = Disk(LEAST)
    assert not disk.room.asked()
    disk.free = LEAST - 1
    assert disk.room.asked()
    disk.free = LEAST + MORE - 1
    assert disk.room.asked()
    disk.free = LEAST + MORE
    assert not disk.room.asked()
    disk.free = LEAST
    assert not disk.room.asked()


def test_where_writing_failed_more_must_be_free_than_then() -> None:
    disk = Disk(100 * LEAST)
    disk.room.ran_out()
    assert disk.room.asked()
    disk.free += MORE
    assert not disk.room.asked()


def test_a_disk_that_does_not_say_how_large_it_is_is_not_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = shutil.disk_usage(tmp_path)._replace(total=0, free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: silent)
    assert not Room(tmp_path).asked()


def test_a_full_disk_that_the_user_wants_to_be_tried_is_tried() -> None:
    disk = Disk(100 * LEAST)
    disk.room.ran_out()
    disk.room.forget()
    assert not disk.room.asked()


def test_a_disk_that_is_away_is_not_full() -> None:
    disk = Disk(-1)
    assert not disk.room.asked()
    disk.room.ran_out()
    assert not disk.room.asked()


def test_free_bytes_are_those_of_the_real_disk(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0


def test_who_fills_the_screen_is_asked_with_our_own_process() -> None:
    asked: list[int] = []

    def ask(own: int) -> bool:
        asked.append(own)
        return True

    assert FullScreen(42, ask).asked()
    assert asked == [42]


@pytest.mark.parametrize(
    ("platform", "variables", "way"),
    [
        ("win32", {}, "full_screen_on_windows"),
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, "full_screen_on_x11"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, ""),
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, ""),
        ("linux", {}, ""),
        ("darwin", {"DISPLAY": ":0"}, ""),
    ],
)
def test_the_system_is_asked_where_it_knows_and_elsewhere_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], way: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    for name in ("full_screen_on_windows", "full_screen_on_x11"):
        monkeypatch.setattr(full_screen, name, lambda own, name=name: name == way)
    assert FullScreen(1).asked() is bool(way)
