"""A document in the catalogue: stored, replaced, moved, copied, forgotten."""

from collections.abc import Iterator

import pytest

from app.analysis.passages import analysed
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import Location
from app.domain.document import Kind
from app.domain.errors import Reason
from app.domain.passage import Passage
from tests.unit.catalogue.samples import (
    EVERYTHING,
    IN_MEMORY,
    READER,
    asked,
    check_words,
    document,
    everything,
    file,
    found,
    found_by_field,
    passages_of,
    put,
    rows_of,
)

BEES = document("Bees dance in the dark.", "The queen lays eggs.", title="Hive", label="Life")
CARS = document("Cars need petrol.", title="Garage")
WORDS = ["bees", "dance", "petrol", "hive", "garage", "life", "notes"]


@pytest.fixture
def catalogue() -> Iterator[Catalogue]:
    opened = Catalogue(IN_MEMORY, write=True)
    yield opened
    opened.close()


# Stored, and stored again.


def test_a_stored_document_says_what_was_read(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("Garden/hive.txt", modified=5), BEES)
    row = catalogue.lookup.documents([identity])[identity]
    assert (row.location, row.title, row.kind) == (Location(1, b"Garden/hive.txt"), "Hive", Kind.TEXT)
    assert (row.language, row.modified_ns) == ("en", 5)
    assert catalogue.lookup.text(identity) == BEES.text
    shown = catalogue.lookup.passages(passages_of(catalogue, identity)).values()
    assert [(p.start, p.end, p.place, p.heading) for p in shown] == [
        (s.start, s.end, s.place, s.heading) for s in BEES.segments
    ]


