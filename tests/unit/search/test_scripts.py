"""What must find what, in many scripts and spellings, over a real catalogue."""

# ruff: noqa: RUF001  # words of many scripts

import unicodedata

import pytest

from app.domain.query import Mode
from tests.unit.search.small_corpus import SmallCorpus

FOUND = [
    # Chinese, Japanese, Korean, Thai; one character, parts of runs, mixed with other scripts
    ("税", "zh", "个人所得税"),
    ("税", "ja", "確定申告と税金の話"),
    ("犬", "ja", "愛犬"),
    ("所得税", "zh", "个人所得税指南"),
    ("カレー", "ja", "カレーの作り方"),
    ("作り方", "ja", "カレーの作り方"),
    ("人々", "ja", "町の人々"),
    ("バス", "ja", "\uff8a\uff9e\uff7dの時刻表"),  # half-width
    ("ベース", "ja", "データ・ベース"),
    ("2020年", "ja", "東京2020年度"),
    ("Python入門", "ja", "はじめてのPython入門"),
    ("\uff30\uff59\uff54\uff48\uff4f\uff4e", "ja", "Python入門"),  # full width
    ("한국", "ko", "한국어 사전"),
    ("사전", "ko", "한국어사전"),
    ("한국어", "ko", unicodedata.normalize("NFD", "한국어 사전")),
    ("がく", "ja", unicodedata.normalize("NFD", "がくせい")),
    ("ภาษา", "th", "ภาษาไทย"),
    ("ไทย", "th", "ภาษาไทย 101"),
    # Marks, cases and letters that people leave out
    ("كتاب", "ar", "كِتَابٌ قديم"),
    ("كتاب", "ar", "كتـــاب"),
    ("مدرسه", "ar", "مدرسة"),
    ("שלום", "he", "שָׁלוֹם"),
    ("हिन्दी", "hi", "हिन्दी भाषा"),
    ("می\u200cخواهم", "fa", "میخواهم"),
    ("ΟΔΟΣ", "el", "οδός"),
    ("istanbul", "tr", "İSTANBUL"),
    ("ısparta", "tr", "ISPARTA"),
    ("resume", "en", "My Résumé"),
    ("café", "fr", unicodedata.normalize("NFD", "le café")),
    ("donaudampf", "de", "Donau\u00addampf"),
    ("office", "en", "the o\ufb03ce"),
    ("oeuvre", "fr", "l'œuvre"),
    ("strasse", "de", "Straße"),
    ("Muller", "de", "Müller"),
    ("Müller", "de", "Muller"),
    ("Mueller", "de", "Herr Müller"),
    ("Müller", "de", "Herr Mueller"),
    # Words in one, apart, or with something between
    ("avion", "fr", "l'avion"),
    ("l'avion", "fr", "un avion"),
    ("rock'n'roll", "en", "Rock\u2019n\u2019Roll is here"),
    ("don't", "en", "they don\u2019t"),
    ("email", "en", "an e-mail came"),
    ("e-mail", "en", "an email came"),
    ("wordcount", "en", "the word count"),
    ("word count", "en", "the wordcount"),
    ("obrien", "en", "Mr O'Brien"),
    ("covid19", "en", "COVID-19 rules"),
    ("C++", "en", "C++ and more"),
    ("C#", "en", "written in C#"),
    (".NET", "en", "the .NET runtime"),
    ("F#", "en", "F# scripts"),
    ("3.11", "en", "Python 3.11 is out"),
    ("jan@example.org", "en", "write to Jan@Example.org"),
    ("example.org", "en", "see https://www.example.org/a_b?c=d"),
    ("a_b", "en", "see https://www.example.org/a_b?c=d"),
    ("tax_return", "en", "file tax_return_2024.pdf"),
    ("boolean", "en", "calls writeBoolean()"),
    ("writeBoolean", "en", "calls writeBoolean()"),
    ("2024-05-01", "en", "due 2024-05-01"),
    ("2024-05", "en", "due 2024-05-01"),
    # Slips
    ("recipt", "en", "the receipt"),
    ("recieve", "en", "to receive mail"),
    ("govermnent", "en", "the government"),
    ("authentification", "en", "for authentication"),
]


@pytest.mark.parametrize(("query", "language", "text"), FOUND)
def test_a_query_finds(corpus: SmallCorpus, query: str, language: str, text: str) -> None:
    corpus.put("wanted.txt", text, language=language)
    corpus.put("other.txt", "nothing of the kind", language=language)
    corpus.catalogue.derive(lambda: False)
    assert corpus.names(query, mode=Mode.WORDS) == ["wanted.txt"]


@pytest.mark.parametrize(
    ("query", "language", "text"),
    [
        ("バス", "ja", "ハス"),
        ("C#", "en", "C and more"),
        ("2023", "en", "2024"),
        ("cat", "en", "cut"),
        ("zebra", "en", "orange"),
        ('"recipt"', "en", "the receipt"),
        ('"word count"', "en", "the wordcount"),
        ('"rec"', "en", "the receipt"),
    ],
)
def test_a_query_does_not_find(corpus: SmallCorpus, query: str, language: str, text: str) -> None:
    corpus.put("other.txt", text, language=language)
    corpus.catalogue.derive(lambda: False)
    assert corpus.names(query, mode=Mode.WORDS) == []


@pytest.mark.parametrize(
    ("query", "exact", "near"),
    [
        ("3.11", "Python 3.11 is out", "Python 11 came after 3 years and 3 months, 11 weeks"),
        ("2024-05-01", "due 2024-05-01", "due 2024-01-05 and 05 05 01 2024"),
        ("jan@example.org", "jan@example.org wrote", "example of jan and org, org of jan"),
        ("hansen", "Hansen", "Hanson Hanson Hanson"),
    ],
)
def test_what_is_meant_to_the_letter_comes_first(
    corpus: SmallCorpus, query: str, exact: str, near: str
) -> None:
    corpus.put("near.txt", near)
    corpus.put("exact.txt", exact)
    corpus.put_many(5, "nothing of the kind")
    corpus.catalogue.derive(lambda: False)
    assert corpus.names(query, mode=Mode.WORDS)[0] == "exact.txt"
