"""Files that were moved, renamed or copied: known by their stamp, else by their content."""

import os
import shutil
from pathlib import Path

import pytest

from app.domain.document import Kind
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import DAMAGED, SmallLibrary, says_afresh


def settle_without_work(library: SmallLibrary) -> None:
    """Settle, and fail where anything is read or encoded for it."""
    library.settle()
    assert (library.readers_made, library.encoders_made) == (0, 0)
    assert library.catalogue.progress.waiting() == 0


def kinds(library: SmallLibrary) -> dict[str, str]:
    rows = library.catalogue.lookup.documents(library.ids().values())
    return {row.location.name: row.kind for row in rows.values()}


# Moved.


@pytest.mark.parametrize("just_now", [False, True])
@pytest.mark.parametrize("to", ["b.txt", "deep/er/a.txt", "A.TXT"])
def test_a_renamed_file_keeps_its_id_and_its_vectors(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, to: str, just_now: bool
) -> None:
    folder.write("a.txt", "bees\fwax", just_now=just_now)
    library.settle()
    (before,), passages = library.ids().values(), sorted(library.passages())
    folder.move("a.txt", to)
    settle_without_work(library)
    assert library.ids() == {Path(to).name: before}
    assert sorted(library.passages()) == passages
    assert library.says() == says_afresh(library, tmp_path / "fresh")


@pytest.mark.parametrize("just_now", [False, True])
def test_a_renamed_folder_takes_its_documents_along(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, just_now: bool
) -> None:
    for name in ("a.txt", "deep/b.txt", "deep/copy of b.txt", "README", "bad.txt"):
        text = {"bad.txt": DAMAGED, "deep/copy of b.txt": "deep/b.txt"}.get(name, name)
        folder.write(f"old/{name}", text, just_now=just_now)
    library.settle()
    before = library.ids()
    folder.move("old", "new/place")
    assert library.indexer.settle().moved == 5
    assert library.ids() == before
    assert {path.relative_to(folder.root).parts[:2] for path in library.texts()} == {("new", "place")}
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_a_file_moved_and_given_another_time_is_known_by_its_content(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    (before,) = library.ids().values()
    folder.move("a.txt", "b.txt")
    folder.touch("b.txt")
    settle_without_work(library)
    assert library.ids() == {"b.txt": before}


def test_a_file_moved_to_another_folder_of_the_user_keeps_its_id(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    other = FolderOfFiles(tmp_path / "other")
    library.user.add(other.root)
    folder.write("a.txt", "bees")
    library.settle()
    (before,) = library.ids().values()
    (folder.root / "a.txt").rename(other.root / "b.txt")
    settle_without_work(library)
    assert library.ids() == {"b.txt": before}
    assert set(library.texts()) == {other.root / "b.txt"}


def test_a_file_moved_while_another_took_its_name_keeps_its_id(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    folder.write("a.txt", "bees")
    folder.write("b.txt", "cars")
    library.settle()
    folder.move("a.txt", "c.txt")
    folder.move("b.txt", "a.txt")
    library.settle()
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_two_files_that_swapped_their_names_are_found_under_the_right_ones(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    folder.write("a.txt", "bees")
    folder.write("b.txt", "cars")
    library.settle()
    folder.move("a.txt", "c.txt")
    folder.move("b.txt", "a.txt")
    folder.move("c.txt", "b.txt")
    library.settle()
    assert (library.found("bees"), library.found("cars")) == ({"b.txt"}, {"a.txt"})
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_a_file_saved_by_way_of_a_temporary_one_keeps_its_id(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    before = library.ids()
    folder.write("a.txt.tmp", "honey")
    (folder.root / "a.txt.tmp").replace(folder.root / "a.txt")
    library.settle()
    assert library.ids() == before
    assert (library.found("bees"), library.found("honey")) == (set(), {"a.txt"})


# The same content under another suffix.


@pytest.mark.parametrize(
    ("old", "new"), [("a.txt", "a.md"), ("a.xmd", "a.md"), ("amd", "a.md"), ("a", "b.md")]
)
def test_a_file_under_another_suffix_is_read_anew(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, old: str, new: str
) -> None:
    folder.write(old, "bees")
    library.settle()
    folder.move(old, new)
    library.settle()
    assert [path.name for path in library.reads] == [new]
    assert kinds(library) == {new: Kind.MARKDOWN}
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_a_copy_under_another_suffix_is_read_by_its_own_reader(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.html", "bees")
    library.settle()
    folder.write("a.xhtml", "bees")
    folder.write("a.md", "bees")
    folder.write("html", "bees")
    library.settle()
    assert kinds(library) == {"a.html": "html", "a.xhtml": "text", "a.md": "markdown", "html": "text"}


# Copied.


def test_a_copy_is_found_under_both_paths_without_reading_or_encoding(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    folder.write("a.txt", "bees\fwax")
    library.settle()
    shutil.copy2(folder.root / "a.txt", folder.root / "b.txt")
    shutil.copy(folder.root / "a.txt", folder.root / "c.txt")
    settle_without_work(library)
    assert library.found("bees") == {"a.txt", "b.txt", "c.txt"}
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_copies_that_arrive_together_are_encoded_once(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt", "deep/c.txt"):
        folder.write(name, "bees\fwax")
    library.settle()
    assert sorted(library.encoded) == ["bees", "wax"]
    assert library.found("bees") == {"a.txt", "b.txt", "c.txt"}


def test_a_copy_outlives_the_file_it_was_made_from(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    folder.write("b.txt", "bees")
    library.settle()
    folder.write("a.txt", "cars")
    library.settle()
    folder.delete("a.txt")
    library.settle()
    assert library.found("bees") == {"b.txt"}
    assert library.says() == says_afresh(library, tmp_path / "fresh")


def test_a_copy_of_a_file_that_vanished_meanwhile_is_that_file(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write("a.txt", "bees")
    library.settle()
    (before,) = library.ids().values()
    shutil.copy(folder.root / "a.txt", folder.root / "b.txt")
    shutil.copy(folder.root / "a.txt", folder.root / "c.txt")
    folder.delete("a.txt")
    settle_without_work(library)
    assert sorted(library.ids()) == ["b.txt", "c.txt"]
    assert before in library.ids().values()


def test_two_names_of_one_file_are_two_documents(library: SmallLibrary, folder: FolderOfFiles) -> None:
    path = folder.write("a.txt", "bees")
    os.link(path, folder.root / "b.txt")
    library.settle()
    assert library.found("bees") == {"a.txt", "b.txt"}
    folder.delete("a.txt")
    settle_without_work(library)
    assert library.found("bees") == {"b.txt"}


def test_copies_of_a_damaged_file_are_damaged_each(library: SmallLibrary, folder: FolderOfFiles) -> None:
    folder.write("a.txt", DAMAGED)
    library.settle()
    folder.write("b.txt", DAMAGED)
    library.settle()
    assert library.catalogue.totals().failed == {"damaged": 2}
