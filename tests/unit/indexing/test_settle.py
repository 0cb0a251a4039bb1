"""Settling: whatever happened to the files, the library says what the folder says, by the least work."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Reason
from app.domain.events import Counted, DocumentFailed, DocumentStored, Phase, Settled
from tests.fakes.folder import MAY_OPEN_EVERYTHING, FolderOfFiles
from tests.unit.indexing.small_library import DAMAGED, SmallLibrary, says_afresh


def counts(settled: Settled) -> Settled:
    """The counts without the times."""
    return replace(settled, seconds=0.0, words_ready_seconds=0.0)


def nothing_but(seen: int, **counted: int) -> Settled:
    zero = {"read": 0, "moved": 0, "forgotten": 0, "failed": 0, "passages": 0}
    return Settled(seen=seen, seconds=0.0, words_ready_seconds=0.0, **{**zero, **counted})


def is_at_rest(library: SmallLibrary) -> bool:
    """Whether settling once more asks for nothing at all."""
    library.settle()
    work = (library.reads, library.encoded, library.readers_made, library.encoders_made)
    return work == ([], [], 0, 0) and len(library.events) == 1


# For the first time.


def test_new_files_are_found_by_word_and_by_meaning(library: SmallLibrary, folder: FolderOfFiles) -> None:
    bees, cars = (
        folder.write("bees.txt", "Bees dance.\fQueens rest."),
        folder.write("d/cars.md", "Cars drive."),
    )
    assert counts(library.settle()) == nothing_but(2, read=2, passages=3)
    assert library.texts() == {bees: "Bees dance.\fQueens rest.", cars: "Cars drive."}
    assert (library.found("queen"), library.found("cars")) == ({"bees.txt"}, {"cars.md"})
    assert [(path.name, kind, text) for (path, kind, text), _ in library.vectors()] == [
        ("bees.txt", "text", "Bees dance."),
        ("bees.txt", "text", "Queens rest."),
        ("cars.md", "markdown", "Cars drive."),
    ]


def test_a_second_look_at_the_same_files_does_nothing(library: SmallLibrary, folder: FolderOfFiles) -> None:
    for name in ("a.txt", "b.md", f"{'d' * 50}/c.txt", "damaged.txt", "empty.txt"):
        folder.write(name, {"damaged.txt": DAMAGED, "empty.txt": ""}.get(name, name))
    library.settle()
    assert library.readers_made == library.readers_closed > 0
    said = library.says()
    assert is_at_rest(library)
    assert library.says() == said
    library.reopen()
    assert is_at_rest(library)


def test_a_file_changed_within_the_clocks_last_moment_is_compared_but_not_read(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", "bees", just_now=True)
    library.settle()
    assert counts(library.settle()) == nothing_but(1)
    assert (library.readers_made, library.encoders_made) == (0, 0)


def test_the_words_of_all_files_come_before_any_meaning(library: SmallLibrary, folder: FolderOfFiles) -> None:
    for number in range(3):
        folder.write(f"{number}.txt", f"bees {number}")
    found_at_first_encoding: list[set[str]] = []
    library.on_encode = lambda _: found_at_first_encoding.append(library.found("bees"))
    settled = library.settle()
    assert found_at_first_encoding[0] == {"0.txt", "1.txt", "2.txt"}
    assert settled.words_ready_seconds <= settled.seconds
    phases = [event.phase for event in library.events if isinstance(event, Counted)]
    assert phases == sorted(phases, key=[Phase.WORDS, Phase.MEANING].index)


def test_what_is_done_is_reported_file_by_file(library: SmallLibrary, folder: FolderOfFiles) -> None:
    good, bad = folder.write("good.txt", "bees\fqueens"), folder.write("bad.txt", DAMAGED)
    settled = library.settle()
    assert DocumentStored(good, 2) in library.events
    assert DocumentFailed(bad, Reason.DAMAGED, DAMAGED) in library.events
    last = {event.phase: event for event in library.events if isinstance(event, Counted)}
    assert last == {Phase.WORDS: Counted(Phase.WORDS, 2, 2), Phase.MEANING: Counted(Phase.MEANING, 2, 2)}
    assert library.events[-1] == settled


# Changed.


def test_a_changed_file_is_read_again_and_its_old_words_and_vectors_are_gone(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    folder.write("a.txt", "bees\fwax")
    folder.write("b.txt", "cars")
    library.settle()
    before = library.ids()
    folder.write("a.txt", "honey")
    assert counts(library.settle()) == nothing_but(2, read=1, passages=1)
    assert (library.found("bees"), library.found("honey")) == (set(), {"a.txt"})
    assert [path.name for path in library.reads] == ["a.txt"]
    assert library.encoded == ["honey"]
    assert library.ids() == before
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_a_file_that_was_only_touched_is_neither_read_nor_encoded(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    folder.touch("a.txt")
    assert counts(library.settle()) == nothing_but(1)
    assert (library.readers_made, library.encoders_made) == (0, 0)
    (row,) = library.catalogue.lookup.documents(library.ids().values()).values()
    assert row.modified_ns == (folder.root / "a.txt").stat().st_mtime_ns
    assert is_at_rest(library)


def test_a_file_that_keeps_its_size_and_time_but_not_its_content_is_seen_while_young(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    path = folder.write("a.txt", "bees", just_now=True)
    library.settle()
    status = path.stat()
    path.write_text("cars")
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))
    library.settle()
    assert (library.found("bees"), library.found("cars")) == (set(), {"a.txt"})


def test_a_reader_of_another_version_reads_everything_again_under_the_same_ids(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    folder.write("a.txt", "bees")
    folder.write("copy.txt", "bees")
    folder.write("bad.txt", DAMAGED)
    library.settle()
    before = library.ids()
    folder.move("bad.txt", "worse.txt")
    library.reader_version = "2"
    library.reopen()
    library.settle()
    assert {path.name for path in library.reads} >= {"a.txt", "worse.txt"}
    assert library.ids() == {
        **{n: i for n, i in before.items() if n != "bad.txt"},
        "worse.txt": before["bad.txt"],
    }
    assert is_at_rest(library)
    assert library.says() == says_afresh(library, tmp_path / "fresh")


# Deleted.


def test_a_deleted_file_is_forgotten_and_found_no_more(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("a.txt", "bees")
    folder.write("b.txt", "cars")
    library.settle()
    folder.delete("a.txt")
    assert counts(library.settle()) == nothing_but(1, forgotten=1)
    assert library.found("bees") == set()
    assert [path.name for (path, *_), _ in library.vectors()] == ["b.txt"]
    assert library.encoders_made == 0
    assert is_at_rest(library)


def test_a_file_deleted_and_restored_is_read_anew_under_a_new_id(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    before = library.ids()["a.txt"]
    folder.delete("a.txt")
    library.settle()
    folder.write("a.txt", "bees")
    assert counts(library.settle()) == nothing_but(1, read=1, passages=1)
    assert library.ids()["a.txt"] > before
    assert library.found("bees") == {"a.txt"}


def test_a_file_replaced_by_a_folder_of_its_name_is_forgotten(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    folder.delete("a.txt")
    folder.write("a.txt/inside.txt", "cars")
    assert counts(library.settle()) == nothing_but(1, read=1, forgotten=1, passages=1)
    assert library.says() == says_afresh(library, tmp_path / "fresh")
    (folder.root / "a.txt" / "inside.txt").unlink()
    (folder.root / "a.txt").rmdir()
    folder.write("a.txt", "wax")
    library.settle()
    assert library.found("cars") == set()
    assert library.says() == says_afresh(library, tmp_path / "fresher")


# That cannot be read.


def test_a_file_that_cannot_be_read_is_a_row_and_no_stop(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("bad.txt", DAMAGED)
    folder.write("good.txt", "bees")
    assert counts(library.settle()) == nothing_but(2, read=1, failed=1, passages=1)
    assert library.catalogue.totals().failed == {"damaged": 1}
    assert is_at_rest(library)


def test_a_failed_file_that_is_mended_is_read_under_the_same_id(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", DAMAGED)
    library.settle()
    before = library.ids()
    folder.write("a.txt", "bees")
    assert counts(library.settle()) == nothing_but(1, read=1, passages=1)
    assert library.ids() == before
    assert (library.catalogue.totals().failed, library.found("bees")) == ({}, {"a.txt"})


def test_a_file_that_breaks_loses_its_words_and_its_vectors(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    folder.write("a.txt", DAMAGED)
    assert counts(library.settle()) == nothing_but(1, failed=1)
    assert (library.found("bees"), library.vectors()) == (set(), [])


def test_a_file_that_is_too_large_is_not_even_opened(library: SmallLibrary, folder: FolderOfFiles) -> None:
    library.largest_file = 10
    library.reopen()
    folder.write("a.txt", "b" * 11)
    folder.write("b.txt", "b" * 10)
    library.settle()
    assert [path.name for path in library.reads] == ["b.txt"]
    assert library.catalogue.totals().failed == {"too-large": 1}


@pytest.mark.skipif(MAY_OPEN_EVERYTHING, reason="root may open every file")
def test_a_file_that_may_not_be_opened_is_tried_again_each_time(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    path = folder.write("a.txt", "bees")
    path.chmod(0)
    library.settle()
    assert library.catalogue.totals().failed == {"no-permission": 1}
    path.chmod(0o600)
    library.settle()
    assert library.found("bees") == {"a.txt"}


def test_a_file_of_an_impossible_age_stops_nobody(library: SmallLibrary, folder: FolderOfFiles) -> None:
    path = folder.write("a.txt", "bees")
    try:
        os.utime(path, (2**34 - 1, 2**34 - 1))
    except (OSError, OverflowError):
        pytest.skip("this system does not take such a time")
    library.settle()
    assert library.found("bees") == {"a.txt"}


# Names.


@pytest.mark.skipif(os.name == "nt", reason="Windows does not take such names")
def test_files_of_any_name_are_indexed_moved_and_forgotten(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    names = [
        os.fsdecode(b"caf\xe9.txt"),
        "line\nbreak.txt",
        "🐝.txt",
        "quote\"'.txt",
        "e\u0301.txt",
        "u\u0308.txt",
    ]
    try:
        for number, name in enumerate(names):
            folder.write(f"{name} d/{name}", f"bees {number}")
    except OSError:
        pytest.skip("this file system does not take such names")
    assert library.settle().read == len(library.texts()) == len(names)
    for name in names:
        folder.move(f"{name} d/{name}", f"moved/{name}")
    assert library.settle().moved == len(names)
    assert library.says() == says_afresh(library, tmp_path / "fresh")
    for path in library.texts():
        path.unlink()
    assert library.settle().forgotten == len(names)
