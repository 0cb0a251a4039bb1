"""Killed at any moment of indexing and upkeep, and started again: it ends where a fresh library begins.

CLEW_KILLS gives the number of kills (200 and more for a long run), CLEW_FAULT_SEED other chances.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

import psutil
import pytest

from app.catalogue.catalogue import Catalogue
from app.domain.query import Query
from app.engine.answers import Working
from app.engine.requests import AddFolders
from app.library.library import Library
from app.places import Places
from tests.faults.changing_disk import WORDS, ChangingDisk
from tests.faults.same_library import assert_same
from tests.integration.engine_room import EngineRoom, is_alive, opened
from tests.integration.program import ROOT, wait_until

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is killed like this here")

KILLS = int(os.environ.get("CLEW_KILLS", "8"))
SEED = int(os.environ.get("CLEW_FAULT_SEED", "5"))
PATIENCE_SECONDS = 240.0 + 15 * KILLS
LONGEST_SECONDS = 0.06
"""From the moment on at which a part begins."""
WRITER = ROOT / "tests" / "data" / "killed_writer.py"
PHASES = (
    "repair",
    "scan",
    "reading",
    "catalogue",
    "reconcile",
    "encoding",
    "flush",
    "noting",
    "fsync",
    "upkeep",
    "upkeep: merge",
    "upkeep: build_missing",
    "upkeep: drop_all",
    "upkeep: prune",
)
LAST = PHASES[-1]
MANIFOLD = frozenset({"catalogue", "encoding", "flush", "noting", "fsync"})
"""Those of which there are several in a run."""
READER = "the reading child alone"


class Writers:
    """Writers of one library, one after the other, and what became of them."""

    def __init__(self, server: "subprocess.Popen[str]", chance: random.Random) -> None:
        self._server = server
        self._chance = chance
        self.killed: Counter[str] = Counter()
        """Phase -> kills."""
        self.whole = 0
        """Runs to the end."""

    def run(self, until: str = "", *, the_reader: bool = False) -> None:
        """One run, killed a moment after the phase *until* has begun, or its reading child; else to the end.

        Where there is no such phase this time, it is killed in the last one.
        """
        assert self._server.stdin is not None
        self._server.stdin.write("go\n")
        process = int(self._heard())
        left = self._chance.choice((1, 1, 2, 4)) if until in MANIFOLD else 1
        phase = "start"
        while not (line := self._heard()).startswith("ended"):
            phase = line  # also what it got to say before it died
            left -= line == until
            if until and left >= 0 and (left == 0 or line == LAST):
                left = -1
                threading.Event().wait(self._chance.uniform(0, LONGEST_SECONDS))
                with suppress(ProcessLookupError):
                    self._kill_reader(process) if the_reader else os.kill(process, signal.SIGKILL)
        assert line in {"ended 0", f"ended {-signal.SIGKILL}"}, line
        if line == "ended 0":
            self.whole += 1
        else:
            self.killed[phase] += 1

    def _kill_reader(self, writer: int) -> None:
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(writer).children():
                if "reader" in child.cmdline():
                    child.kill()
                    self.killed[READER] += 1
                    return

    def _heard(self) -> str:
        assert self._server.stdout is not None
        line = self._server.stdout.readline().strip()
        assert line, "the writer could not be started"
        return line


@contextmanager
def writers(data: Path, seed: int) -> Iterator[Writers]:
    command = [sys.executable, str(WRITER), str(data)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT
    ) as server:
        yield Writers(server, random.Random(seed))  # noqa: S311 - moments, no secret
        server.communicate(timeout=60)


class Ids:
    """Ids that were ever seen: one that is new must be higher than all of them."""

    def __init__(self, data: Path) -> None:
        self._catalogue = Places(data).catalogue
        self._seen: dict[str, set[int]] = {"documents": set(), "passages": set()}

    def look(self) -> None:
        with closing(Catalogue(self._catalogue, write=False)) as catalogue:
            ask = catalogue._connection.execute
            assert ask("PRAGMA quick_check").fetchall() == [("ok",)]
            for table, seen in self._seen.items():
                now = {row[0] for row in ask(f"SELECT id FROM {table}")}  # noqa: S608  # our own names
                assert min(now - seen, default=2**62) > max(seen, default=0), f"an id of {table} came again"
                seen.update(now)


def afresh(data: Path, disk: ChangingDisk) -> Path:
    """A new library of the same disk."""
    with Library(Places(data)) as library:
        for folder in disk.roots:
            library.user.add(folder)
        library.index()
    return data


@pytest.mark.timeout(PATIENCE_SECONDS)
def test_killed_at_any_moment_it_ends_where_a_fresh_library_begins(tmp_path: Path) -> None:
    disk = ChangingDisk(tmp_path / "disk", SEED)
    data = tmp_path / "killed"
    ids = Ids(data)
    started = time.monotonic()
    with Library(Places(data)) as reader, writers(data, SEED) as writing:
        for folder in disk.roots:
            reader.user.add(folder)
        moments = disk.chance.sample(PHASES, len(PHASES))
        for number in count():
            if writing.killed.total() >= KILLS:
                break
            if number % 8 == 7:
                writing.run("catalogue", the_reader=True)
            writing.run(moments[number % len(moments)])
            ids.look()
            found = reader.search(Query(disk.chance.choice(WORDS)))
            assert found.hits or not number, "nothing is found any more"
            disk.change()
        writing.run()
        ids.look()
        assert_same(data, afresh(tmp_path / "fresh", disk))
    seconds = time.monotonic() - started
    told = ", ".join(f"{phase} {count}" for phase, count in writing.killed.most_common())
    print(f"\n{writing.killed.total()} kills ({told}), {writing.whole} runs to the end, {seconds:.0f} s")  # noqa: T201 - figures, seen with -s


@pytest.mark.timeout(PATIENCE_SECONDS)
def test_engine_and_indexer_killed_behind_the_window_end_where_a_fresh_library_begins(tmp_path: Path) -> None:
    """Each room lets its engine and its indexer die, not more often than they are started again."""
    disk = ChangingDisk(tmp_path / "disk", SEED + 1)
    data = tmp_path / "killed"
    killed: Counter[str] = Counter()
    started = time.monotonic()
    while killed.total() < max(2, KILLS // 10):
        with opened(data) as room:
            room.say(AddFolders(disk.roots))
            for who in disk.chance.sample(("engine", "indexer"), 2):
                disk.change()
                killed[f"{who} {let_die(room, who, disk.chance)}"] += 1
        disk.change()
    with Library(Places(data)) as library:
        library.index()
    assert_same(data, afresh(tmp_path / "fresh", disk))
    print(f"\n{dict(killed)}, {time.monotonic() - started:.0f} s")  # noqa: T201 - figures, seen with -s


def let_die(room: EngineRoom, who: str, chance: random.Random) -> str:
    """Kill *who* at some moment of its work; say what went on."""
    wait_until(lambda: room.indexer() is not None, "an indexer")
    threading.Event().wait(chance.uniform(0, 4))
    doing = [working.activity.doing for working in room.heard.all(Working)]
    process = room.engine if who == "engine" else room.indexer()
    if process is None:
        return "at rest"
    with suppress(psutil.NoSuchProcess):
        process.kill()
    wait_until(lambda: not is_alive(process), f"the end of the {who}")
    wait_until(lambda: room.client.process_id is not None, "an engine")
    return f"while {doing[-1]}" if doing else "at its start"
