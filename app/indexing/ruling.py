"""Rules asked about single paths; the answers are those of a look through the folder."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.indexing.ground import RULES_FILE, RulesFile, Verdict, ground, read_rules
from app.indexing.ignore import file_rule, folder_rule, place_rule

MOST_KEPT = 1_000
"""Files of rules that are remembered."""

_Stamp = tuple[int, int, int]


class Ruling:
    """Rules of one folder of the user's; its files of rules are read where they are met, and again if they change."""

    def __init__(self, folder: Path, patterns: Sequence[str] = ()) -> None:
        self._folder = folder
        self._ground = ground(patterns)
        self._files: dict[bytes, tuple[_Stamp, RulesFile | None]] = {}

    def verdict(self, path: Path, *, is_folder: bool) -> Verdict | None:
        """What passes *path* over, or a folder above it."""
        verdicts = self.verdicts(path, is_folder=is_folder)
        return next((verdict for verdict in verdicts if verdict is not None), None)

    def verdicts(self, path: Path, *, is_folder: bool) -> Iterator[Verdict | None]:
        """What is said of each name on the way to *path* from the folder, which is not judged itself."""
        names = path.parts[len(self._folder.parts) :]
        here, below, rules = os.fsencode(self._folder), b"", self._ground
        for left, name in zip(range(len(names) - 1, -1, -1), names, strict=True):
            rules = rules.below(self._file(here, below))
            here = os.path.join(here, os.fsencode(name))  # noqa: PTH118  # bytes, which no Path takes
            below += os.fsencode(name)
            holds = bool(left) or is_folder
            ours = place_rule(here) or folder_rule(name) if holds else file_rule(name)
            yield rules.judge(ours, name, below, is_folder=holds)
            below += b"/"

    def file_in(self, folder: Path) -> RulesFile | None:
        """The rules written in *folder*, at or below the user's."""
        below = folder.relative_to(self._folder)
        return self._file(
            os.fsencode(folder), b"" if below == Path() else os.fsencode(below.as_posix()) + b"/"
        )

    def _file(self, folder: bytes, below: bytes) -> RulesFile | None:
        path = os.path.join(folder, RULES_FILE)  # noqa: PTH118  # bytes, which no Path takes
        try:
            status = os.lstat(path)
            stamp = status.st_mtime_ns, status.st_size, status.st_ino
            known = self._files.get(below)
            if known is not None and known[0] == stamp:
                return known[1]
            found = read_rules(path, below)
        except OSError:  # none, nearly always
            return None
        if len(self._files) >= MOST_KEPT:
            self._files.clear()
        self._files[below] = stamp, found
        return found
