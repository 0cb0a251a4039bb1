"""Killed, without space, read meanwhile, or not allowed to write: the index comes through."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import LibraryUnusable
from tests.faults.small_index import add, assert_holds, five_batches, writer

ROOT = Path(__file__).parents[2]

# Killed at any moment.

CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.faults.small_index import add, writer
index = writer(Path(sys.argv[1]))
index.count()
import lancedb
print("ready", flush=True)
for round in range(3):
    for batch in range(6):
        add(index, batch)
    index.upkeep(retention_seconds=0)
"""


@pytest.mark.parametrize("seed", range(10))
def test_killed_while_writing_and_told_the_same_again_it_holds_the_same(tmp_path: Path, seed: int) -> None:
    with subprocess.Popen([sys.executable, "-c", CHILD, tmp_path, ROOT], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        try:
            child.wait(random.Random(seed).uniform(0, 0.35))  # noqa: S311 - a moment, not a secret
        except subprocess.TimeoutExpired:
            child.kill()
    index = writer(tmp_path)
    assert not index.repaired.lost
    for batch in range(6):
        add(index, batch)
    assert_holds(index, 6)
    index.upkeep(erase=True)
    assert_holds(index, 6)
    index.close()


# A full disk.

FULL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from app.domain.errors import LibraryUnusable
from app.domain.ports import UpkeepOutcome
from tests.faults.small_index import add, assert_holds, writer
folder = Path(sys.argv[1])
(folder / "ballast").write_bytes(bytes(3_000_000))
index = writer(folder)
done = 0
try:
    while True:
        add(index, done)
        done += 1
except LibraryUnusable as error:
    assert "full" in str(error), error
assert done > 5
assert index.upkeep_due() in (True, False)
index.close()
reader = writer(folder)
assert not reader.repaired.lost
assert_holds(reader, done)
assert reader.upkeep().outcome is UpkeepOutcome.DISK_TIGHT
(folder / "ballast").unlink()
add(reader, done)
assert_holds(reader, done + 1)
print("mended")
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="a small disk needs unshare")
def test_a_full_disk_is_said_calmly_and_costs_nothing(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=4m none '{tmp_path}'"
    if subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    command = ["unshare", "-rm", "sh", "-c", f'{mount} && exec "$@"', "sh"]
    ran = subprocess.run(
        [*command, sys.executable, "-c", FULL, tmp_path, ROOT], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.returncode) == ("mended\n", 0), ran.stderr


# Somebody reads while the writer tidies up.

READER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from app.domain.dense_filter import DenseFilter
from app.store.lance_index import LanceIndex
from tests.faults.small_index import BATCH, DIMENSION
from tests.fakes.index import unit_vectors
index = LanceIndex(Path(sys.argv[1]), "recipe", DIMENSION, writer=False)
queries = unit_vectors(BATCH, DIMENSION, 0)
asked = 0
while not Path(sys.argv[1], "stop").exists():
    number = asked % BATCH
    found, scores = index.nearest(queries[number], 3, DenseFilter())
    assert found[0] == number and len(found) == 3, (number, found)
    assert len(index.vectors(found[:1])[0]) == 1
    asked += 1
    if asked == 1:
        print("ready", flush=True)
print(asked)
"""


@pytest.fixture
def asking(tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    five_batches(tmp_path)
    with subprocess.Popen([sys.executable, "-c", READER, tmp_path, ROOT], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        yield child
        child.kill()


def test_a_reader_in_another_process_never_notices_the_upkeep(
    tmp_path: Path, asking: "subprocess.Popen[bytes]"
) -> None:
    index = writer(tmp_path)
    for number in range(30):
        add(index, 5 + number % 3)
        index.upkeep(erase=number % 2 == 0)
    (tmp_path / "stop").touch()
    answer, _ = asking.communicate(timeout=30)
    assert asking.returncode == 0
    assert int(answer) > 10
    assert_holds(index, 8)
    index.close()


# A folder that may not be written.


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said_calmly(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(LibraryUnusable, match="written"):
        add(writer(closed), 0)
