"""Looking through a folder, or some places in it: what is there, with its stamp, without opening anything."""

import errno
import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.document import Stamp
from app.indexing.ground import RULES_FILE, Ground, ground, read_rules
from app.indexing.ignore import MARKERS, Rule, file_rule, folder_rule, place_rule, rule_of, stamp_of
from app.indexing.volumes import Mounted, Volume
from app.indexing.wanted import Wanted, key, tree

NOTHING_MOUNTED = Mounted()


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be read."""

    path: bytes
    """Relative to the folder, `/` between names."""
    stamp: Stamp
    looked_ns: int
    volume: str = ""
    """Id of the volume on which it lies."""


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


def scan(
    folder: Path,
    exclude: frozenset[Path] = frozenset(),
    within: Iterable[bytes] | None = None,
    patterns: Sequence[str] = (),
    here: Mounted = NOTHING_MOUNTED,
) -> Scan:
    """Look through *folder*; symbolic links are not followed, so a loop has no way in.

    *exclude* holds absolute paths that are not ours to look at: nested user folders, what the user
    told us to forget, our own data. *within* are relative paths of files, and of folders with all
    below them: only these are looked at, and what leads there is listed. A name counts however it is
    spelled: the disk decides which files that are. *patterns* are the user's for this folder. *here* says
    what is mounted where.
    """
    return _Walk(exclude, within, here).through(folder, ground(patterns))


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder on the way."""

    absolute: bytes
    relative: bytes
    """Ends with `/`, or is empty."""
    wanted: Wanted | None
    """What is to be looked at in it; None: all."""
    rules: Ground
    """The user's."""
    volume: Volume


class _Walk:
    """One look."""

    def __init__(self, exclude: frozenset[Path], within: Iterable[bytes] | None, here: Mounted) -> None:
        self._here = here
        self._excluded = {os.fsencode(path) for path in exclude}
        self._result = Scan(covered=None if within is None else set(within))

    def through(self, folder: Path, rules: Ground) -> Scan:
        covered = self._result.covered
        wanted = None if covered is None else tree(covered)
        waiting = [_Place(os.fsencode(folder), b"", wanted, rules, self._here.home)]
        while waiting:
            place = waiting.pop()
            entries, rules = self._entries(place)
            for entry in entries:
                below = place.relative + entry.name
                try:
                    inner = self._take(entry, below, self._wanted(entry, below, place), rules, place.volume)
                    if inner is not None:
                        waiting.append(inner)
                except FileNotFoundError:
                    continue  # gone meanwhile, or a link to nothing
                except OSError as error:
                    if error.errno == errno.ELOOP:
                        self._result.skipped[Rule.SPECIAL] += 1
                        continue
                    self._result.unreachable[below] = error.strerror or "unreadable"
        return self._result

    def _entries(self, place: _Place) -> tuple[list["os.DirEntry[bytes]"], Ground]:
        """What is to be looked at in one folder, and by which rules; one that cannot be opened is noted."""
        rules = place.rules
        try:
            with os.scandir(place.absolute) as entries:
                listed = list(entries)
            names = {entry.name for entry in listed}
            if RULES_FILE in names:
                file = os.path.join(place.absolute, RULES_FILE)  # noqa: PTH118  # bytes, which no Path takes
                rules = rules.below(read_rules(file, place.relative))
        except OSError as error:
            self._result.unreachable[place.relative.rstrip(b"/")] = error.strerror or "unreadable"
            return [], rules
        if place.relative and not names.isdisjoint(MARKERS):
            self._result.skipped[Rule.BUILD] += 1
            return [], rules
        if place.wanted is not None:
            listed = [entry for entry in listed if key(entry.name) in place.wanted]
        return [entry for entry in listed if entry.path not in self._excluded], rules

    def _wanted(self, entry: "os.DirEntry[bytes]", below: bytes, place: _Place) -> Wanted | None:
        """What is wanted below an entry; one that is wanted itself is covered as the disk spells it."""
        wanted = None if place.wanted is None else place.wanted[key(entry.name)]
        if wanted is None and place.wanted is not None and self._result.covered is not None:
            self._result.covered.add(below)
        return wanted

    def _take(
        self,
        entry: "os.DirEntry[bytes]",
        below: bytes,
        wanted: Wanted | None,
        rules: Ground,
        volume: Volume,
    ) -> _Place | None:
        """Note a file, or the rule by which something is passed over; return a folder to be entered."""
        shown = os.fsdecode(entry.name)
        if entry.is_dir(follow_symlinks=False):
            ours = Rule.SPECIAL if _is_junction(entry) else place_rule(entry.path) or folder_rule(shown)
            if self._is_passed_over(ours, shown, below, rules, is_folder=True):
                return None
            return _Place(entry.path, below + b"/", wanted, rules, self._here.inside.get(below, volume))
        if wanted is not None:  # something in it was to be looked at, and it is no folder any more
            return None
        if self._is_passed_over(file_rule(shown), shown, below, rules, is_folder=False):
            return None
        status = entry.stat(follow_symlinks=True) if entry.is_symlink() else entry.stat(follow_symlinks=False)
        if rule := rule_of(status):
            self._result.skipped[rule] += 1
            return None
        if not status.st_ino and volume.stable_ids:
            status = os.stat(entry.path)  # noqa: PTH116  # Windows: scandir gives no index
        found = stamp_of(status, stable_ids=volume.stable_ids)
        self._result.files.append(Found(below, found, time.time_ns(), volume.id))
        return None

    def _is_passed_over(
        self, ours: Rule | None, name: str, below: bytes, rules: Ground, *, is_folder: bool
    ) -> bool:
        """Whether a rule of *ours* or the user's passes it over; that is counted."""
        rule = ours
        if rules:
            verdict = rules.judge(ours, name, below, is_folder=is_folder)
            rule = verdict.rule if verdict else None
        if rule is not None:
            self._result.skipped[rule] += 1
        return rule is not None


def _is_junction(entry: "os.DirEntry[bytes]") -> bool:
    """Whether a folder is a Windows junction: a link, and not followed (told from Python 3.12 on)."""
    asked = getattr(entry, "is_junction", None)
    return bool(asked and asked())
