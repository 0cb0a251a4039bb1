"""Which passages the index holds: said after each flush, and never believed against the index itself."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.catalogue import Catalogue
from app.domain.errors import Reason
from app.domain.vectors import Ids
from tests.unit.catalogue.samples import IN_MEMORY, READER, document, file, passages_of, put

NONE: Ids = np.array([], np.int64)


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    opened = Catalogue(IN_MEMORY, write=True)
    yield opened
    opened.close()


def three_pages(catalogue: Catalogue, path: str, modified: int = 0) -> list[int]:
    pages = [f"page {number} of {path}" for number in range(3)]
    return passages_of(catalogue, put(catalogue, file(path, modified=modified), document(*pages)))


def ids(passages: Sequence[int]) -> Ids:
    return np.array(passages, np.int64)


# What waits.


def test_new_passages_wait_and_encoded_ones_do_not(catalogue: Catalogue) -> None:
    first, second = three_pages(catalogue, "a.txt"), three_pages(catalogue, "b.txt")
    assert catalogue.progress.waiting() == 6
    catalogue.progress.flushed([*first, second[0]], NONE, "1:x")
    assert catalogue.progress.waiting() == 2
    (document_waiting,) = catalogue.progress.waiting_documents()
    assert [p.id for p in catalogue.progress.waiting_passages(document_waiting)] == second[1:]
    assert catalogue.progress.mark() == "1:x"


def test_the_newest_files_are_encoded_first(catalogue: Catalogue) -> None:
    for path, modified in [("old.txt", 1), ("new.txt", 3), ("middle.txt", 2)]:
        three_pages(catalogue, path, modified)
    rows = catalogue.lookup.documents(catalogue.progress.waiting_documents())
    assert [row.location.path for row in rows.values()] != []
    order = [rows[identity].location.path for identity in catalogue.progress.waiting_documents()]
    assert order == [b"new.txt", b"middle.txt", b"old.txt"]


def test_a_waiting_passage_brings_its_text_and_its_context(catalogue: Catalogue) -> None:
    what = document("bees", "queens", title="Hive", language="de", label="Life")
    identity = put(catalogue, file("a.md"), what)
    waiting = list(catalogue.progress.waiting_passages(identity))
    assert [(p.text, p.title, p.heading, p.kind, p.language) for p in waiting] == [
        ("bees", "Hive", "Life", "text", "de"),
        ("queens", "Hive", "Life", "text", "de"),
    ]
    assert [what.text[p.start : p.end] for p in waiting] == ["bees", "queens"]


def test_nothing_waits_of_a_document_that_is_gone_or_cannot_be_read(catalogue: Catalogue) -> None:
    gone = put(catalogue, file("a.txt"), document("bees"))
    catalogue.documents.forget([gone])
    failed = catalogue.documents.fail(file("b.txt"), Reason.EMPTY, "", READER)
    assert list(catalogue.progress.waiting_passages(gone)) == []
    assert list(catalogue.progress.waiting_passages(failed)) == []
    assert catalogue.progress.waiting_documents() == []


# Strays.


def test_an_encoded_passage_that_goes_is_a_stray_and_a_waiting_one_is_not(catalogue: Catalogue) -> None:
    encoded, waiting = three_pages(catalogue, "a.txt"), three_pages(catalogue, "b.txt")
    catalogue.progress.flushed(encoded, NONE, "1:")
    stored = [document.id for document in catalogue.documents.stored(1)]
    catalogue.documents.forget(stored)
    assert sorted(catalogue.progress.strays().tolist()) == encoded
    assert set(encoded).isdisjoint(waiting)


@pytest.mark.parametrize("how", ["replaced", "failed", "forgotten"])
def test_strays_appear_however_a_passage_goes(catalogue: Catalogue, how: str) -> None:
    encoded = three_pages(catalogue, "a.txt")
    catalogue.progress.flushed(encoded, NONE, "1:")
    if how == "replaced":
        three_pages(catalogue, "a.txt")
    elif how == "failed":
        catalogue.documents.fail(file("a.txt"), Reason.DAMAGED, "", READER)
    else:
        catalogue.documents.forget([1])
    assert sorted(catalogue.progress.strays().tolist()) == encoded


def test_strays_that_were_taken_out_of_the_index_are_strays_no_more(catalogue: Catalogue) -> None:
    encoded = three_pages(catalogue, "a.txt")
    catalogue.progress.flushed(encoded, NONE, "1:")
    catalogue.documents.forget([1])
    catalogue.progress.flushed([], ids(encoded[:2]), "2:")
    assert catalogue.progress.strays().tolist() == encoded[2:]


def test_strays_that_appear_between_two_flushes_are_kept_for_the_next(catalogue: Catalogue) -> None:
    first, second = three_pages(catalogue, "a.txt"), three_pages(catalogue, "b.txt")
    catalogue.progress.flushed(first + second, NONE, "1:")
    catalogue.documents.forget([1])
    known = catalogue.progress.strays()
    catalogue.documents.forget([2])
    catalogue.progress.flushed([], known, "2:")
    assert sorted(catalogue.progress.strays().tolist()) == second


# Reconciled with the index.


@given(
    held=st.sets(st.integers(1, 14)),
    noted=st.sets(st.integers(1, 9)),
    gone=st.sets(st.sampled_from([1, 2, 3])),
)
def test_reconciling_believes_the_index_exactly(held: set[int], noted: set[int], gone: set[int]) -> None:
    catalogue = Catalogue(IN_MEMORY, write=True)
    for name in ("a.txt", "b.txt", "c.txt"):
        three_pages(catalogue, name)
    catalogue.progress.flushed(sorted(noted), NONE, "1:")
    catalogue.documents.forget(sorted(gone))
    there = {p for document in {1, 2, 3} - gone for p in passages_of(catalogue, document)}
    waiting = catalogue.progress.reconcile(ids(sorted(held)), "9:token")
    assert waiting == catalogue.progress.waiting() == len(there - held)
    listed = {
        p.id for d in catalogue.progress.waiting_documents() for p in catalogue.progress.waiting_passages(d)
    }
    assert listed == there - held
    assert set(catalogue.progress.strays().tolist()) == held - there
    assert catalogue.progress.mark() == "9:token"
    catalogue.close()


def test_reconciling_twice_changes_nothing_more(catalogue: Catalogue) -> None:
    held = ids([*three_pages(catalogue, "a.txt"), 99])
    for _ in range(2):
        assert catalogue.progress.reconcile(held, "1:") == 0
        assert catalogue.progress.strays().tolist() == [99]


# Copies.


def test_the_encoded_passages_of_a_copy_are_known_by_their_span(catalogue: Catalogue) -> None:
    first = put(catalogue, file("a.txt", content="x"), document("bees", "queens"))
    second = catalogue.documents.clone(file("b.txt", content="x"), first)
    assert catalogue.progress.encoded_twins(second) == {}
    passages = passages_of(catalogue, first)
    catalogue.progress.flushed(passages[:1], NONE, "1:")
    assert catalogue.progress.encoded_twins(second) == {(0, 4): passages[0]}
    assert catalogue.progress.encoded_twins(first) == {}


def test_a_document_of_equal_text_that_is_no_copy_has_no_twins(catalogue: Catalogue) -> None:
    first = put(catalogue, file("a.txt", content="x"), document("bees"))
    second = put(catalogue, file("b.txt", content="y"), document("bees"))
    catalogue.progress.flushed(passages_of(catalogue, first), NONE, "1:")
    assert catalogue.progress.encoded_twins(second) == {}
