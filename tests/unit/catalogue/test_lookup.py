"""Ids to rows, rows to text."""

from collections.abc import Iterator

import pytest

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import DocumentRow, Location
from app.domain.document import Kind
from app.domain.query import Filter
from tests.unit.catalogue.filed import FOLDERS, filed, names
from tests.unit.catalogue.samples import IN_MEMORY, document, file, passages_of, put


@pytest.fixture(scope="module")
def catalogue() -> Iterator[Catalogue]:
    opened = filed()
    yield opened
    opened.close()


# Rows.


def test_rows_of_ids_that_do_not_exist_are_left_out(catalogue: Catalogue) -> None:
    there = passages_of(catalogue, 1)
    assert list(catalogue.lookup.passages([*there, 4711])) == there
    assert catalogue.lookup.documents_of([*there, 4711]) == dict.fromkeys(there, 1)
    assert list(catalogue.lookup.documents([1, 4711])) == [1]
    assert catalogue.lookup.first_passages([1, 4711]) == there[:1]
    assert catalogue.lookup.text(4711) == ""


def test_a_document_that_could_not_be_read_is_no_answer(catalogue: Catalogue) -> None:
    (broken,) = [stored.id for stored in catalogue.documents.stored(1) if stored.failed]
    assert catalogue.lookup.documents([broken]) == {}
    assert catalogue.lookup.first_passages([broken]) == []


def test_more_ids_than_a_statement_may_name_are_looked_up_all_the_same() -> None:
    catalogue = Catalogue(IN_MEMORY, write=True)
    with catalogue.transaction():
        ids = [put(catalogue, file(f"{number}.txt"), document("bees")) for number in range(1_100)]
    assert len(catalogue.lookup.documents(ids)) == len(catalogue.lookup.first_passages(ids)) == 1_100
    assert len(catalogue.lookup.documents_of(range(5_000))) == 1_100
    assert len(catalogue.lookup.passages(range(5_000))) == 1_100
    catalogue.close()


def test_languages_come_most_frequent_first_and_unknown_ones_not_at_all(catalogue: Catalogue) -> None:
    assert catalogue.lookup.languages() == ["en", "de", "fr"]


def test_documents_in_other_languages_are_those_whose_language_is_known(catalogue: Catalogue) -> None:
    ids = catalogue.matching.documents(Filter(), FOLDERS).tolist()
    foreign = catalogue.lookup.in_other_languages(ids, frozenset({"en", "de"}))
    assert names(catalogue, Filter(languages=frozenset({"fr"}))) == {"four"}
    assert [row.location.path for row in catalogue.lookup.documents(foreign).values()] == [b"a0/four.txt"]
    assert catalogue.lookup.in_other_languages([4711], frozenset()) == frozenset()


def test_copies_are_found_by_content_and_unknown_content_has_none(catalogue: Catalogue) -> None:
    assert catalogue.lookup.copies(file("top.txt").content_hash) == [1]
    assert catalogue.lookup.copies(b"") == []


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [(Kind.PDF, "", "heron nests"), (Kind.CODE, "", "heron nests.py"), (Kind.CODE, "Herons", "Herons")],
)
def test_a_document_without_a_title_is_called_by_its_file(kind: Kind, title: str, shown: str) -> None:
    suffix = b".py" if kind is Kind.CODE else b".pdf"
    row = DocumentRow(1, Location(1, b"birds/heron nests" + suffix), title, kind, "en", 0, 0, b"")
    assert row.shown_title == shown
