"""The language of a text, by py3langid (Lui and Baldwin, langid.py, ACL 2012)."""

import functools
import re
from collections.abc import Callable

from app.reading.language.model import load_model

SAMPLE = 750
"""Characters taken from the start, and again from the middle."""
ENOUGH_LETTERS = 20
"""Below this, a guess would be noise."""
CONFIDENT = 0.3
"""Least share of belief for the best language; lists of names and numbers stay below."""

_NOISE = re.compile(r"https?://\S+|\S+@\S+|<[^<>]{1,200}>|[\d_=|#*`~{}\[\]\\]+")


def detect_language(text: str) -> str:
    """ISO 639-1 code of *text*, the same in every run; empty where the text is too short to tell."""
    sample = _NOISE.sub(" ", _sample(text))
    if sum(map(str.isalpha, sample)) < ENOUGH_LETTERS:
        return ""
    language, belief = likely_languages(sample)[0]
    return language if belief >= CONFIDENT else ""


def likely_languages(text: str) -> list[tuple[str, float]]:
    """ISO 639-1 codes and the belief in each, from 0 to 1, the likeliest first."""
    return _ranking()(text)


def _sample(text: str) -> str:
    if len(text) <= 2 * SAMPLE:
        return text
    middle = len(text) // 2
    return text[:SAMPLE] + "\n" + text[middle : middle + SAMPLE]


@functools.cache
def _ranking() -> Callable[[str], list[tuple[str, float]]]:
    """Load the classifier: only once a text asks for it."""
    identifier = load_model()
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    rank: Callable[[str], list[tuple[str, float]]] = identifier.rank
    return rank
