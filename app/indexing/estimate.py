"""What folders come to before they are added: counted, a sample of them read and encoded, the rest reckoned."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.user import UserFile
from app.domain.document import Stamp
from app.domain.estimate import Estimate, Forecast
from app.domain.ports import Encoder, Reader
from app.indexing.sample import STRATA, Drawn, Stratum, drawing, strata
from app.indexing.scan import scan
from app.indexing.speed import noted_speed, tried_speed
from app.indexing.sums import Sums
from app.indexing.trial import Trial

GROUPS = 32
"""Times that the counts are told while one folder is looked through, at most."""
SAMPLE_FILES = 120
SAMPLE_SECONDS = 2.0
"""The sample ends with the first file after this time."""
FIRST_SECONDS = 6.0
"""But for a file of each kind there is more: without any, a kind is taken for the average."""


@dataclass(frozen=True, slots=True)
class Means:
    """What an estimate is made with; the makers are called when the thing is first needed."""

    catalogue: Catalogue
    user: UserFile
    make_reader: Callable[[], Reader]
    make_encoder: Callable[[], Encoder]
    reader_version: str
    reading_processes: int
    largest_file: int
    """Bytes."""
    longest_text: int
    """Characters kept of one document."""
    own_folder: Path
    """Our data: never looked through."""


@dataclass(slots=True)
class _Seen:
    """What looking through the folders has brought so far."""

    files: int = 0
    new: list[Drawn] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def estimate(self, more_files: int = 0, forecast: Forecast | None = None) -> Estimate:
        size = sum(file.size for file in self.new)
        return Estimate(self.files + more_files, len(self.new), size, dict(self.skipped), forecast)


class _Stopped(Exception):
    """Nobody wants to know any more."""


class Estimator:
    """Used for one estimate."""

    def __init__(
        self, means: Means, tell: Callable[[Estimate], None], stopped: Callable[[], bool] = lambda: False
    ) -> None:
        """*tell* gets the counts as they grow; *stopped* ends everything soon."""
        self._means = means
        self._tell = tell
        self._stopped = stopped

    def estimate(self, folders: Sequence[Path]) -> Estimate | None:
        """What *folders* come to, together; None where it was stopped."""
        try:
            seen = _Seen()
            for folder in _outermost(folders):
                self._look_through(folder, seen)
            return seen.estimate(forecast=self._forecast(seen))
        except _Stopped:
            return None

    def _look_through(self, folder: Path, seen: _Seen) -> None:
        """Count what is in *folder*, some of its entries after the other."""
        started = time.perf_counter()
        known = self._known(folder)
        paths: set[bytes] = set()
        for names in _groups(folder):
            result = scan(folder, frozenset({self._means.own_folder}), names)
            self._go_on()
            for found in result.files:
                path = folder / os.fsdecode(found.path)
                if known.get(path) != _look_of(found.stamp) and found.path not in paths:
                    seen.new.append(Drawn(path, found.stamp.size))
                paths.add(found.path)  # two names that differ in their spelling alone count for each other
            seen.skipped += result.skipped
            self._tell(seen.estimate(len(paths)))
        seen.files += len(paths)
        seen.seconds += time.perf_counter() - started

    def _known(self, folder: Path) -> dict[Path, tuple[int, int]]:
        """What the library holds of *folder*, below it or around it, as its reader reads today."""
        documents, version = self._means.catalogue.documents, self._means.reader_version
        return {
            stored.file.location.below(added.path): _look_of(stored.file.stamp)
            for added in self._means.user.folders()
            if added.path.is_relative_to(folder) or folder.is_relative_to(added.path)
            for stored in documents.stored(added.id)
            if stored.reader == version
        }

    def _forecast(self, seen: _Seen) -> Forecast | None:
        """Read a sample, try the encoder, reckon; None where no file of the sample could be read in time."""
        readable = [file for file in seen.new if 0 < file.size <= self._means.largest_file]
        unread = len(seen.new) - len(readable)
        if not readable:
            return Forecast(0, seen.seconds, seen.seconds, 0, 0, unread)
        made = strata(readable)
        with Trial(self._means.make_reader()) as trial:
            for stratum, file in self._drawn(made):
                stratum.take(file, trial.read(file.path, is_first=not stratum.draws))
                self._go_on()
            words = seen.seconds + trial.starting_seconds
        if not any(stratum.draws for stratum in made):
            return None
        sums = Sums(made, self._means.longest_text)
        words += sums.seconds_until_words(self._means.reading_processes)
        speed = self._speed(trial.texts) if trial.texts else 0.0
        self._go_on()
        return Forecast(
            passages=round(sums.passages),
            seconds_until_words=words,
            seconds=words + (sums.passages / speed if speed else 0.0),
            index_bytes=sums.index_bytes,
            needs_recognition=round(sums.count("needs_recognition")),
            unreadable=unread + round(sums.count("unreadable")),
        )

    def _drawn(self, made: list[Stratum]) -> Iterator[tuple[Stratum, Drawn]]:
        """The sample; it ends with its number of files or its time, whichever comes first."""
        started = 0.0
        for number, one in enumerate(drawing(made)):
            seconds = FIRST_SECONDS if number < len(made[:STRATA]) else SAMPLE_SECONDS
            if number >= SAMPLE_FILES or (number and time.perf_counter() - started > seconds):
                return
            yield one
            started = started or time.perf_counter()  # now the reader is there

    def _speed(self, texts: Sequence[str]) -> float:
        """Passages a second: as noted when this library was encoded, or tried out."""
        if noted := noted_speed(self._means.catalogue):
            return noted
        encoder = self._means.make_encoder()
        try:
            return tried_speed(encoder, texts, self._stopped)
        finally:
            encoder.close()

    def _go_on(self) -> None:
        if self._stopped():
            raise _Stopped


def _look_of(stamp: Stamp) -> tuple[int, int]:
    """What tells a changed file here: no id, which some drives give anew each time."""
    return stamp.size, stamp.modified_ns


def _outermost(folders: Sequence[Path]) -> list[Path]:
    """Those that lie in no other one of them, each once."""
    different = dict.fromkeys(folders)
    return [one for one in different if not any(one.is_relative_to(o) for o in different if o != one)]


def _groups(folder: Path) -> Iterator[list[bytes]]:
    """The names in a folder, some at a time."""
    try:
        names = sorted(os.listdir(os.fsencode(folder)))  # noqa: PTH208 - bytes, which no Path takes
    except OSError:
        return
    size = len(names) // GROUPS + 1
    for start in range(0, len(names), size):
        yield names[start : start + size]
