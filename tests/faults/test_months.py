"""Months of small saves: the library stays as small and as quick as one made just now.

CLEW_SAVES=5000 for the long run.
"""

import os
import statistics
import time
from pathlib import Path

import pytest

from app.domain.query import Mode, Query
from app.library.library import Library
from app.places import Places
from tests.faults.months import Author, count, follow, quick_parts, size

SAVES = int(os.environ.get("CLEW_SAVES", "150"))
DOCUMENTS = 300
"""To begin with: some 2,500 passages."""
SIZE = 1.5
LATENCY = 1.3 if SAVES >= 1_000 else 2.0
"""The bar is that of the long run; a short one, beside other tests, proves nothing finer."""
ROUNDS, QUERIES = 5, 40


@pytest.mark.timeout(7_200 if SAVES > 500 else 300)
def test_after_months_of_small_saves_the_library_is_small_and_quick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quick_parts(monkeypatch)
    author = Author(tmp_path / "home", seed=1)
    for _ in range(DOCUMENTS):
        author.create()
    old, fresh = Places(tmp_path / "old"), Places(tmp_path / "fresh")
    with Library(old) as asked:  # open all the while, as the engine has it
        asked.user.add(author.root)
        asked.index()
        spent = follow(old, author, SAVES)
        with Library(fresh) as other:
            other.user.add(author.root)
            other.index()
            sizes = size(old.data), size(fresh.data)
            slower = {mode: _slower(asked, other, author, mode) for mode in (Mode.WORDS, Mode.HYBRID)}
    with capsys.disabled():
        print(  # noqa: T201  # its figures
            f"\n{spent}"
            f"\nwritten for a save: {spent.written // spent.saves // 1000} kB; files: {count(old.data)}"
            f"\nbytes: {sizes[0]} where a fresh library has {sizes[1]}: {sizes[0] / sizes[1]:.2f} times,"
            f" at most {spent.largest / sizes[1]:.2f}"
            f"\np95: {', '.join(f'{mode} {times:.2f} times' for mode, times in slower.items())}"
        )
    assert spent.upkeeps >= SAVES // 150
    assert sizes[0] <= SIZE * sizes[1]
    assert spent.largest <= (SIZE + 0.5) * sizes[1]
    assert all(times <= LATENCY for times in slower.values())


def _slower(library: Library, fresh: Library, author: Author, mode: Mode) -> float:
    """Times as long as *fresh* that *library* takes for an answer: p95, the median of some rounds."""
    for one in (library, fresh):
        one.search(Query(author.query(), mode=mode))
    ratios = []
    for _ in range(ROUNDS):
        took: dict[Library, list[float]] = {library: [], fresh: []}
        for number in range(QUERIES):
            query = Query(author.query(), mode=mode)
            for one in (library, fresh) if number % 2 else (fresh, library):
                started = time.perf_counter()
                one.search(query)
                took[one].append(time.perf_counter() - started)
        p95 = {one: statistics.quantiles(seconds, n=20)[-1] for one, seconds in took.items()}
        ratios.append(p95[library] / p95[fresh])
    return statistics.median(ratios)
