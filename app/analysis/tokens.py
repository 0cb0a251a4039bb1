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
_TOKEN = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)"
    r"|(?P<symbol>\b[A-Za-z](?:\+\+|#)(?![\w+#]))"  # C++, C#
    rf"|(?P<word>(?:(?![{_UNSPACED}_])\w)+)"
)
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
        if match.lastgroup == "unspaced":
            yield from _pairs(text, start, end)
            continue
        word = match.group()
        if surface := _fold(word[:LONGEST]):
            yield Token(surface, start, end)
        if len(word) > 3 and _IS_CAMEL.search(word):
            for part in _CAMEL.finditer(word[:LONGEST]):
                yield Token(part.group().lower(), start + part.start(), start + part.end(), part=True)


def _pairs(text: str, start: int, end: int) -> Iterator[Token]:
    """Overlapping pairs of a run without spaces; a lone character is itself."""
    if end - start == 1:
        yield Token(_fold(text[start]), start, end)
    for position in range(start, end - 1):
        yield Token(_fold(text[position : position + 2]), position, position + 2)
