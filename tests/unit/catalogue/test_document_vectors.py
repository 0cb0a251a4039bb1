"""Which documents want a vector, and that whatever happens to a passage is not lost on it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from app.catalogue import document_vectors
from app.catalogue.catalogue import Catalogue
from app.catalogue.connection import connect
from app.catalogue.schema import CATALOGUE
from app.domain.errors import Reason
from tests.unit.catalogue.samples import IN_MEMORY, document, file, passages_of, put

NONE = np.array([], np.int64)


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    made = Catalogue(IN_MEMORY, write=True)
    yield made
    made.close()


def encode(catalogue: Catalogue, *documents: int) -> None:
    """Note that the index holds all passages of these."""
    passages = [one for document in documents for one in passages_of(catalogue, document)]
    catalogue.progress.flushed(passages, NONE, "1:x")


def held(catalogue: Catalogue) -> dict[int, bytes]:
    return {
        one: row.tobytes()
        for ids, codes in catalogue.document_vectors.rows()
        for one, row in zip(ids.tolist(), codes, strict=True)
    }


@pytest.fixture
def bees(catalogue: Catalogue) -> int:
    """A document whose vector is there."""
    made = put(catalogue, file("bees.txt"), document("bees", "hive"))
    encode(catalogue, made)
    catalogue.document_vectors.store([(made, b"\x01\x02")])
    return made


def test_a_document_is_due_once_all_its_passages_are_encoded(catalogue: Catalogue) -> None:
    made = put(catalogue, file("bees.txt"), document("bees", "hive"))
    assert catalogue.document_vectors.due() == []
    first, second = passages_of(catalogue, made)
    catalogue.progress.flushed([first], NONE, "1:x")
    assert catalogue.document_vectors.due() == []
    catalogue.progress.flushed([second], NONE, "2:x")
    assert catalogue.document_vectors.due() == [made]


def test_what_was_stored_is_due_no_more(catalogue: Catalogue, bees: int) -> None:
    assert catalogue.document_vectors.due() == []
    assert held(catalogue) == {bees: b"\x01\x02"}


def test_a_document_that_is_replaced_loses_its_vector_until_it_is_encoded(
    catalogue: Catalogue, bees: int
) -> None:
    put(catalogue, file("bees.txt"), document("herons"))
    assert held(catalogue) == {}
    assert catalogue.document_vectors.due() == []
    encode(catalogue, bees)
    assert catalogue.document_vectors.due() == [bees]


def test_a_document_that_is_forgotten_loses_its_vector(catalogue: Catalogue, bees: int) -> None:
    catalogue.documents.forget([bees])
    assert held(catalogue) == {}
    assert catalogue.document_vectors.due() == []


def test_a_file_that_can_be_read_no_more_loses_its_vector(catalogue: Catalogue, bees: int) -> None:
    assert catalogue.documents.fail(file("bees.txt"), Reason.DAMAGED, "", "1") == bees
    assert held(catalogue) == {}
    assert catalogue.document_vectors.due() == []


def test_vectors_are_made_anew_where_the_index_lost_what_they_were_made_of(
    catalogue: Catalogue, bees: int
) -> None:
    catalogue.progress.reconcile(NONE, "")
    assert held(catalogue) == {}
    encode(catalogue, bees)
    assert catalogue.document_vectors.due() == [bees]


def test_a_move_leaves_the_vector_alone(catalogue: Catalogue, bees: int) -> None:
    catalogue.documents.move(bees, file("insects/bees.txt"))
    assert held(catalogue) == {bees: b"\x01\x02"}


def test_under_another_rule_all_are_due(catalogue: Catalogue, bees: int) -> None:
    catalogue.document_vectors.adopt("one rule")
    assert catalogue.document_vectors.due() == [bees]
    catalogue.document_vectors.store([(bees, b"\x03\x04")])
    catalogue.document_vectors.adopt("one rule")
    assert held(catalogue) == {bees: b"\x03\x04"}
    catalogue.document_vectors.adopt("another one")
    assert catalogue.document_vectors.due() == [bees]


def test_rows_come_in_portions_and_in_order(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_vectors, "ROWS", 2)
    made = [put(catalogue, file(f"{number}.txt"), document("bees")) for number in range(5)]
    encode(catalogue, *made)
    catalogue.document_vectors.store([(one, bytes([one, 200])) for one in made])
    portions = [(ids.tolist(), codes.shape) for ids, codes in catalogue.document_vectors.rows()]
    assert portions == [(made[:2], (2, 2)), (made[2:4], (2, 2)), (made[4:], (1, 2))]
    assert held(catalogue) == {one: bytes([one, 200]) for one in made}


def test_a_library_from_before_has_all_its_encoded_documents_due(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    step = next(number for number, script in enumerate(CATALOGUE) if "TABLE document_vectors" in script)
    with closing(connect(path, CATALOGUE[:step], write=True)) as old:
        fill(old)
    with closing(Catalogue(path, write=True)) as catalogue:
        assert catalogue.document_vectors.due() == [1]


def fill(old: sqlite3.Connection) -> None:
    """Two documents; only of the first the passage is encoded."""
    for number in (1, 2):
        old.execute(
            "INSERT INTO documents (folder, path, size, modified_ns, file_id, looked_ns, content_hash, state, reader)"
            " VALUES (1, ?, 0, 0, 0, 0, x'', 'read', '1')",
            (bytes([number]),),
        )
        old.execute(
            "INSERT INTO passages (document, segment, start, end, encoded) VALUES (?, 0, 0, 1, ?)",
            (number, int(number == 1)),
        )
