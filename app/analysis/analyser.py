"""Tokens with their stems, in the language of the document."""

from collections.abc import Callable, Iterable
from functools import lru_cache

import Stemmer

from app.analysis.folding import composed, fold
from app.analysis.tokens import plain_words, runs, tokens_of_run

ANALYSER = "words-2"
"""Named in the recipe: another analyser finds other words, so the words are indexed anew."""

REMEMBERED = 1 << 16
"""Words whose analysis is kept at hand, for each language."""
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
    return fold(_stemmer(algorithm).stemWord(composed(word).lower()))


def words_and_stems(text: str, language: str) -> tuple[str, str]:
    """Surfaces of all tokens in order, and their stems, each with spaces between.

    A stem carries the language by whose rules it was made (`en/bee`): the stem of one language is
    a word of another. A text of unknown language is stemmed as English; one without rules has no stems.
    """
    language = language or UNKNOWN
    found = plain_words(text)
    if found is not None:
        surfaces = " ".join(found)
    else:
        found = runs(text)
        surfaces = " ".join(filter(None, map(_SURFACES.__getitem__, found)))
    if language not in _SNOWBALL:
        return surfaces, ""
    return surfaces, " ".join(filter(None, map(_stems_in(language).__getitem__, found)))


class _Remembered(dict[str, str]):
    """What *make* makes of a run, for the runs of late: most words come again and again."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, run: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        made = self[run] = self._make(run)
        return made


def _surfaces_of(run: str) -> str:
    return " ".join(surface for surface, _ in tokens_of_run(run))


_SURFACES = _Remembered(_surfaces_of)


@lru_cache(maxsize=8)
def _stems_in(language: str) -> _Remembered:
    """Run -> its stems; a number has none."""
    return _Remembered(
        lambda run: " ".join(
            _marked_stem(word, language) for surface, word in tokens_of_run(run) if not surface.isdecimal()
        )
    )


def stems_of(word: str, languages: Iterable[str]) -> list[str]:
    """The stems that *word* has in *languages*, each with its language, as `words_and_stems` has them."""
    if word.isdecimal():
        return []
    return [_marked_stem(word, language) for language in dict.fromkeys(languages) if language in _SNOWBALL]


@lru_cache(maxsize=REMEMBERED)
def _marked_stem(word: str, language: str) -> str:
    return f"{language}/{stem(word, language)}"


@lru_cache(maxsize=len(_SNOWBALL))
def _stemmer(algorithm: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(algorithm)