def test_storing_twice_is_the_same_as_storing_once(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt"), BEES)
    put(catalogue, file("b.txt"), CARS)
    once = everything(catalogue, WORDS)
    tables = ("documents", "texts", "segments", "passages", "passage_words", "document_words")
    rows = {table: rows_of(catalogue, table) for table in tables[:4]}
    put(catalogue, file("a.txt"), BEES)
    assert everything(catalogue, WORDS) == once
    assert {table: rows_of(catalogue, table) for table in rows} == rows
    check_words(catalogue)


def test_a_replaced_document_keeps_its_id_and_gets_new_passages(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt"), BEES)
    before = passages_of(catalogue, identity)
    assert put(catalogue, file("a.txt"), CARS) == identity
    after = passages_of(catalogue, identity)
    assert min(after) > max(before)
    assert catalogue.lookup.passages(before) == {}


def test_words_of_a_replaced_document_are_gone_and_new_ones_are_found(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt"), BEES)
    assert (found(catalogue, "bees"), found_by_field(catalogue, "hive")) == ({b"a.txt"}, {b"a.txt"})
    put(catalogue, file("a.txt"), CARS)
    assert (found(catalogue, "bees"), found_by_field(catalogue, "hive")) == (set(), set())
    assert (found(catalogue, "petrol"), found_by_field(catalogue, "garage")) == ({b"a.txt"}, {b"a.txt"})


def test_a_document_is_found_by_title_name_folder_and_heading(catalogue: Catalogue) -> None:
    put(catalogue, file("Orchard/apiary.txt"), BEES)
    for word in ("hive", "apiary", "orchard", "life"):
        assert found_by_field(catalogue, word) == {b"Orchard/apiary.txt"}, word


def test_a_document_without_words_can_be_stored_and_replaced(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt"), document(""))
    assert (catalogue.lookup.text(identity), passages_of(catalogue, identity)) == ("", [])
    assert put(catalogue, file("a.txt"), BEES) == identity
    assert found(catalogue, "bees") == {b"a.txt"}


# Moved.


def test_a_moved_document_keeps_its_id_its_passages_and_their_vectors(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("old.txt"), BEES)
    before = passages_of(catalogue, identity)
    catalogue.progress.flushed(before, catalogue.progress.strays(), "1:")
    catalogue.documents.move(identity, file("new.txt", modified=9))
    assert passages_of(catalogue, identity) == before
    assert (catalogue.progress.waiting(), len(catalogue.progress.strays())) == (0, 0)
    assert catalogue.lookup.documents([identity])[identity].modified_ns == 9


def test_a_moved_document_is_found_by_its_new_name_only(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("Winter/notes.txt"), BEES)
    catalogue.documents.move(identity, file("Summer/diary.txt"))
    for gone in ("winter", "notes"):
        assert found_by_field(catalogue, gone) == set(), gone
    for now in ("summer", "diary", "hive"):
        assert found_by_field(catalogue, now) == {b"Summer/diary.txt"}, now
    check_words(catalogue)


def test_a_document_moved_to_another_folder_answers_that_folders_filter(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt", folder=1), BEES)
    catalogue.documents.move(identity, file("a.txt", folder=2))
    assert [stored.id for stored in catalogue.documents.stored(2)] == [identity]
    assert catalogue.documents.stored(1) == []


def test_a_file_that_could_not_be_read_can_be_moved(catalogue: Catalogue) -> None:
    identity = catalogue.documents.fail(file("a.pdf"), Reason.ENCRYPTED, "", READER)
    catalogue.documents.move(identity, file("b.pdf"))
    assert [(s.id, s.file.location.path) for s in catalogue.documents.stored(1)] == [(identity, b"b.pdf")]


# Failed.


def test_a_file_that_can_no_longer_be_read_keeps_its_id_and_loses_its_words(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt"), BEES)
    assert catalogue.documents.fail(file("a.txt"), Reason.ENCRYPTED, "why", READER) == identity
    assert (found(catalogue, "bees"), found_by_field(catalogue, "hive")) == (set(), set())
    assert (rows_of(catalogue, "texts"), rows_of(catalogue, "passages")) == (0, 0)
    assert catalogue.totals().failed == {"encrypted": 1}
    assert [stored.failed for stored in catalogue.documents.stored(1)] == [True]


def test_a_failed_file_that_can_be_read_again_keeps_its_id(catalogue: Catalogue) -> None:
    identity = catalogue.documents.fail(file("a.txt"), Reason.ENCRYPTED, "why", READER)
    assert put(catalogue, file("a.txt"), BEES) == identity
    assert found(catalogue, "bees") == {b"a.txt"}
    assert catalogue.totals().failed == {}


# Forgotten.


def test_nothing_is_left_of_a_forgotten_document(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt"), BEES)
    assert catalogue.documents.forget([identity]) == 1
    for table in ("documents", "texts", "segments", "passages"):
        assert rows_of(catalogue, table) == 0, table
    assert (found(catalogue, "bees"), found_by_field(catalogue, "hive")) == (set(), set())
    check_words(catalogue)


def test_the_id_of_a_forgotten_document_is_never_used_again(catalogue: Catalogue) -> None:
    first = put(catalogue, file("a.txt"), BEES)
    passages = passages_of(catalogue, first)
    catalogue.documents.forget([first])
    second = put(catalogue, file("a.txt"), BEES)
    assert second > first
    assert min(passages_of(catalogue, second)) > max(passages)


def test_forgetting_what_is_not_there_counts_nothing(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt"), BEES)
    assert catalogue.documents.forget([identity, identity, 4711]) == 1


# Made anew from the stored text.


def test_deriving_anew_gives_the_same_answers_under_new_passage_ids(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt", content="x"), BEES)
    catalogue.documents.clone(file("b.txt", content="x"), identity)
    catalogue.documents.fail(file("c.txt"), Reason.EMPTY, "", READER)
    before, passages = everything(catalogue, WORDS), passages_of(catalogue, identity)
    catalogue.documents.derive_anew(analysed)
    assert everything(catalogue, WORDS) == before
    assert min(passages_of(catalogue, identity)) > max(passages)
    check_words(catalogue)


def test_deriving_anew_by_another_rule_makes_other_passages(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt"), BEES)
    catalogue.documents.derive_anew(lambda d: analysed(d, lambda d: [Passage(d.text[:4], 0, 4, 0)]))
    assert len(passages_of(catalogue, identity)) == 1
    assert (found(catalogue, "bees"), found(catalogue, "queen")) == ({b"a.txt"}, set())


def test_vectors_of_passages_that_were_derived_anew_are_strays(catalogue: Catalogue) -> None:
    identity = put(catalogue, file("a.txt"), BEES)
    encoded = passages_of(catalogue, identity)
    catalogue.progress.flushed(encoded, catalogue.progress.strays(), "1:")
    catalogue.documents.derive_anew(analysed)
    assert sorted(catalogue.progress.strays().tolist()) == encoded
    assert catalogue.progress.waiting() == len(encoded)


# Names.

NAMES = [
    b"caf\xe9.txt",
    b"\xff\xfe.txt",
    b"line\nbreak.txt",
    b"quote\"'`.txt",
    "Bienenstöcke 🐝.txt".encode(),
    b"%?*.txt",
    b" .txt",
    b"a" * 255,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_any_bytes_is_kept_as_it_is(catalogue: Catalogue, name: bytes) -> None:
    identity = put(catalogue, file(b"folder \xf0/" + name), BEES)
    assert [stored.file.location.path for stored in catalogue.documents.stored(1)] == [b"folder \xf0/" + name]
    assert put(catalogue, file(b"folder \xf0/" + name), CARS) == identity
    assert catalogue.documents.forget([identity]) == 1
    check_words(catalogue)


def test_two_names_that_look_alike_are_two_documents(catalogue: Catalogue) -> None:
    assert put(catalogue, file("é.txt"), BEES) != put(catalogue, file("e\u0301.txt"), BEES)
    assert put(catalogue, file(b"\xe9.txt"), BEES) != put(catalogue, file(b"\xe8.txt"), BEES)


def test_text_with_lone_surrogates_and_nulls_is_kept_as_it_is(catalogue: Catalogue) -> None:
    text = "bees\ud800 and \udfff\x00 honey \ud83d\ude00"
    identity = put(catalogue, file("a.txt"), document(text))
    assert catalogue.lookup.text(identity) == text
    assert found(catalogue, "honey") == {b"a.txt"}


def test_a_query_that_is_longer_than_any_index_wants_is_answered(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt"), BEES)
    many = " ".join(f"word{number}" for number in range(500))
    ids, _ = catalogue.sparse.passages(asked(catalogue, f"bees {many}"), 10, EVERYTHING, None)
    assert len(ids) == 1
