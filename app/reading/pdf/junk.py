"""Telling text from the codes of glyphs that a font has no letters for."""

import re

# Bytes of glyphs passed on where a font does not say its letters; 2 is PDFium's hyphen.
_CONTROLS = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_NO_LETTERS = re.compile("[\ue000-\uf8ff\ufffd]")
_WORD = re.compile(r"(?<!\S)\S*[^\W_]\S*")
_FEWEST_WORDS = 50
"""Words from which their lengths say something."""
_LONE = 0.6
"""Share of words of one letter from which a text is none."""


def is_junk(text: str) -> bool:
    """Whether the fonts of a page do not say which letters they draw, so that hardly a word of it is right.

    The shares are the author's choice, between pages of papers that read well and pages that do not.
    """
    lengths = list(map(len, text.split()))
    visible = sum(lengths)
    controls = len(_CONTROLS.findall(text))
    return (
        controls > 0.12 * visible
        or (controls > 0.03 * visible and sum(map(str.isalpha, text)) < 0.6 * visible)
        or len(_NO_LETTERS.findall(text)) > 0.3 * visible
        or (lengths.count(1) > _LONE * _FEWEST_WORDS and _is_spelt(text))
    )


def _is_spelt(text: str) -> bool:
    words = _WORD.findall(text)
    lone = sum(len(word) == 1 and word < "\u0300" for word in words)
    return len(words) > _FEWEST_WORDS and lone > _LONE * len(words)
