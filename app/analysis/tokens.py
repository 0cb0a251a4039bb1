"""Where the words of a text are, in every script.

A word is a run of letters and digits. Scripts written without spaces give overlapping pairs of
characters instead (the usual bigram analysis), so that any part of a run can be found. A name in
camel case is one word and its parts.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.analysis.folding import ACCENTS, INVISIBLE, VOWELS, fold

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_WITHOUT_SPACES = rf"[{_UNSPACED}]+"
_MARKS_INSIDE = rf"[{ACCENTS}{VOWELS}{INVISIBLE}]"
_WORD = rf"\b[A-Za-z](?:\+\+|#)(?![\w+#])|[^\W_{_UNSPACED}]+(?:{_MARKS_INSIDE}+[^\W_{_UNSPACED}]*)*"
"""C++ and C# are words, too."""
_TOKEN = re.compile(f"({_WITHOUT_SPACES})|{_WORD}")
_RUN = re.compile(f"{_WITHOUT_SPACES}|{_WORD}")
_SIGNS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a\uff9e\uff9f"
    "\u1160-\u11ff"
)
"""Vowels, tones and the like above, below and behind a character of a script without spaces."""
_RUN_START = re.compile(_WITHOUT_SPACES)
_HAS_SIGNS = re.compile(f"[{_SIGNS}]")
_CHARACTER = re.compile(f".[{_SIGNS}]*", re.DOTALL)
"""What people take for one character."""
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_IS_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
LONGEST = 64
"""Letters of a word that count; what is longer is rarely a word."""
_MARKS = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u2022\u00a0"
_ASCII = "".join(map(chr, range(128)))
_SPACED = "".join(c if c.isalnum() else " " for c in _ASCII)
"""Translates ASCII text so that its words have spaces between them."""
_SHAPES = "".join("a" if c.islower() else "A" if c.isupper() else " " for c in _ASCII)
_LENGTHS = "".join("x" if c.isalnum() else " " for c in _ASCII)
_TOO_LONG = "x" * (LONGEST + 1)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in the text: `text[start:end]` folds to `surface`."""

    surface: str
    start: int
    end: int
    part: bool = False
    """A part of the word that ends at the same place or later."""

    @property
    def closes_run(self) -> bool:
        """Whether this is the last character of a run without spaces, which the pair before it holds as well."""
        return self.part and not self.surface.isascii()


_fold = lru_cache(maxsize=1 << 14)(fold)


def tokens(text: str, among: Collection[str] | None = None) -> Iterator[Token]:
    """Yield the tokens of *text* in order of their starts; those alone of the `runs` *among*, where that is given."""
    for match in _TOKEN.finditer(text):
        if among is not None and match.group() not in among:
            continue
        start, end = match.span()
        if match.lastindex == 1:
            yield from _pairs(text, start, end)
            continue
        word = match.group()
        if surface := _fold(word[:LONGEST]):
            yield Token(surface, start, end)
        if _is_camel(word):
            for part in _CAMEL.finditer(word[:LONGEST]):
                yield Token(part.group().lower(), start + part.start(), start + part.end(), part=True)


def runs(text: str) -> list[str]:
    """What `tokens` makes its tokens from: words, symbols, and runs of scripts without spaces."""
    plain = _without_marks(text)
    if plain.isascii() and "+" not in plain and "#" not in plain:  # told much faster than matched
        return plain.translate(_SPACED).split()
    return _RUN.findall(text)


def plain_words(text: str) -> list[str] | None:
    """The surfaces of a text in plain ASCII words, as most are, told much faster; None for any other text."""
    plain = _without_marks(text)
    if not plain.isascii() or "+" in plain or "#" in plain:
        return None
    shape = plain.translate(_SHAPES)
    if "aA" in shape or "AAa" in shape or _TOO_LONG in plain.translate(_LENGTHS):
        return None
    return plain.lower().translate(_SPACED).split()


def _without_marks(text: str) -> str:
    """*text* with spaces for the marks that make most texts other than ASCII."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text


def tokens_of_run(run: str) -> list[tuple[str, str]]:
    """(surface, word as it stands) of every token of one of `runs`, in order."""
    if run.isascii() and not _is_camel(run):
        return [(run[:LONGEST].lower(), run)]
    return [(token.surface, run[token.start : token.end]) for token in tokens(run)]


def _is_camel(word: str) -> bool:
    return len(word) > 3 and not word.islower() and _IS_CAMEL.search(word) is not None


def _pairs(text: str, start: int, end: int) -> Iterator[Token]:
    """Overlapping pairs of a run without spaces, and its last character: so a lone one begins some token."""
    borders = _borders(text, start, end)
    last = len(borders) - 2
    for number in range(last + 1):
        first, behind = borders[number], borders[min(number + 2, last + 1)]
        if surface := _fold(text[first:behind][:LONGEST]):  # marks alone fold to nothing
            yield Token(surface, first, behind, part=number == last > 0)


def _borders(text: str, start: int, end: int) -> Sequence[int]:
    """Where the characters of a run begin, and its end."""
    if _HAS_SIGNS.search(text, start, end) is None:
        return range(start, end + 1)
    return [*(match.start() for match in _CHARACTER.finditer(text, start, end)), end]


def is_unspaced(surface: str) -> bool:
    """Whether a token is of a script without spaces."""
    return not surface.isascii() and _RUN_START.match(surface) is not None
