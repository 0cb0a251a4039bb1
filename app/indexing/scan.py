"""Looking through a folder: what is there, with its stamp, without opening anything."""

import errno
import os
import stat
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.document import Stamp
from app.indexing.ignore import Rule, file_rule, folder_rule, is_cloud_placeholder

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


def scan(folder: Path, exclude: frozenset[Path] = frozenset()) -> Scan:
    """Look through *folder*; symbolic links are not followed, so a loop has no way in.

    *exclude* holds absolute paths that are not ours to look at: nested user folders, what the user
    told us to forget, our own data.
    """
    result = Scan()
    excluded = {os.fsencode(path) for path in exclude}
    waiting: list[tuple[bytes, bytes]] = [(os.fsencode(folder), b"")]
    while waiting:
        absolute, relative = waiting.pop()
        for entry, name in _entries(absolute, relative, result):
            below = relative + name.replace(os.sep.encode(), b"/")
            shown = os.fsdecode(name)
            if entry.path in excluded:
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if rule := Rule.SPECIAL if _is_junction(entry) else folder_rule(shown):
                        result.skipped[rule] += 1
                    else:
                        waiting.append((entry.path, below + b"/"))
                    continue
                _take(entry, shown, below, result)
            except FileNotFoundError:
                continue  # gone meanwhile, or a link to nothing
            except OSError as error:
                if error.errno == errno.ELOOP:
                    result.skipped[Rule.SPECIAL] += 1
                    continue
                result.unreachable[below] = error.strerror or "unreadable"
    return result


def _entries(absolute: bytes, relative: bytes, result: Scan) -> Iterator[tuple["os.DirEntry[bytes]", bytes]]:
    """The entries of one folder; one that cannot be opened is noted."""
    try:
        with os.scandir(absolute) as entries:
            listed = list(entries)
    except OSError as error:
        result.unreachable[relative.rstrip(b"/")] = error.strerror or "unreadable"
        return
    if any(entry.name in MARKERS for entry in listed) and relative:
        result.skipped[Rule.BUILD] += 1
        return
    for entry in listed:
        yield entry, entry.name


def _is_junction(entry: "os.DirEntry[bytes]") -> bool:
    """Whether a folder is a Windows junction: a link, and not followed (told from Python 3.12 on)."""
    asked = getattr(entry, "is_junction", None)
    return bool(asked and asked())


def _take(entry: "os.DirEntry[bytes]", shown: str, below: bytes, result: Scan) -> None:
    """Note one file, or the rule by which it is passed over."""
    if rule := file_rule(shown):
        result.skipped[rule] += 1
        return
    status = entry.stat(follow_symlinks=True) if entry.is_symlink() else entry.stat(follow_symlinks=False)
    if rule := rule_of(status):
        result.skipped[rule] += 1
        return
    found = stamp_of(status if status.st_ino else os.stat(entry.path))  # noqa: PTH116  # Windows: scandir gives no index
    result.files.append(Found(below, found, time.time_ns()))


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
