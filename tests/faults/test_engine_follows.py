"""An engine that runs beside a changing disk: once it has come to rest, its library is a fresh one, row by row.

Short here; long: `CLEW_ROUNDS=500 CLEW_FAULT_SEED=1 pytest tests/faults/test_engine_follows.py -s`.
"""

import os
import time
from pathlib import Path

import pytest

from app.domain.scope import EVERYTHING
from app.domain.state import Doing
from app.engine.answers import Working
from app.engine.requests import AddFolders
from app.library.library import Library
from app.places import Places
from tests.faults.changing_disk import ChangingDisk
from tests.faults.same_library import assert_same
from tests.integration.engine_room import EngineRoom, opened
from tests.integration.program import wait_until

ROUNDS = int(os.environ.get("CLEW_ROUNDS", "6"))
"""Of one to six changes each, some beside the work that the last ones made."""
SEED = int(os.environ.get("CLEW_FAULT_SEED", "20261121"))

pytestmark = pytest.mark.timeout(300 + 20 * ROUNDS)


def test_a_library_that_was_followed_equals_a_fresh_one(tmp_path: Path) -> None:
    disk = ChangingDisk(tmp_path / "disk", SEED)
    followed, fresh = tmp_path / "followed", tmp_path / "fresh"
    started, looks = time.monotonic(), 0
    with opened(followed) as room:
        room.say(AddFolders(disk.roots))
        for number in range(ROUNDS):
            disk.change()
            if disk.chance.random() < 0.5:
                come_to_rest(room, disk, number)
                looks += 1
        come_to_rest(room, disk, ROUNDS)
    with Library(Places(fresh)) as library:
        for folder in disk.roots:
            library.user.add(folder)
        library.index(scope=EVERYTHING)
    with Library(Places(followed)) as library:
        compared = library.index()
    assert (compared.read, compared.moved, compared.forgotten, compared.passages) == (0, 0, 0, 0)
    assert_same(followed, fresh)
    print(  # noqa: T201  # the figures
        f"\n{ROUNDS} rounds, {looks} rests, {len(disk.files())} files, {time.monotonic() - started:.0f} s,"
        f" seed {SEED}"
    )


def come_to_rest(room: EngineRoom, disk: ChangingDisk, number: int) -> None:
    """Until what was done last is found, and nothing is being done any more."""
    word = f"marker{number}"
    (disk.roots[0] / f"{word}.txt").write_text(f"This is {word}.")
    wait_until(lambda: room.names(f'"{word}"') == [f"{word}.txt"], "that the marker is found")
    wait_until(
        lambda: room.heard.all(Working)[-1].activity.doing is Doing.NOTHING,
        f"that the indexer rests, not {room.heard.all(Working)[-3:]}",
    )
