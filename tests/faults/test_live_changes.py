"""Any sequence of changes, looked at where it was noticed and nowhere else, ends where a fresh library begins.

Short here; long: `CLEW_OPERATIONS=10000 pytest tests/faults/test_live_changes.py -s`.
"""

import os
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.scope import EVERYTHING
from app.indexing import changes, watch
from app.indexing.watch import Watcher
from tests.faults.operations import Operation, operations
from tests.unit.indexing.small_library import SmallLibrary, says_afresh

OPERATIONS = int(os.environ.get("CLEW_OPERATIONS", "150"))
"""About so many are carried out."""
MOST = 25
"""In one sequence."""
PATIENCE_SECONDS = 60.0

pytestmark = [
    pytest.mark.timeout(max(300, OPERATIONS)),
    # The watcher turns it off, and pytest on again.
    pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning"),
]
figures: Counter[str] = Counter()


@pytest.fixture(scope="module", autouse=True)
def quick_and_counted() -> Iterator[None]:
    """A burst ends soon, nothing is restless, and nothing but what was noticed is ever looked at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "QUIET_SECONDS", 0.02)
        patch.setattr(changes, "RESTLESS_LOOKS", 10**6)
        patch.setattr(watch, "RESCAN_SECONDS", 10**6)
        started = time.monotonic()
        yield
    print(f"\n{dict(figures)} in {time.monotonic() - started:.0f} s")  # noqa: T201  # the figures


@settings(
    max_examples=max(1, OPERATIONS // 12),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
@given(operations(MOST))
def test_what_was_noticed_is_all_there_is(sequence: list[Operation]) -> None:
    place = Path(tempfile.mkdtemp())
    try:
        follow(place, sequence)
    finally:
        shutil.rmtree(place)


def follow(place: Path, sequence: list[Operation]) -> None:
    root, outside, stop = place / "home", place / "outside", threading.Event()
    root.mkdir()
    outside.mkdir()
    library = SmallLibrary(place / "data")
    try:
        library.user.add(root)
        with Watcher(place / "data", stop) as watcher:
            watcher.watch([root])
            library.indexer.settle(EVERYTHING)
            for number, operation in enumerate(sequence):
                figures[operation.verb] += 1
                operation.carry_out(root, outside)
                if operation.verb == "look":
                    catch_up(library, watcher, root, number)
            catch_up(library, watcher, root, len(sequence))
        library.catalogue.note_skipped(library.user.folders()[0].id, {})  # counted by whole looks only
        fresh = says_afresh(library, place / "fresh")
        assert without_skipped(library.says()) == without_skipped(fresh)
    finally:
        library.close()


def catch_up(library: SmallLibrary, watcher: Watcher, root: Path, number: int) -> None:
    """Look where something was noticed, until what was done last is known: events come in order."""
    marker = root / f"marker {number}.txt"
    marker.write_text("marker")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while marker not in library.texts():
        scope = watcher.wait()
        assert scope != EVERYTHING, "lost events"
        library.indexer.settle(scope)
        figures["looks"] += 1
        assert time.monotonic() < deadline, "the marker was never noticed"


def without_skipped(said: object) -> object:
    assert isinstance(said, tuple)
    *things, (documents, passages, failed, _) = said
    return *things, documents, passages, failed
