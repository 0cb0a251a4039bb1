"""The catalogue as one object: what it counts, what it notes, and what it really erases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalogue.catalogue import Catalogue
from app.domain.errors import Reason
from app.domain.state import Totals
from tests.unit.catalogue.samples import READER, check_words, document, file, found, put

TELLTALE = "Xylophonquartett"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(place: Path) -> Iterator[Catalogue]:
    opened = Catalogue(place, write=True)
    yield opened
    opened.close()


# Counted.


def test_an_empty_catalogue_counts_nothing(catalogue: Catalogue) -> None:
    assert catalogue.totals() == Totals(0, 0, 0, {}, {}, {})
    assert not catalogue.has_documents()
    assert catalogue.folders_known() == set()


def test_everything_is_counted_once(catalogue: Catalogue) -> None:
    put(catalogue, file("a.txt"), document("bees", "queens"))
    put(catalogue, file("b.txt", folder=2), document("Bienen", language="de"))
    for name, reason in [("c", Reason.ENCRYPTED), ("d", Reason.ENCRYPTED), ("e", Reason.EMPTY)]:
        catalogue.documents.fail(file(name), reason, "", READER)
    catalogue.note_skipped(1, {"hidden": 3, "system": 1})
    catalogue.note_skipped(2, {"hidden": 4})
    catalogue.note_skipped(1, {"hidden": 2})
    assert catalogue.totals() == Totals(
        documents=2,
        passages=3,
        waiting=3,
        failed={"encrypted": 2, "empty": 1},
        languages={"en": 1, "de": 1},
        skipped={"hidden": 6},
        waiting_documents=2,
        files=5,
    )
    assert (catalogue.folder_documents(1), catalogue.folder_documents(2)) == (1, 1)


def test_a_folder_is_known_by_its_documents_or_by_what_was_passed_over_in_it(catalogue: Catalogue) -> None:
    catalogue.documents.fail(file("a", folder=3), Reason.EMPTY, "", READER)
    catalogue.note_skipped(5, {"hidden": 1})
    assert catalogue.folders_known() == {3, 5}
    catalogue.note_skipped(5, {})
    assert catalogue.folders_known() == {3}


# Noted.


def test_a_fact_is_what_was_noted_last(catalogue: Catalogue, place: Path) -> None:
    assert catalogue.fact("rules") == ""
    catalogue.note("rules", "one")
    catalogue.note("rules", "two")
    reader = Catalogue(place, write=False)
    assert reader.fact("rules") == "two"
    reader.close()


# Erased.


def bytes_on_disk(place: Path) -> bytes:
    """All that is written; the shared memory (`-shm`) holds page numbers only."""
    return b"".join(p.read_bytes() for p in sorted(place.parent.iterdir()) if not p.name.endswith("-shm"))


def test_no_word_of_a_forgotten_document_is_left_on_the_disk(catalogue: Catalogue, place: Path) -> None:
    keep = put(catalogue, file("keep.txt"), document("bees and xylem"))
    gone = put(
        catalogue, file(f"{TELLTALE}.txt"), document(f"The {TELLTALE} plays", title=TELLTALE, label=TELLTALE)
    )
    catalogue.documents.fail(file(f"{TELLTALE}.pdf"), Reason.DAMAGED, TELLTALE, READER)
    assert TELLTALE.encode() in bytes_on_disk(place)
    assert b"phonquart" in bytes_on_disk(place)
    catalogue.documents.forget(stored.id for stored in catalogue.documents.stored(1) if stored.id != keep)
    catalogue.erase_traces()
    left = bytes_on_disk(place)
    assert TELLTALE.encode() not in left
    assert b"phonquart" not in left.lower()
    assert gone not in catalogue.lookup.documents([gone])
    assert found(catalogue, "bees") == {b"keep.txt"}
    check_words(catalogue)


def test_erasing_gives_the_room_back(catalogue: Catalogue, place: Path) -> None:
    catalogue.erase_traces()
    empty = place.stat().st_size
    with catalogue.transaction():
        for number in range(40):
            pages = [f"{TELLTALE}{number}{page} " * 20 for page in range(20)]
            put(catalogue, file(f"{number}.txt"), document(*pages))
    catalogue.documents.forget(stored.id for stored in catalogue.documents.stored(1))
    catalogue.erase_traces()
    assert place.stat().st_size < empty * 1.2


def test_erasing_erases_while_somebody_else_has_the_file_open(catalogue: Catalogue, place: Path) -> None:
    reader = Catalogue(place, write=False)
    identity = put(catalogue, file("a.txt"), document(TELLTALE))
    assert found(reader, TELLTALE) == {b"a.txt"}
    catalogue.documents.forget([identity])
    catalogue.erase_traces()
    assert b"phonquart" not in bytes_on_disk(place).lower()
    assert found(reader, TELLTALE) == set()
    reader.close()
