"""Others fill the disk at any moment: indexing pauses with a sentence, loses nothing, and goes on when there is room.

CLEW_FULL_ROUNDS=100 for the long run.
"""

import os
import sys
from pathlib import Path

import pytest

from app.catalogue.room import HEAD_ROOM
from tests.faults.small_disk import ROOT, problem, run_on_disk

ROUNDS = int(os.environ.get("CLEW_FULL_ROUNDS", "4"))
SECONDS = 120 + 30 * ROUNDS

pytestmark = [
    pytest.mark.skipif(bool(problem()), reason=problem()),
    pytest.mark.timeout(SECONDS + 10),
]


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    place = tmp_path / "disk"
    place.mkdir()
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    return place


@pytest.mark.parametrize("head_room", [0, HEAD_ROOM])
def test_a_disk_that_others_fill_costs_nothing(
    disk: Path, home: Path, head_room: int, capsys: pytest.CaptureFixture[str]
) -> None:
    script = ROOT / "tests" / "data" / "full_disk.py"
    said = run_on_disk(disk, [sys.executable, script, disk, home, str(ROUNDS), str(head_room)], SECONDS)
    with capsys.disabled():
        print(f"\n{ROUNDS} rounds with {head_room} bytes of head-room: full in {said.strip()}")  # noqa: T201  # its figures
    assert int(said) > 0


def test_the_command_line_says_it_and_still_answers(disk: Path, home: Path) -> None:
    run_on_disk(
        disk, [sys.executable, ROOT / "tests" / "data" / "full_disk_commands.py", disk, home], SECONDS
    )
