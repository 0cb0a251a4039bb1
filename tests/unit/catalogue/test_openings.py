"""A document without a title is called by its first line, as long as the name of its file says nothing."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from app.catalogue.catalogue import Catalogue
from tests.unit.catalogue.samples import (
    IN_MEMORY,
    check_words,
    document,
    file,
    found_by_field,
    passages_of,
    put,
)

SCAN = replace(document("A letter about bees.", "More of it."), title="A letter", opening="A letter")
NAMED = replace(SCAN, title="")
STATED = document("A letter about bees.", title="A letter")


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    opened = Catalogue(IN_MEMORY, write=True)
    yield opened
    opened.close()


def title_of(catalogue: Catalogue, identity: int) -> str:
    return catalogue.lookup.documents([identity])[identity].title


def encoded(catalogue: Catalogue, identity: int) -> None:
    """Note that its passages have been encoded."""
    catalogue.progress.flushed(passages_of(catalogue, identity), np.array([], np.int64), "1:a")


def test_a_file_that_is_given_a_name_is_called_by_it(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("scan 12.txt", content="letter"), SCAN)
    encoded(catalogue, identity)
    catalogue.documents.move(identity, file("Anna 2024.txt", content="letter"))
    assert title_of(catalogue, identity) == ""
    assert found_by_field(catalogue, "letter") == set()
    assert catalogue.progress.waiting() == 2, "its title is encoded with it"


def test_what_the_index_holds_of_a_file_that_is_called_otherwise_now_is_taken_out(
    catalogue: Catalogue,
) -> None:
    identity = put(catalogue, file("scan 12.txt", content="letter"), SCAN)
    encoded(catalogue, identity)
    held = passages_of(catalogue, identity)
    catalogue.documents.move(identity, file("Anna 2024.txt", content="letter"))
    assert catalogue.progress.strays().tolist() == held
    assert set(passages_of(catalogue, identity)).isdisjoint(held)
    check_words(catalogue)
    catalogue.documents.forget([identity])
    assert catalogue.progress.strays().tolist() == held


def test_a_file_that_loses_its_name_is_called_by_its_first_line(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("Anna 2024.txt", content="letter"), NAMED)
    catalogue.documents.move(identity, file("scan 12.txt", content="letter"))
    assert title_of(catalogue, identity) == "A letter"
    assert found_by_field(catalogue, "letter") == {b"scan 12.txt"}


def test_a_file_that_is_moved_under_its_name_is_not_encoded_again(catalogue: Catalogue) -> None:
    for name, to, what in (("scan 1.txt", "b/scan 2.txt", SCAN), ("Anna.txt", "b/Otto.txt", NAMED)):
        identity = put(catalogue, file(name, content=name), what)
        encoded(catalogue, identity)
        catalogue.documents.move(identity, file(to, content=name))
    assert catalogue.progress.waiting() == 0


def test_a_title_that_the_file_states_stays_whatever_its_name(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("scan 12.txt", content="letter"), STATED)
    catalogue.documents.move(identity, file("Anna 2024.txt", content="letter"))
    assert title_of(catalogue, identity) == "A letter"


def test_copies_are_called_each_by_its_own_name_and_share_vectors_where_that_is_the_same(
    catalogue: Catalogue,
) -> None:
    first = put(catalogue, file("scan 12.txt", content="letter"), SCAN)
    encoded(catalogue, first)
    named = catalogue.documents.clone(file("Anna 2024.txt", content="letter"), first)
    nameless = catalogue.documents.clone(file("scan 13.txt", content="letter"), first)
    assert [title_of(catalogue, one) for one in (named, nameless)] == ["", "A letter"]
    assert catalogue.progress.encoded_twins(named) == {}
    assert sorted(catalogue.progress.encoded_twins(nameless).values()) == passages_of(catalogue, first)
