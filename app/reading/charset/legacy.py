# ruff: noqa: RUF001 - the letters of other alphabets are meant
"""Text in an encoding of before Unicode, of which nothing is stated: the one that makes sense of it.

Every candidate decodes a sample. It scores by how surely the result is in a language that the encoding was
made for, and by the share of its characters that this language writes. Statistics over bytes alone take
French for Polish (`docs/decisions/0003-reading.md` has the figures).
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.reading.language.detect import likely_languages

SAMPLE = 1000
"""Bytes of lines that hold more than ASCII; the others look the same in every encoding."""
LATER = 0.003
"""What each place in the list of candidates costs: of two that fit alike, the more usual one wins."""

_WESTERN = "en de fr es pt it nl sv da no nb nn fi is ca gl ga cy af eu sq"
_CENTRAL = "pl cs sk hu sl hr bs ro"
CANDIDATES = {
    "cp1252": _WESTERN,
    "cp932": "ja",
    "gb18030": "zh",
    "big5hkscs": "zh",
    "cp949": "ko",
    "euc_jp": "ja",
    "cp1251": "ru uk bg sr mk be",
    "cp1250": _CENTRAL,
    "koi8_u": "ru uk",
    "cp1254": "tr az",
    "cp1253": "el",
    "cp1255": "he",
    "cp1256": "ar fa",
    "cp1257": "lv lt et",
    "cp874": "th",
    "iso8859_2": _CENTRAL,
    "cp866": "ru uk be",
    "iso8859_5": "ru bg sr mk",
    "mac_roman": _WESTERN,
    "cp850": _WESTERN,
}
"""Encoding -> the languages it was made for; the most usual first."""
FALLBACK = "cp1252"
SURE = 0.35
"""Score from which another encoding than the fallback is believed."""

_MARKS = "’‘“”„«»–—…•·°€£§©®™²³½\u00a0"
_LATIN = {
    "de": "äöüß",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "es": "áéíñóúü¿¡ªº",
    "pt": "áâãàçéêíóôõúüªº",
    "it": "àèéìîòóù",
    "nl": "áäéëèêíïóöúü",
    "sv": "åäöé",
    "da": "æøåé",
    "no": "æøåéòô",
    "nb": "æøåéòô",
    "nn": "æøåéòô",
    "fi": "äöåšž",
    "is": "áðéíóúýþæö",
    "ca": "àçéèíïóòúü",
    "gl": "áéíñóúü",
    "ga": "áéíóú",
    "cy": "âêîôûŵŷ",
    "af": "êëéèôûîï",
    "eu": "ñç",
    "sq": "ëç",
    "et": "äöõüšž",
    "pl": "ąćęłńóśźż",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "hu": "áéíóöőúüű",
    "sl": "čšž",
    "hr": "čćđšž",
    "bs": "čćđšž",
    "ro": "ăâîșțşţ",
    "tr": "çğıİöşüâîû",
    "az": "çəğıİöşü",
    "lv": "āčēģīķļņšūž",
    "lt": "ąčęėįšųūž",
}
_LATIN["en"] = "".join(
    _LATIN[language] for language in ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "is")
)  # names
_CHINESE = """
的一是不了人我在有他这這中大来來上国國个個到说說们們为為子和你地出道也时時年得就那要下以生会會自着著去之过過家学學
对對可她里裡后後小么麼心多天而能好都然没沒日于於起還还发發成事只作当當想看文无無开開手用主行方又如前所本见見经經
头頭面公同三已老从從动動两兩长長把加水或分入件中。，、：；！？（）「」
"""
_FREQUENT = {
    "ru": ("оеаинтсрвлкмдпуяы", 1.25),
    "uk": ("оаниівретслкдмпуя", 1.25),
    "be": ("аніероцстлякдмпуы", 1.25),
    "bg": ("аоиентрсвлкдпмзгъ", 1.25),
    "sr": ("аоиенртсвкјлудпмз", 1.25),
    "mk": ("аоиетнрсвлкдпмзју", 1.25),
    "el": ("αοιετσνηυρπκάίόέή", 1.2),
    "he": ("יוהלאתרשמבםנ", 1.3),
    "ar": ("الينمرتبوهعدسفكق،", 1.2),
    "fa": ("اینرتبوهدسمشازک،", 1.2),
    "th": ("านรอกเงยลวมดทสต่้ัี", 1.3),
    "ja": ("".join(map(chr, range(0x3041, 0x30FF))) + "。、「」・", 3.0),
    "zh": (_CHINESE, 4.0),
    "ko": (
        "이다는을의에가고하지로한기를인사은들서정시도해어리자수일있그나대부아것제전보주장여상니조원안신만위구비실",
        3.0,
    ),
}
"""Scripts in which any letter is likely somewhere: the frequent ones, and how often one should be met."""
_ALPHABETS = {language: frozenset(letters + letters.upper() + _MARKS) for language, letters in _LATIN.items()}
_COMMON = {language: (frozenset(letters), factor) for language, (letters, factor) in _FREQUENT.items()}

_ASCII = re.compile(r"[\x00-\x7f]+")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_PAIR = re.compile(r"(?=(.)(.))(?![\x00-\x7f]{2})", re.DOTALL)
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])(?![\u2019\u00b7])[^\w\s\x00-\x7f](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Guess:
    score: float
    encoding: str


def guess_encoding(data: bytes) -> str:
    """Python's name of the likeliest encoding of *data*, which is text but not UTF-8."""
    sample = _telling_lines(data)
    best = _Guess(SURE, FALLBACK)
    for rank, (encoding, languages) in enumerate(CANDIDATES.items()):
        if 1.0 - LATER * rank <= best.score:
            break  # none of the others can do better
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        fits = _fits(text, languages.split())
        if max(fits.values(), default=0.0) - LATER * rank <= best.score:
            continue  # however sure the language is; to ask for it costs the most
        beliefs = likely_languages(text)
        score = sum(belief * fits.get(language, 0.0) for language, belief in beliefs) - LATER * rank
        if score > best.score:
            best = _Guess(score, encoding)
    return best.encoding


def _telling_lines(data: bytes) -> bytes:
    """The first lines that hold more than ASCII."""
    lines = bytearray()
    end = 0
    while len(lines) < SAMPLE and (match := _BEYOND_ASCII.search(data, end)):
        start = data.rfind(b"\n", end, match.start()) + 1 or end
        end = data.find(b"\n", match.start()) + 1 or len(data)
        lines += data[start:end]
    return bytes(lines[:SAMPLE])


def _fits(text: str, languages: Iterable[str]) -> dict[str, float]:
    """For each of *languages* how well the characters beyond ASCII fit it, at most 1; empty without any."""
    if text.isascii():
        return {}
    beyond = Counter(_ASCII.sub("", text))
    odd = _out_of_place(text)
    return {language: _fit(beyond, odd, language) for language in languages}


def _fit(beyond: Counter[str], odd: int, language: str) -> float:
    """Share of the characters *beyond* ASCII that *language* writes, less the *odd* ones."""
    letters, factor = _COMMON.get(language) or (_ALPHABETS[language], 1.0)
    fitting = factor * sum(count for character, count in beyond.items() if character in letters)
    if language not in _COMMON:
        fitting -= odd
    return min(1.0, fitting / beyond.total())


def _out_of_place(text: str) -> int:
    """How many characters beyond ASCII stand where none would: capitals after small letters, signs in words."""
    capitals = [below for above, below in _PAIR.findall(text) if above.islower() and below.isupper()]
    return len(capitals) + len(_SIGN_IN_WORD.findall(text))
