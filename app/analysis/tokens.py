"""Where the words of a text are, in every script.

A word is a run of letters and digits. Scripts written without spaces give overlapping pairs of
characters instead (the usual bigram analysis), so that any part of a run can be found. A name in
camel case is one word and its parts.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_WITHOUT_SPACES = rf"[{_UNSPACED}]+"
_WORD = rf"\b[A-Za-z](?:\+\+|#)(?![\w+#])|[^\W_{_UNSPACED}]+"
"""C++ and C# are words, too."""
_TOKEN = re.compile(f"({_WITHOUT_SPACES})|{_WORD}")
_RUN = re.compile(f"{_WITHOUT_SPACES}|{_WORD}")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_IS_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
_FOLDS = {
    "\u00df": "ss",
    "\u00f8": "o",
    "\u0142": "l",
    "\u0111": "d",
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u0131": "i",
}
_FOLD_TABLE = str.maketrans(_FOLDS)
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
    """A part of the word that ends at the same place or later: not counted in phrases."""


def fold(word: str) -> str:
    """Lower case without diacritics, in compatibility form: `\u00c9t\u00e9` -> `ete`, `\ufb01n` -> `fin`."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_FOLD_TABLE)


_fold = lru_cache(maxsize=1 << 14)(fold)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of *text* in order of their starts."""
    for match in _TOKEN.finditer(text):
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
    """Overlapping pairs of a run without spaces; a lone character is itself."""
    for position in range(start, max(start + 1, end - 1)):
        last = min(position + 2, end)
        if surface := _fold(text[position:last]):  # marks alone fold to nothing
            yield Token(surface, position, last)
