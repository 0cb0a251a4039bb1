"""What a pulled plug may leave of a data folder: moments of a real run, and what chance makes of each.

A moment holds the files as the programs saw them, and those of the index that were on the disk for good (at the
last fsync, `app/store/durable.py`). What was written since may be there, or not, or in part; what was deleted
since may be there again. Files of LanceDB are written once and never changed, so that a link keeps them.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any
from unittest.mock import patch

from app.catalogue.progress import Progress
from app.indexing import encode
from app.library.library import Library
from app.places import Places
from app.store import indices
from app.store.durable import Durable
from app.store.lance_index import LanceIndex
from tests.faults.changing_disk import ChangingDisk

PAGE = 4096


@dataclass(frozen=True, slots=True)
class Moment:
    """A copy of the data folder, and of the index at the last fsync."""

    name: str
    seen: Path
    durable: Path

    def left(self, data: Path, chance: random.Random, *, harsh: bool) -> list[str]:
        """Make *data* what the disk says after the plug was pulled here; tell what became of which file.

        On a *harsh* disk some files went, too, that fsync had promised, and the end of the log of SQLite. Only
        as a whole: holes in a file that was promised are seen by nobody, Lance has no checksums.
        """
        told = []
        shutil.copytree(self.seen, data)
        index, fallen = data / "index", self.durable / "index"
        new = [path for path in _files(index) if not (self.durable / path.relative_to(data)).exists()]
        for path in _files(fallen):
            back = data / path.relative_to(self.durable)
            if not back.exists() and chance.random() < 0.5:
                back.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, back)
                told.append(f"{back.name} back")
        fate = chance.choice((0.2, 0.5, 1.0))  # some moments lose little, some all
        hit = [path for path in new if chance.random() < fate]
        if harsh:
            every = [
                path for path in _files(index) if path.suffix in {".lance", ".manifest", ".idx", ".arrow"}
            ]
            hit += chance.sample(every, min(chance.choice((0, 1, 1, 3)), len(every)))
        for path in dict.fromkeys(hit):
            way = chance.choice(WAYS if path in new else WAYS[:-1])
            way(path, chance)
            told.append(f"{path.parent.name}/{path.name} {way.__name__}")
        log = data / "catalogue.sqlite-wal"
        if harsh and log.exists() and chance.random() < 0.5:
            os.truncate(log, chance.randrange(log.stat().st_size + 1))
            told.append(f"log of {log.stat().st_size} bytes")
        return told


def lost(path: Path, _: random.Random) -> None:
    path.unlink()


def emptied(path: Path, _: random.Random) -> None:
    os.truncate(path, 0)


def cut(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size + 1))


def zeroed(path: Path, _: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def with_holes(path: Path, chance: random.Random) -> None:
    """Of its full length, but some pages never reached the disk."""
    content = bytearray(path.read_bytes())
    for start in range(0, len(content), PAGE):
        if chance.random() < 0.5:
            content[start : start + PAGE] = bytes(len(content[start : start + PAGE]))
    path.write_bytes(content)


WAYS: tuple[Callable[[Path, random.Random], None], ...] = (lost, emptied, cut, zeroed, with_holes)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


class Recorder:
    """Keeps moments of what happens in *data*."""

    def __init__(self, data: Path, keep: Path) -> None:
        self.moments: list[Moment] = []
        self._data = data
        self._keep = keep
        self._durable = self._copy("durable 0")

    def moment(self, name: str) -> None:
        """Keep this moment."""
        self.moments.append(Moment(name, self._copy(f"seen {len(self.moments)}"), self._durable))

    def fsynced(self) -> None:
        """All that is in the index now is on the disk for good."""
        self._durable = self._copy(f"durable {len(self.moments)}")

    def _copy(self, name: str) -> Path:
        return shutil.copytree(self._data, self._keep / name, copy_function=_kept, ignore=_unwanted)


def _kept(path: str, to: str) -> None:
    if "/_" in path or "/data/" in path:
        os.link(path, to)
    else:
        shutil.copy2(path, to)


def _unwanted(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith("-shm") or name.startswith("writer.")]


@contextmanager
def recording(data: Path, keep: Path) -> Iterator[Recorder]:
    """Keep the moments around each write, fsync, note and step of upkeep; little is written at once."""
    recorder = Recorder(data, keep)

    def around(function: Callable[..., Any], name: str, *, fsyncs: bool = False) -> Callable[..., Any]:
        def kept(*given: Any, **named: Any) -> Any:  # noqa: ANN401  # whatever the function takes and gives
            if fsyncs:
                recorder.moment(f"before {name}")
            answer = function(*given, **named)
            if fsyncs:
                recorder.fsynced()
            recorder.moment(f"after {name}")
            return answer

        return kept

    wrapped: list[tuple[object, str, object]] = [
        (Durable, "settle", around(Durable.settle, "fsync", fsyncs=True)),
        (Progress, "flushed", around(Progress.flushed, "note")),
        (encode, "BATCH", 10),
        (encode, "FLUSH", 30),
        (LanceIndex, "upkeep_due", lambda _: True),
        (indices, "SCALAR_ROWS", 20),
        (indices, "VECTOR_ROWS", 40),
    ]
    for name, function in vars(indices).items():
        if isinstance(function, FunctionType) and function.__module__ == indices.__name__ and name != "tail":
            wrapped.append((indices, name, around(function, name)))
    with ExitStack() as patched:
        for owner, name, value in wrapped:
            patched.enter_context(patch.object(owner, name, value))
        yield recorder


def moments_of_a_life(place: Path, disk: ChangingDisk, *, changes: int) -> list[Moment]:
    """A library that follows *disk* through so many changes, and all its moments."""
    data = place / "life"
    with Library(Places(data)) as library:
        for folder in disk.roots:
            library.user.add(folder)
    with recording(data, place / "moments") as recorder, Library(Places(data)) as library:
        for _ in range(changes):
            library.index()
            disk.change()
    return recorder.moments
