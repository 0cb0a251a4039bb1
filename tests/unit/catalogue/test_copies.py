"""Copies: documents of their own that share one text, where the bytes and the suffix are the same."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.catalogue.catalogue import Catalogue
from tests.unit.catalogue.samples import (
    IN_MEMORY,
    READER,
    document,
    everything,
    file,
    found,
    passages_of,
    put,
    rows_of,
)

BEES = document("Bees dance in the dark.", "The queen lays eggs.", title="Hive", label="Life")
CARS = document("Cars need petrol.", title="Garage")


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    opened = Catalogue(IN_MEMORY, write=True)
    yield opened
    opened.close()


# One text for all.


def test_copies_share_one_text_and_each_has_passages_of_its_own(catalogue: Catalogue) -> None:
    first = put(catalogue, file("a.txt", content="bees"), BEES)
    second = catalogue.documents.clone(file("b.txt", content="bees"), first)
    assert rows_of(catalogue, "texts") == 1
    assert set(passages_of(catalogue, first)).isdisjoint(passages_of(catalogue, second))
    assert found(catalogue, "bees") == {b"a.txt", b"b.txt"}
    assert catalogue.lookup.copies(file("", content="bees").content_hash) == [first, second]


def test_a_copy_is_row_by_row_what_reading_it_would_have_made(catalogue: Catalogue) -> None:
    first = put(catalogue, file("a.txt", content="bees"), BEES)
    catalogue.documents.clone(file("b.txt", content="bees"), first)
    cloned = everything(catalogue, ["bees", "queen", "hive", "life"])
    put(catalogue, file("b.txt", content="bees"), BEES)
    assert everything(catalogue, ["bees", "queen", "hive", "life"]) == cloned


def test_forgetting_the_last_copy_frees_the_text(catalogue: Catalogue) -> None:
    first = put(catalogue, file("a.txt", content="bees"), BEES)
    second = catalogue.documents.clone(file("b.txt", content="bees"), first)
    catalogue.documents.forget([first])
    assert (rows_of(catalogue, "texts"), catalogue.lookup.text(second)) == (1, BEES.text)
    catalogue.documents.forget([second])
    assert rows_of(catalogue, "texts") == 0


def test_replacing_one_copy_leaves_the_other_as_it_was(catalogue: Catalogue) -> None:
    first = put(catalogue, file("a.txt", content="bees"), BEES)
    second = catalogue.documents.clone(file("b.txt", content="bees"), first)
    put(catalogue, file("a.txt", content="cars"), CARS)
    assert catalogue.lookup.text(second) == BEES.text
    assert (found(catalogue, "bees"), found(catalogue, "petrol")) == ({b"b.txt"}, {b"a.txt"})


# Twins.


@pytest.mark.parametrize(
    ("kept", "other"),
    [("notes.cmd", "notes.md"), ("page.xhtml", "page.html"), ("mytxt", "my.txt"), ("a.txt", "a.md")],
)
def test_the_same_bytes_under_another_suffix_are_no_twin(catalogue: Catalogue, kept: str, other: str) -> None:
    put(catalogue, file(kept, content="x"), BEES)
    assert catalogue.documents.twin(file(other, content="x"), READER) is None


@pytest.mark.parametrize(("kept", "other"), [("a.TXT", "b.txt"), ("README", "LICENSE"), ("d.e/x", "f.g/y")])
def test_the_same_bytes_under_the_same_suffix_are_a_twin(catalogue: Catalogue, kept: str, other: str) -> None:
    identity = put(catalogue, file(kept, content="x"), BEES)
    assert catalogue.documents.twin(file(other, content="x"), READER) == identity


def test_nothing_is_the_twin_of_a_file_whose_content_is_not_known(catalogue: Catalogue) -> None:
    put(catalogue, replace(file("a.txt"), content_hash=b""), BEES)
    assert catalogue.documents.twin(replace(file("b.txt"), content_hash=b""), READER) is None


def test_a_document_of_an_older_reader_is_no_twin(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt", content="x"), BEES)
    assert catalogue.documents.twin(file("b.txt", content="x"), "2") is None
