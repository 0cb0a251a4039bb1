"""Letters with accents, as TeX writes them (Knuth, The TeXbook, chapter 9)."""

import unicodedata

_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}


def accented(letter: str, accent: str) -> str:
    """*letter* with *accent*, a sign or letter that TeX puts after the backslash."""
    return unicodedata.normalize("NFC", letter + _COMBINING[accent])
