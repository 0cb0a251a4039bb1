"""The indexer has to fit beside its encoder into 450 MB."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.store.process import restrain_lancedb

ROOT = Path(__file__).parents[3]
MEGABYTE = 10**6
WORK = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import numpy as np
from app.domain.dense_filter import DenseFilter
from app.store.lance_index import LanceIndex
from tests.fakes.index import fill, unit_vectors
index = LanceIndex(Path(sys.argv[1]), "recipe", 384, writer=True)
for start in range(0, 20_000, 2_000):
    fill(index, np.arange(start, start + 2_000), unit_vectors(2_000, 384, start))
    index.flush()
    for query in unit_vectors(5, 384):
        index.nearest(query, 100, DenseFilter())
index.upkeep()
with open("/proc/self/statm") as numbers:
    print(int(numbers.read().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="resident memory is read from /proc")
def test_filling_searching_and_tidying_20_000_rows_stays_small(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", WORK, tmp_path, ROOT], capture_output=True, check=True)
    assert int(ran.stdout) < 330 * MEGABYTE


def test_what_the_user_has_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANCE_DEFAULT_IO_BUFFER_SIZE", "1234")
    monkeypatch.setenv("MALLOC_ARENA_MAX", "4")
    restrain_lancedb()
    assert os.environ["LANCE_DEFAULT_IO_BUFFER_SIZE"] == "1234"


def test_reading_ahead_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LANCE_DEFAULT_IO_BUFFER_SIZE", raising=False)
    restrain_lancedb()
    assert int(os.environ["LANCE_DEFAULT_IO_BUFFER_SIZE"]) <= 64 * 2**20
