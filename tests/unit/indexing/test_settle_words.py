"""Settling of words alone: what is new is found by its words, little is read, and nothing is lost by it."""

import os
from pathlib import Path

from app.domain.scope import EVERYTHING
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import SmallLibrary, says_afresh


def words(library: SmallLibrary, most: int) -> list[str]:
    """Names of the files that are read."""
    library.reads, library.encoded = [], []
    library.indexer.settle(EVERYTHING, most)
    assert library.encoded == []
    return sorted(path.name for path in library.reads)


def test_words_are_found_and_nothing_is_encoded_until_a_whole_look(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("bees.txt", "Bees dance.")
    assert words(library, 5) == ["bees.txt"]
    assert library.found("dance") == {"bees.txt"}
    assert library.catalogue.totals().waiting == 1
    library.settle()
    assert library.reads == []
    assert library.encoded == ["Bees dance."]


def test_only_the_newest_files_are_read(library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path) -> None:
    for age in range(6):
        aged(folder.write(f"{age}.txt", f"bees {age}"), age)
    assert words(library, 2) == ["0.txt", "1.txt"]
    assert words(library, 2) == ["2.txt", "3.txt"]
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "afresh")


def test_a_file_that_moved_and_changed_its_stamp_is_not_forgotten_before_it_is_met_again(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    aged(folder.write("old.txt", "bees dance"), 9)
    library.settle()
    identity = library.ids()["old.txt"]
    (folder.root / "old.txt").unlink()
    aged(folder.write("old copy.txt", "bees dance"), 5)
    folder.write("newer.txt", "cars drive")
    assert words(library, 1) == ["newer.txt"]
    library.settle()
    assert library.ids()["old copy.txt"] == identity
    assert "old.txt" not in library.ids()


def test_few_files_that_are_gone_are_forgotten_at_once(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("bees.txt", "bees dance")
    library.settle()
    (folder.root / "bees.txt").unlink()
    words(library, 1)
    assert library.found("bees") == set()


def aged(path: Path, hours: int) -> None:
    """Let *path* be of so many hours ago."""
    changed = path.stat().st_mtime - 3600 * hours
    os.utime(path, (changed, changed))
