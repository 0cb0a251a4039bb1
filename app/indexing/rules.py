"""What the user leaves out, as in `.gitignore`: patterns, of which the last one that matches decides."""

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.indexing.ignore import LIFTABLE, Rule, file_rule, folder_rule

MOST_PATTERNS = 1_000
MOST_STARS, MOST_STARS_A_NAME = 4, 3
"""With more of them a name that is made for it could take hours."""
_CASE = re.IGNORECASE if sys.platform in {"win32", "darwin"} else re.NOFLAG
"""Capitals count where they do in names, as in git."""
_FOLDER_ABOVE = "(?P<ps_d>"
"""How pathspec marks the slash behind a folder above what was asked for; a name cannot stand twice in one shape."""


class WrongPattern(ValueError):
    """A line that is no pattern; the text says why."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line."""

    text: str
    line: int
    lets_in: bool
    only_folders: bool
    by_name: bool
    """Whether it speaks of names wherever they are, not of paths below where it is written."""
    shape: re.Pattern[str]
    lifts: frozenset[Rule]
    """Rules of ours that would pass over the pattern itself, were it a name: those it lifts. `!.notes/` lets a
    hidden folder in, `!*/` does not."""

    def matches(self, name: str, path: str, *, is_folder: bool) -> bool:
        """Whether it speaks of this file or folder itself, not of a folder above it."""
        if self.only_folders and not is_folder:
            return False
        found = self.shape.search(name if self.by_name else path)
        return found is not None and found.lastindex is None


class Patterns:
    """Some of them, in their order; made once, asked often."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._last_first = tuple(patterns)[::-1]
        self._names = _any_of(one for one in self._last_first if one.by_name)
        self._paths = _any_of(one for one in self._last_first if not one.by_name)

    def __bool__(self) -> bool:
        return bool(self._last_first)

    def __len__(self) -> int:
        return len(self._last_first)

    def deciding(
        self, name: str, path: bytes, ours: Rule | None = None, *, is_folder: bool
    ) -> Pattern | None:
        """The last pattern that speaks of *name*, at *path* below where the patterns are written.

        Where a rule of *ours* passes it over, what does not lift that rule does not let it in.
        """
        name = _composed(name)
        shown = _composed(os.fsdecode(path)) if self._paths else ""
        if not ((self._names and self._names.search(name)) or (self._paths and self._paths.search(shown))):
            return None
        for one in self._last_first:
            may_decide = not one.lets_in or ours is None or ours in one.lifts
            if may_decide and one.matches(name, shown, is_folder=is_folder):
                return one
        return None


def parse(lines: Sequence[str]) -> tuple[Patterns, tuple[int, ...]]:
    """(the patterns, the numbers of lines that are none and are passed over)."""
    patterns: list[Pattern] = []
    broken: list[int] = []
    for line, text in enumerate(lines, 1):
        try:
            one = pattern(text, line)
        except WrongPattern:
            broken.append(line)
            continue
        if one is not None and len(patterns) == MOST_PATTERNS:
            broken.append(line)
        elif one is not None:
            patterns.append(one)
    return Patterns(patterns), tuple(broken)


def pattern(text: str, line: int) -> Pattern | None:
    """What a line says; None for one that says nothing.

    Raises:
        WrongPattern: it is none.
    """
    body = text.rstrip(" ")
    if body.endswith("\\") and body != text:
        body += " "  # this one is meant
    if not body or body.startswith("#"):
        return None
    lets_in = body.startswith("!")
    body = body.removeprefix("!")
    only_folders = body.endswith("/")
    body = _composed(body.removesuffix("/"))
    if body.startswith("**/") and "/" not in body[3:]:
        body = body[3:]
    if not body.strip("/"):
        return None  # git: a slash alone means nothing
    by_name = "/" not in body
    last = body.rpartition("/")[2]
    rules = {folder_rule(last)} if only_folders else {folder_rule(last), file_rule(last)}
    return Pattern(
        text=text.strip(),
        line=line,
        lets_in=lets_in,
        only_folders=only_folders,
        by_name=by_name,
        shape=_shape(body, by_name=by_name),
        lifts=LIFTABLE.intersection(filter(None, rules)) if lets_in else frozenset(),
    )


def _shape(body: str, *, by_name: bool) -> re.Pattern[str]:
    """A pattern as an expression; what is asked for by name alone needs no folders before it."""
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern  # noqa: PLC0415  # few have rules

    stars = [len(re.findall(r"\*+", name)) for name in body.split("/")]
    if sum(stars) > MOST_STARS or max(stars) > MOST_STARS_A_NAME:
        raise WrongPattern(f"it holds more than {MOST_STARS_A_NAME} stars in a name, or {MOST_STARS} in all")
    single = "/".join(name if name == "**" else re.sub(r"(?<!\\)\*+", "*", name) for name in body.split("/"))
    glob = single
    if by_name or body.startswith(("#", "!")):
        glob = f"/{single}" if by_name else f"\\{single}"
    try:
        expression, _ = GitIgnoreSpecPattern.pattern_to_regex(glob)
        if expression is None:
            raise WrongPattern("a bracket is not closed")
        return re.compile(expression, re.DOTALL | _CASE)
    except (ValueError, re.error) as error:
        if isinstance(error, WrongPattern):
            raise
        raise WrongPattern("it is not written as in a .gitignore file") from error


def _any_of(patterns: Iterable[Pattern]) -> re.Pattern[str] | None:
    """One expression that finds whatever one of *patterns* may find: most names are asked no further."""
    shapes = [one.shape.pattern.replace(_FOLDER_ABOVE, "(?:") for one in patterns]
    return re.compile("|".join(shapes), re.DOTALL | _CASE) if shapes else None


def _composed(text: str) -> str:
    """One spelling for letters that can be written in two ways; macOS and others differ."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
