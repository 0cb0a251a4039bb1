"""The query language, searched with: each filter, positive and negated, by words, by meaning and by both."""

import re
from datetime import date, datetime

import pytest

from app.domain.document import Kind
from app.domain.query import Mode, Unknown
from app.domain.query_language.parts import Aspect
from tests.unit.search.small_corpus import HOME, SmallCorpus

MODES = list(Mode)
ALL = {"a.pdf", "b.docx", "c.txt", "d.tar.gz"}


def noon(day: str) -> int:
    return int(datetime.combine(date.fromisoformat(day), datetime.min.time()).timestamp()) * 10**9 + 12 * 3600


@pytest.fixture
def filled(corpus: SmallCorpus) -> SmallCorpus:
    corpus.put(
        "Tax 2023/a.pdf", "bees", kind=Kind.PDF, language="en", modified=noon("2023-05-31"), author="Anna Lee"
    )
    corpus.put(
        "Été/b.docx", "bees", kind=Kind.DOCUMENT, language="de", modified=noon("2024-01-01"), author="Bob"
    )
    corpus.put("c.txt", "bees", language="fr", modified=noon("2024-12-31"), author="Hanna")
    corpus.put("Été/Tax 2023/d.tar.gz", "bees", language="en", modified=noon("2025-03-03"))
    corpus.encode()
    return corpus


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("type:pdf", {"a.pdf"}),
        ("type:word,text", {"b.docx", "c.txt", "d.tar.gz"}),
        ("lang:German", {"b.docx"}),
        ("ext:gz", {"d.tar.gz"}),
        ("ext:tar.gz,pdf", {"a.pdf", "d.tar.gz"}),
        ('in:"tax 2023"', {"a.pdf", "d.tar.gz"}),
        ("in:ete", {"b.docx", "d.tar.gz"}),
        ('in:"été/TAX 2023"', {"d.tar.gz"}),
        (f'in:"{HOME / "Été"}"', {"b.docx", "d.tar.gz"}),
        ("name:C.T", {"c.txt"}),
        ("author:anna", {"a.pdf", "c.txt"}),
        ('author:"anna lee" author:bob', {"a.pdf", "b.docx"}),
        ("date:2024", {"b.docx", "c.txt"}),
        ("date:2023-05-31,", ALL),  # a comma behind it: no date, so text
        ("date:2023 date:2025-03", {"a.pdf", "d.tar.gz"}),
        ("after:2024", {"b.docx", "c.txt", "d.tar.gz"}),
        ("before:2024", {"a.pdf"}),
        ("date:2024..", {"b.docx", "c.txt", "d.tar.gz"}),
    ],
)
def test_a_filter_leaves_exactly_its_documents_and_negated_exactly_the_others(
    filled: SmallCorpus, typed: str, expected: set[str], mode: Mode
) -> None:
    assert set(filled.names(f"bees {typed}", mode=mode)) == expected
    if expected != ALL:
        negated = re.sub(r"(?<!\S)(?=[a-z]+:)", "-", typed)
        assert set(filled.names(f"bees {negated}", mode=mode)) == ALL - expected


@pytest.mark.parametrize("mode", MODES)
def test_filters_phrases_and_exclusions_hold_together(filled: SmallCorpus, mode: Mode) -> None:
    filled.put("Tax 2023/e.pdf", "bees and wasps", kind=Kind.PDF)
    filled.put("Tax 2023/f.pdf", "queen bees", kind=Kind.PDF, author="Anna")
    filled.encode()
    assert filled.names('bees -wasps "queen bees" type:pdf in:"Tax 2023" -lang:de', mode=mode) == ["f.pdf"]
    assert set(filled.names("bees type:pdf -author:anna -wasps", mode=mode)) == set()


@pytest.mark.parametrize("mode", MODES)
def test_a_query_of_filters_alone_lists_the_newest_first(filled: SmallCorpus, mode: Mode) -> None:
    results = filled.ask("-type:pdf", mode=mode, limit=2)
    assert [hit.path.name for hit in results.hits] == ["d.tar.gz", "c.txt"]
    assert (results.total, results.note, results.confidence) == (3, "", None)
    assert [hit.passages[0].text for hit in results.hits] == ["bees", "bees"]
    assert results.facets["language"] == {"en": 1, "fr": 1, "de": 1}
    assert filled.names("date:2024", mode=mode) == ["c.txt", "b.docx"]


def test_a_query_of_filters_alone_asks_no_encoder(filled: SmallCorpus) -> None:
    made = filled.encoders_made
    assert filled.names("type:pdf") == ["a.pdf"]
    assert filled.encoders_made == made


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("typed", "unknown", "note"),
    [
        (
            "type:pfd",
            Unknown(Aspect.KIND, "pfd", ("pdf",)),
            "No document is of the kind pfd. Close to it: pdf.",
        ),
        ("lang:germn", Unknown(Aspect.LANGUAGE, "germn", ("de",)), "No document is in the language germn."),
        ("in:tex", Unknown(Aspect.FOLDER, "tex"), "No document lies in a folder tex."),
        (
            'in:"Tax 2032"',
            Unknown(Aspect.FOLDER, "Tax 2032", ("Tax 2023",)),
            "No document lies in a folder Tax 2032. Close to it: Tax 2023.",
        ),
        ("author:bobb", Unknown(Aspect.AUTHOR, "bobb", ("Bob",)), "No document has an author bobb."),
        ("name:zebra", Unknown(Aspect.NAME, "zebra"), "No file name has zebra in it."),
        ("ext:dcox", Unknown(Aspect.EXTENSION, "dcox", ("docx",)), "No file name ends with .dcox."),
    ],
)
def test_a_filter_on_an_unknown_value_finds_nothing_and_says_so(
    filled: SmallCorpus, typed: str, unknown: Unknown, note: str, mode: Mode
) -> None:
    for words in ("bees ", ""):
        results = filled.ask(words + typed, mode=mode)
        assert (results.hits, results.unknown) == ((), (unknown,))
        assert results.note.startswith(note)


def test_an_unknown_value_beside_a_known_one_and_a_negated_one_are_told_too(filled: SmallCorpus) -> None:
    results = filled.ask("bees type:pdf,pfd -lang:klingon")
    assert [hit.path.name for hit in results.hits] == ["a.pdf"]
    assert [(one.aspect, one.value) for one in results.unknown] == [("kind", "pfd"), ("language", "klingon")]


def test_in_an_empty_library_no_value_is_called_unknown(corpus: SmallCorpus) -> None:
    results = corpus.ask("bees type:pdf")
    assert results.unknown == ()
    assert "Nothing is indexed yet" in results.note
