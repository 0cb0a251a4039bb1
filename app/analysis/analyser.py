"""Tokens with their stems, in the language of the document."""

from collections.abc import Iterable
from functools import lru_cache

import Stemmer

from app.analysis.tokens import fold, tokens

ANALYSER = "words-1"
"""Named in the recipe: another analyser finds other words, so the words are indexed anew."""

UNKNOWN = "en"
"""Rules for a text too short to tell its language."""

_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""ISO 639-1 code -> Snowball algorithm (Porter 2001, "Snowball: A language for stemming algorithms")."""


def stem(word: str, language: str) -> str:
    """Folded stem of *word* by the rules of *language*; the folded word where there are none."""
    algorithm = _SNOWBALL.get(language)
    if algorithm is None:
        return fold(word)
    return fold(_stemmer(algorithm).stemWord(word.lower()))


def words_and_stems(text: str, language: str) -> tuple[list[str], list[str]]:
    """Surfaces of all tokens, and their stems, in order.

    A stem carries the language by whose rules it was made (`en/bee`): the stem of one language is
    a word of another. A text of unknown language is stemmed as English; one without rules has no stems.
    """
    language = language or UNKNOWN
    found = list(tokens(text))
    surfaces = [token.surface for token in found]
    if language not in _SNOWBALL:
        return surfaces, []
    stems = [
        _stem(text[token.start : token.end], language) for token in found if not token.surface.isdecimal()
    ]
    return surfaces, [f"{language}/{stemmed}" for stemmed in stems]


def stems_of(word: str, languages: Iterable[str]) -> list[str]:
    """The stems that *word* has in *languages*, each with its language, as `words_and_stems` has them."""
    if word.isdecimal():
        return []
    return [
        f"{language}/{_stem(word, language)}"
        for language in dict.fromkeys(languages)
        if language in _SNOWBALL
    ]


_stem = lru_cache(maxsize=1 << 15)(stem)


@lru_cache(maxsize=len(_SNOWBALL))
def _stemmer(algorithm: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(algorithm)
