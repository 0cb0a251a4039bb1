"""Who types what a document is called wants that document."""

import pytest

from app.domain.query import Filter, Mode
from tests.unit.search.small_corpus import SmallCorpus


@pytest.fixture
def offices(corpus: SmallCorpus) -> SmallCorpus:
    corpus.put("pep-0514.rst", "registration of interpreters", title="Python registration")
    corpus.put("pep-8001.rst", "pep rst 0514 pep rst pep 0514 pep 0514, python registration registration")
    corpus.put("python registration of pep.txt", "pep 0514 rst")
    corpus.put("\u626c\u5dde\u7092\u996d.md", "\u996d", language="zh")
    corpus.put("list.txt", "\u626c\u5dde\u7092\u996d md \u626c\u5dde\u7092\u996d", language="zh")
    corpus.encode()
    return corpus


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("pep-0514.rst", "pep-0514.rst"),
        ("PEP 0514", "pep-0514.rst"),
        ("Python registration", "pep-0514.rst"),
        ("\u626c\u5dde\u7092\u996d", "\u626c\u5dde\u7092\u996d.md"),
        ("\u626c\u5dde\u7092\u996d.md", "\u626c\u5dde\u7092\u996d.md"),
    ],
)
@pytest.mark.parametrize("mode", [Mode.WORDS, Mode.HYBRID])
def test_a_whole_name_or_title_gives_its_document_first(
    offices: SmallCorpus, query: str, name: str, mode: Mode
) -> None:
    assert offices.names(query, mode=mode)[0] == name


def test_a_filter_holds_for_it_too(offices: SmallCorpus) -> None:
    assert "pep-0514.rst" not in offices.names("pep-0514.rst", Filter(languages=frozenset({"zh"})))
