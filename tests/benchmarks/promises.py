"""What a user is promised while the window is open: a changed file is found soon, and rest is rest.

    python tests/benchmarks/promises.py [PLACE]

Opens the window (in memory) on a library of 10,000 documents, made in PLACE or found there, changes files in its
folder, and then leaves it alone for a minute. Ceilings on an idle machine; exit code 1 when one is missed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))
from app.domain.query import Mode, Query
from app.domain.query_language.understood import query_of
from app.engine.answers import MeaningReady
from app.library.library import Library
from app.places import Places
from tests.benchmarks.made_library import make
from tests.fakes.always import work_always
from tests.integration.engine_room import EngineRoom

ROOT = Path(__file__).parents[2]
FILES, PARAGRAPHS = 10_000, 5
SAVES = 5
QUESTIONS = 200
WORDS_BAR_SECONDS = 3.0
MEANING_BAR_SECONDS = 10.0
IDLE_SECONDS = 60.0
IDLE_BAR_PERCENT = 0.3
"""Of one core."""
MEMORY_BAR_MB = 450.0
"""Window and engine together, proportional set size."""
PATIENCE_SECONDS = 120.0

TEXT = "{}: our old cat slept on the window sill all afternoon, purring, while the rain fell outside."
MEANT = "a pet dozing at home in bad weather"


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure how soon changes are found, and how quiet rest is.")
    parser.add_argument("place", nargs="?", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="clew-benchmark-") as scratch:
        folder, data = make(asked.place or Path(scratch), FILES, PARAGRAPHS)
        work_always(data)
        with window(data) as shown, Library(Places(data)) as library:
            until(lambda: at_rest(shown), "rest after the start")
            found = [saved(library, folder / f"saved {number}.txt", number, shown) for number in range(SAVES)]
            changed = [
                saved(library, folder / "saved 0.txt", number, shown) for number in range(SAVES, 2 * SAVES)
            ]
            until(lambda: at_rest(shown), "rest after the changes")
            percent = idle(shown)
            megabytes = memory(shown)
            alive = shown.children(recursive=True)
            asked_megabytes = after_questions(data)
        for number in range(SAVES):
            (folder / f"saved {number}.txt").unlink()
    return report(found, changed, percent, (megabytes, asked_megabytes), len(alive))


@contextmanager
def window(data: Path) -> Iterator[psutil.Process]:
    """The window's process, its window painted into memory."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        [sys.executable, ROOT / "main.py", "--data-folder", data], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def at_rest(shown: psutil.Process) -> bool:
    """Whether the engine runs, has had the time to look, and nothing runs for it."""
    children = shown.children(recursive=True)
    if len(children) != 1:
        return False
    with suppress(psutil.NoSuchProcess):
        return bool(time.time() - children[0].create_time() > 20)
    return False


def saved(library: Library, path: Path, number: int, shown: psutil.Process) -> tuple[float, float]:
    """Save a file: (seconds until its new words find it, until its meaning does)."""
    word = f"marker{number}x{time.time_ns()}"
    until(lambda: at_rest(shown), "rest before a save")
    path.write_text(TEXT.format(word))
    started = time.perf_counter()
    until(lambda: names(library, query_of(word, mode=Mode.WORDS)) == [path.name], "words")
    words = time.perf_counter() - started
    until(
        lambda: path.name in names(library, query_of(MEANT, mode=Mode.MEANING)) and is_encoded(library),
        "meaning",
    )
    return words, time.perf_counter() - started


def names(library: Library, query: Query) -> list[str]:
    """File names of the best hits."""
    return [hit.path.name for hit in library.search(query, limit=2 * SAVES).hits]


def is_encoded(library: Library) -> bool:
    """Whether no passage waits."""
    return library.catalogue.totals().waiting == 0


def idle(shown: psutil.Process) -> float:
    """Percent of one core that all processes take while nothing happens."""
    everybody = [shown, *shown.children(recursive=True)]
    before = sum(seconds(process) for process in everybody)
    time.sleep(IDLE_SECONDS)
    return 100 * (sum(seconds(process) for process in everybody) - before) / IDLE_SECONDS


def seconds(process: psutil.Process) -> float:
    """Processor time so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def memory(shown: psutil.Process) -> float:
    """Megabytes of all processes; what they share counts once."""
    return float(sum(one.memory_full_info().pss for one in (shown, *shown.children(recursive=True))) / 1e6)


def after_questions(data: Path) -> float:
    """Megabytes of an engine that has answered many questions."""
    room = EngineRoom(data)
    room.client.start()
    try:
        room.heard.wait_for(MeaningReady)
        for number in range(QUESTIONS):
            room.search(f"{MEANT} {number}")
            room.heard.forget()
        return float(room.engine.memory_full_info().pss / 1e6)
    finally:
        room.client.close()


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait.

    Raises:
        TimeoutError: in vain.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)


def report(
    found: list[tuple[float, float]],
    changed: list[tuple[float, float]],
    percent: float,
    megabytes: tuple[float, float],
    alive: int,
) -> int:
    """Print the figures against their bars; return the exit code."""
    rows = [("processes beside window and engine", float(alive - 1), 0.0)]
    for name, taken in (("new file", found), ("changed file", changed)):
        words, meaning = zip(*taken, strict=True)
        print(
            f"{name}: words {[round(one, 2) for one in words]} s, meaning {[round(one, 2) for one in meaning]} s"
        )
        rows.append(
            (f"{name}, by its words, median of {SAVES} (s)", statistics.median(words), WORDS_BAR_SECONDS)
        )
        rows.append((f"{name}, by its meaning (s)", statistics.median(meaning), MEANING_BAR_SECONDS))
    rows.append((f"processor at rest over {IDLE_SECONDS:.0f} s (% of a core)", percent, IDLE_BAR_PERCENT))
    rows.append(("window and engine, proportional set size (MB)", megabytes[0], MEMORY_BAR_MB))
    rows.append((f"engine alone, after {QUESTIONS} questions (MB)", megabytes[1], MEMORY_BAR_MB))
    for name, value, bar in rows:
        print(f"{name:<60} {value:8.2f}   bar {bar:g} {'' if value <= bar else '  MISSED'}")
    return int(any(value > bar for _, value, bar in rows))


if __name__ == "__main__":
    sys.exit(main())
