"""After many changes the file is as small as it should be, says the same, and was written little for it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalogue import room, upkeep
from app.catalogue.catalogue import Catalogue
from app.domain.errors import DiskFull
from tests.unit.catalogue.samples import check_words, document, everything, file, found, put

WORDS = [f"word{number}" for number in range(400)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


@pytest.fixture
def catalogue(place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """A catalogue that was tidied once with fifty documents in it."""
    monkeypatch.setattr(upkeep, "LEAST_PAGES", 1)
    opened = Catalogue(place, write=True)
    with opened.transaction():
        for number in range(50):
            put(opened, file(f"{number}.txt"), document(text(number)))
    opened.tidy(never)
    yield opened
    opened.close()


def never() -> bool:
    return False


def text(seed: int) -> str:
    return " ".join(WORDS[(seed * 7 + step * step) % len(WORDS)] for step in range(400))


def change_all(catalogue: Catalogue, times: int) -> None:
    for time in range(1, times + 1):
        for number in range(0, 50, 5):
            with catalogue.transaction():
                for one in range(number, number + 5):
                    put(catalogue, file(f"{one}.txt"), document(text(one + time)))


def pages_of_words(catalogue: Catalogue) -> int:
    return upkeep._words(catalogue._connection)[0]


def log_bytes(place: Path) -> int:
    return place.with_name(f"{place.name}-wal").stat().st_size


def free_pages(catalogue: Catalogue) -> float:
    pages, free = (upkeep._pragma(catalogue._connection, name) for name in ("page_count", "freelist_count"))
    return free / pages


def test_words_that_were_taken_out_leave_the_file(catalogue: Catalogue) -> None:
    before = pages_of_words(catalogue)
    change_all(catalogue, 6)
    assert pages_of_words(catalogue) > 2 * before
    said = everything(catalogue, WORDS)
    catalogue.tidy(never)
    assert pages_of_words(catalogue) < 1.3 * before
    assert everything(catalogue, WORDS) == said
    check_words(catalogue)


def test_what_only_grows_is_not_written_anew(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        for number in range(50, 200):
            put(catalogue, file(f"{number}.txt"), document(text(number)))
    changes = catalogue._connection.total_changes
    catalogue.tidy(never)
    assert catalogue._connection.total_changes == changes


def test_a_second_upkeep_finds_nothing_to_do(catalogue: Catalogue) -> None:
    change_all(catalogue, 6)
    catalogue.tidy(never)
    changes = catalogue._connection.total_changes
    catalogue.tidy(never)
    assert catalogue._connection.total_changes == changes


def test_what_many_deletions_leave_free_is_given_back_to_the_disk(catalogue: Catalogue, place: Path) -> None:
    catalogue.documents.forget(range(5, 51))
    catalogue.tidy(never)
    assert free_pages(catalogue) <= upkeep.FREE_SHARE
    whole = upkeep._pragma(catalogue._connection, "page_count")
    catalogue.close()
    assert place.stat().st_size == whole * 4096


def test_stopped_in_the_middle_it_goes_on_the_next_time(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "STEP_PAGES", 2)
    before = pages_of_words(catalogue)
    change_all(catalogue, 6)
    said = everything(catalogue, WORDS)
    for _ in range(3):
        catalogue.tidy(lambda: True)
        assert everything(catalogue, WORDS) == said
    catalogue.tidy(never)
    assert pages_of_words(catalogue) < 1.3 * before
    assert everything(catalogue, WORDS) == said


def test_the_log_is_cut_even_while_somebody_has_the_file_open(
    catalogue: Catalogue, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Catalogue(place, write=False)
    assert found(reader, "word1")
    change_all(catalogue, 1)
    assert log_bytes(place) > 0
    monkeypatch.setattr(upkeep, "LOG_BYTES", 0)
    catalogue.tidy(never)
    assert log_bytes(place) == 0
    assert found(reader, "word1")
    reader.close()


def test_somebody_in_the_middle_of_reading_keeps_nobody_waiting_long(
    catalogue: Catalogue, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "LOG_BYTES", 0)
    monkeypatch.setattr(upkeep, "LOG_WAIT_MILLISECONDS", 1)
    reader = Catalogue(place, write=False)
    reading = reader._connection.execute("SELECT id FROM passages")
    reading.fetchone()
    change_all(catalogue, 1)
    catalogue.tidy(never)
    assert log_bytes(place) > 0
    assert upkeep._pragma(catalogue._connection, "busy_timeout") == 30_000
    reading.close()
    reader.close()


# Room.


def test_on_a_disk_that_is_nearly_full_nothing_is_tidied_and_that_is_no_error(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_all(catalogue, 6)
    monkeypatch.setattr(room, "HEAD_ROOM", 2**62)
    changes = catalogue._connection.total_changes
    catalogue.tidy(never)
    assert catalogue._connection.total_changes == changes


def test_nothing_more_is_taken_in_on_a_disk_that_is_nearly_full(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.require_room()
    monkeypatch.setattr(room, "HEAD_ROOM", 2**62)
    with pytest.raises(DiskFull, match="free some space"):
        catalogue.require_room()


def test_a_disk_that_does_not_say_how_full_it_is_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = shutil.disk_usage(tmp_path)._replace(total=0, free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: silent)
    assert room.has_room(tmp_path)
