"""The user's rules that hold at one place in his folder: those for the folder, and those in `.clewignore` files.

As in git, deeper files count for more, and what lies in a folder that is left out is not let in again.
What the user says in Clew counts for more than any file, and may lift some rules of ours.
"""

import codecs
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.indexing.ignore import Rule, rule_of
from app.indexing.rules import Patterns, parse

RULES_FILE = b".clewignore"
LARGEST = 100_000
"""Bytes of a file of rules; a larger one is passed over as a whole."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule that passes something over, and where it is written."""

    rule: Rule
    pattern: str = ""
    """As the user wrote it; empty for a rule of ours."""
    line: int = 0
    origin: str = ""
    """The file it stands in, relative to the folder; empty for what the user said in Clew."""


@dataclass(frozen=True, slots=True)
class RulesFile:
    """What a file says of what lies in its folder."""

    folder: bytes
    """Relative to the user's folder; ends with `/`, or is empty."""
    patterns: Patterns
    broken: tuple[int, ...] = ()
    """Lines that are no pattern, and are passed over."""
    is_too_large: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """The rules at one place."""

    user: Patterns
    files: tuple[RulesFile, ...] = ()
    """On the way to it, the deepest last."""

    def __bool__(self) -> bool:
        return bool(self.user or self.files)

    def below(self, file: RulesFile | None) -> "Ground":
        """In a folder with such a file."""
        return self if file is None or not file.patterns else replace(self, files=(*self.files, file))

    def judge(self, ours: Rule | None, name: str, path: bytes, *, is_folder: bool) -> Verdict | None:
        """What passes over *name* at *path*, relative to the user's folder; *ours* is our rule, if any."""
        said = self.user.deciding(name, path, ours, is_folder=is_folder) if self.user else None
        if ours is not None and (said is None or not said.lets_in):
            return Verdict(ours)
        if said is not None:
            return None if said.lets_in else Verdict(Rule.USER, said.text, said.line)
        for file in reversed(self.files):
            said = file.patterns.deciding(name, path[len(file.folder) :], is_folder=is_folder)
            if said is not None:
                origin = os.fsdecode(file.folder + RULES_FILE)
                return None if said.lets_in else Verdict(Rule.CLEWIGNORE, said.text, said.line, origin)
        return None


def ground(patterns: Sequence[str]) -> Ground:
    """The rules in the user's folder itself, as he said them in Clew."""
    return Ground(parse(patterns)[0])


def read_rules(absolute: bytes, folder: bytes) -> RulesFile | None:
    """The rules in the file at *absolute*, which hold in *folder*; None where there is no such file.

    It is opened only where that downloads nothing and waits for nobody.

    Raises:
        OSError: it is there, and cannot be read.
    """
    try:
        status = os.lstat(absolute)
        if rule_of(status) is not None:
            return None
        if status.st_size > LARGEST:
            return RulesFile(folder, Patterns(()), is_too_large=True)
        with open(absolute, "rb") as opened:  # noqa: PTH123  # bytes, which no Path takes
            written = opened.read(LARGEST)
    except FileNotFoundError:
        return None
    lines = written.removeprefix(codecs.BOM_UTF8).split(b"\n")
    patterns, broken = parse([_text(line) for line in lines])
    return RulesFile(folder, patterns, broken)


def _text(line: bytes) -> str:
    """A line; one that is no UTF-8 becomes one that is no pattern."""
    try:
        return line.removesuffix(b"\r").decode()
    except UnicodeDecodeError:
        return "["
