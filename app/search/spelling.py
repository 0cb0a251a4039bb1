"""One word that is written in several ways: in one or apart, with an umlaut or without."""

import re

from app.analysis.vocabulary import Vocabulary

SHORTEST = 5
"""Letters of a word that may be two."""
SPLITS = 2
ALONE = frozenset("delotx")
"""Letters that stand for a word: e-mail, l'avion, O'Brien, t-shirt, x-ray."""

_UMLAUTS = str.maketrans({"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue"})
_DIGRAPHS = re.compile(r"(?<![aeq])([aou])e")
"""A German umlaut on a keyboard without."""


def joined(parts: list[str], words: Vocabulary) -> list[str]:
    """The parts as one word, where the library has that."""
    one = "".join(parts)
    is_word = len(one) >= SHORTEST and not one.isdecimal() and words.count(one) > 0
    return [one] if is_word else []


def splits(word: str, words: Vocabulary) -> list[str]:
    """The likeliest ways in which *word* may be two words of the library, a space between."""
    if len(word) < SHORTEST:
        return []
    told: list[tuple[int, str]] = []
    for place in range(1, len(word) - 1):
        first, second = word[:place], word[place:]
        if (place > 1 or first in ALONE or first.isdecimal()) and (
            rarer := min(map(words.count, (first, second)))
        ):
            told.append((rarer, f"{first} {second}"))
    return [two for _, two in sorted(told, reverse=True)[:SPLITS]]


def other_spellings(text: str, surface: str, words: Vocabulary) -> list[str]:
    """`Mueller` for `M\u00fcller`, and the other way round for a word that is hardly there."""
    found = []
    lowered = text.lower()
    if not lowered.isascii():
        typed = {
            one.translate(_UMLAUTS) for one in re.findall(r"\w+", lowered) if one.translate(_UMLAUTS) != one
        }
        found = [one for one in typed if one.isascii() and _DIGRAPHS.sub(r"\1", one) == surface]
    elif _DIGRAPHS.search(surface):
        short = _DIGRAPHS.sub(r"\1", surface)
        found = [short] if words.count(surface) * 10 < words.count(short) else []
    return [one for one in found if words.count(one)]
