"""The language of a text, by py3langid (Lui and Baldwin, langid.py, ACL 2012)."""

import functools
import re
from typing import TYPE_CHECKING

from app.reading.language.model import load_model

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLES = (150, 750)
"""Characters taken from the start, and again from the middle; the longer ones where the shorter leave a doubt."""
CLEAR = 0.9
"""Belief from which a short sample is enough: the longer one said the same of all files that it was tried on."""
ENOUGH_LETTERS = 20
"""Below this, a guess would be noise."""
CONFIDENT = 0.3
"""Least share of belief for the best language; lists of names and numbers stay below."""

_NOISE = re.compile(r"https?://\S+|\S+@\S+|<[^<>]{1,200}>|[\d_=|#*`~{}\[\]\\]+")


def detect_language(text: str) -> str:
    """ISO 639-1 code of *text*, the same in every run; empty where the text is too short to tell."""
    for length in SAMPLES:
        language, belief = _judge(_NOISE.sub(" ", _sample(text, length)))
        if belief >= CLEAR or len(text) <= 2 * length:
            break
    return language if belief >= CONFIDENT else ""


def likely_languages(text: str) -> list[tuple[str, float]]:
    """ISO 639-1 codes and the belief in each, from 0 to 1, the likeliest first."""
    ranking: list[tuple[str, float]] = _classifier().rank(text)
    return ranking


def _judge(sample: str) -> tuple[str, float]:
    if sum(map(str.isalpha, sample)) < ENOUGH_LETTERS:
        return "", 0.0
    language, belief = _classifier().classify(sample)
    return language, belief


def _sample(text: str, length: int) -> str:
    if len(text) <= 2 * length:
        return text
    middle = len(text) // 2
    return text[:length] + "\n" + text[middle : middle + length]


@functools.cache
def _classifier() -> "LanguageIdentifier":
    """Load the classifier: only once a text asks for it."""
    return load_model()
