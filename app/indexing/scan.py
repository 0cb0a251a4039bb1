"""Looking through a folder, or some places in it: what is there, with its stamp, without opening anything."""

import errno
import os
import stat
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.document import Stamp
from app.indexing.ignore import Rule, file_rule, folder_rule, is_cloud_placeholder
from app.indexing.wanted import Wanted, key, tree

MARKERS = frozenset({b"CACHEDIR.TAG", b".nomedia", b".trackerignore"})
"""A folder that holds a file of such a name asks not to be looked through; the user's own folder is, all the same."""
_LOW_63_BITS = (1 << 63) - 1
"""SQLite's integers are signed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be read."""

    path: bytes
    """Relative to the folder, `/` between names."""
    stamp: Stamp
    looked_ns: int


@dataclass(slots=True)
class Scan:
    """What one look through a folder brought."""

    files: list[Found] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    """Rule -> files (a folder that is not entered counts once)."""
    unreachable: dict[bytes, str] = field(default_factory=dict)
    """Relative path of a folder that could not be looked into -> why; empty path: the folder itself."""
    covered: set[bytes] | None = None
    """Relative paths that were to be looked at, as asked for and as the disk spells them; None: all."""


def scan(folder: Path, exclude: frozenset[Path] = frozenset(), within: Iterable[bytes] | None = None) -> Scan:
    """Look through *folder*; symbolic links are not followed, so a loop has no way in.

    *exclude* holds absolute paths that are not ours to look at: nested user folders, what the user
    told us to forget, our own data. *within* are relative paths of files, and of folders with all
    below them: only these are looked at, and what leads there is listed. A name counts however it is
    spelled: the disk decides which files that are.
    """
    return _Walk(exclude, within).through(folder)


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder on the way."""

    absolute: bytes
    relative: bytes
    """Ends with `/`, or is empty."""
    wanted: Wanted | None
    """What is to be looked at in it; None: all."""


class _Walk:
    """One look."""

    def __init__(self, exclude: frozenset[Path], within: Iterable[bytes] | None) -> None:
        self._excluded = {os.fsencode(path) for path in exclude}
        self._result = Scan(covered=None if within is None else set(within))

    def through(self, folder: Path) -> Scan:
        covered = self._result.covered
        waiting = [_Place(os.fsencode(folder), b"", None if covered is None else tree(covered))]
        while waiting:
            place = waiting.pop()
            for entry in self._entries(place):
                below = place.relative + entry.name
                try:
                    if (inner := self._take(entry, below, self._wanted(entry, below, place))) is not None:
                        waiting.append(inner)
                except FileNotFoundError:
                    continue  # gone meanwhile, or a link to nothing
                except OSError as error:
                    if error.errno == errno.ELOOP:
                        self._result.skipped[Rule.SPECIAL] += 1
                        continue
                    self._result.unreachable[below] = error.strerror or "unreadable"
        return self._result

    def _entries(self, place: _Place) -> list["os.DirEntry[bytes]"]:
        """What is to be looked at in one folder; one that cannot be opened is noted."""
        try:
            with os.scandir(place.absolute) as entries:
                listed = list(entries)
        except OSError as error:
            self._result.unreachable[place.relative.rstrip(b"/")] = error.strerror or "unreadable"
            return []
        if any(entry.name in MARKERS for entry in listed) and place.relative:
            self._result.skipped[Rule.BUILD] += 1
            return []
        if place.wanted is not None:
            listed = [entry for entry in listed if key(entry.name) in place.wanted]
        return [entry for entry in listed if entry.path not in self._excluded]

    def _wanted(self, entry: "os.DirEntry[bytes]", below: bytes, place: _Place) -> Wanted | None:
        """What is wanted below an entry; one that is wanted itself is covered as the disk spells it."""
        wanted = None if place.wanted is None else place.wanted[key(entry.name)]
        if wanted is None and place.wanted is not None and self._result.covered is not None:
            self._result.covered.add(below)
        return wanted

    def _take(self, entry: "os.DirEntry[bytes]", below: bytes, wanted: Wanted | None) -> _Place | None:
        """Note a file, or the rule by which something is passed over; return a folder to be entered."""
        shown = os.fsdecode(entry.name)
        if entry.is_dir(follow_symlinks=False):
            if rule := Rule.SPECIAL if _is_junction(entry) else folder_rule(shown):
                self._result.skipped[rule] += 1
                return None
            return _Place(entry.path, below + b"/", wanted)
        if wanted is not None:  # something in it was to be looked at, and it is no folder any more
            return None
        if rule := file_rule(shown):
            self._result.skipped[rule] += 1
            return None
        status = entry.stat(follow_symlinks=True) if entry.is_symlink() else entry.stat(follow_symlinks=False)
        if rule := rule_of(status):
            self._result.skipped[rule] += 1
            return None
        found = stamp_of(status if status.st_ino else os.stat(entry.path))  # noqa: PTH116  # Windows: scandir gives no index
        self._result.files.append(Found(below, found, time.time_ns()))
        return None


def _is_junction(entry: "os.DirEntry[bytes]") -> bool:
    """Whether a folder is a Windows junction: a link, and not followed (told from Python 3.12 on)."""
    asked = getattr(entry, "is_junction", None)
    return bool(asked and asked())


def rule_of(status: os.stat_result) -> Rule | None:
    """The rule by which a file is passed over for what it is, whatever its name."""
    if not stat.S_ISREG(status.st_mode):
        return Rule.SPECIAL
    attributes, flags = getattr(status, "st_file_attributes", 0), getattr(status, "st_flags", 0)
    if (attributes or flags) and is_cloud_placeholder(attributes, flags, stamp_of(status)):
        return Rule.CLOUD
    return None


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    modified = min(max(status.st_mtime_ns, -_LOW_63_BITS), _LOW_63_BITS)  # ext4 alone goes to the year 2446
    return Stamp(status.st_size, modified, status.st_ino & _LOW_63_BITS)
