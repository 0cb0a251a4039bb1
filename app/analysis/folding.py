"""How words are made alike that people take for the same."""

import re
import unicodedata

INVISIBLE = "\u00ad\u200c\u200d\u2060"
"""Stand inside words and are no letters: soft hyphen, joiners."""
ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u08d3-\u08e1\u08e3-\u08ff"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
"""Marks that people leave out: accents, points of Hebrew, vowel signs of Arabic."""
VOWELS = "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u0dff\u1712-\u1734\ua880-\ua8c5\ua8e0-\ua8f1"
"""Signs (and letters) of the scripts of India: parts of a word that count."""

_DROPPED = re.compile(f"[{ACCENTS}{INVISIBLE}]")
_FOLDS = str.maketrans(
    {
        "\u00df": "ss",
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0131": "i",
        "\u0640": None,  # stretches an Arabic word
        "\u0649": "\u064a",  # Arabic as it is written in Egypt, Persian and Urdu
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",
        "\u0629": "\u0647",
    }
)


def fold(word: str) -> str:
    """Lower case without diacritics, in compatibility form: `\u00c9t\u00e9` -> `ete`, `\ufb01n` -> `fin`.

    What a mark makes another letter of stays: the voiced sounds of kana, the vowels of Thai and Hindi.
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    letters = _DROPPED.sub("", decomposed).translate(_FOLDS)
    return "".join(unicodedata.normalize("NFC", letters).split())  # some signs are short for a sentence


def composed(word: str) -> str:
    """*word* as rules of language expect it: letters in one piece, nothing invisible in between."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word).translate(_WITHOUT_INVISIBLE)


_WITHOUT_INVISIBLE = str.maketrans("", "", INVISIBLE)
