"""The user's folders: nested, away, taken out, kept out; and what that does to their documents."""

import os
import shutil
from pathlib import Path

import pytest

from app.catalogue.user import Folder
from app.domain.events import FolderUnreachable
from app.indexing import presence
from app.indexing.volumes import Mounted, Volume
from tests.fakes.folder import MAY_OPEN_EVERYTHING, FolderOfFiles
from tests.unit.indexing.small_library import SmallLibrary, says_afresh


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    for name in ("top.txt", "in/a.txt", "in/deep/b.txt", "out/c.txt"):
        made.write(name, f"bees in {name}")
    return made


def names(library: SmallLibrary) -> set[str]:
    return {path.name for path in library.texts()}


ALL = {"top.txt", "a.txt", "b.txt", "c.txt"}


# Away.


@pytest.mark.parametrize("instead", ["nothing", "a file", "an empty mount point"])
def test_a_folder_that_is_away_keeps_its_documents(
    library: SmallLibrary,
    folder: FolderOfFiles,
    tmp_path: Path,
    instead: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        if instead == "an empty mount point":
            patched.setattr(presence, "mounted", lambda *_: Mounted(Volume("1234", "HOLIDAYS")))
        library.settle()
    said = library.says()
    folder.root.rename(tmp_path / "away")
    if instead == "a file":
        folder.root.write_text("bees")
    elif instead == "an empty mount point":
        folder.root.mkdir()
    settled = library.settle()
    assert (settled.forgotten, library.says()) == (0, said)
    assert [e.path for e in library.events if isinstance(e, FolderUnreachable)] == [folder.root]


def test_a_folder_that_came_back_is_as_it_was(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    library.settle()
    before = library.ids()
    folder.root.rename(tmp_path / "away")
    library.settle()
    (tmp_path / "away").rename(folder.root)
    library.settle()
    assert (library.readers_made, library.encoders_made) == (0, 0)
    assert library.ids() == before


def test_a_folder_that_was_emptied_where_it_is_loses_its_documents(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    library.settle()
    shutil.rmtree(folder.root)
    folder.root.mkdir()
    assert library.settle().forgotten == len(ALL)
    assert library.index.count() == 0


@pytest.mark.skipif(MAY_OPEN_EVERYTHING, reason="root may look into every folder")
def test_a_subfolder_without_permission_keeps_its_documents(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    library.settle()
    (folder.root / "in").chmod(0)
    folder.delete("top.txt")
    settled = library.settle()
    (folder.root / "in").chmod(0o700)
    assert (settled.forgotten, names(library)) == (1, ALL - {"top.txt"})


def test_a_subfolder_that_refuses_keeps_its_documents(
    library: SmallLibrary, folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.settle()
    folder.delete("in/a.txt")
    folder.delete("top.txt")
    look = os.scandir

    def refuse(path: bytes) -> object:
        if os.path.basename(path) == b"in":  # noqa: PTH119  # bytes, which no Path takes
            raise PermissionError(13, "Permission denied")
        return look(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert library.settle().forgotten == 1
    assert names(library) == ALL - {"top.txt"}
    assert FolderUnreachable(folder.root / "in", "Permission denied") in library.events
    monkeypatch.undo()
    assert library.settle().forgotten == 1
    assert names(library) == ALL - {"top.txt", "a.txt"}


def test_one_folder_that_is_away_holds_no_other_up(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    other = FolderOfFiles(tmp_path / "other")
    other.write("d.txt", "wax")
    library.user.add(other.root)
    library.settle()
    folder.root.rename(tmp_path / "away")
    other.write("e.txt", "wax")
    other.delete("d.txt")
    library.settle()
    assert names(library) == ALL | {"e.txt"}


# Taken out.


def test_a_removed_folder_is_forgotten_with_its_vectors_and_counts(
    library: SmallLibrary, folder: FolderOfFiles
) -> None:
    folder.write(".hidden.txt", "bees")
    library.settle()
    library.user.remove(library.user.folders()[0])
    assert library.settle().forgotten == len(ALL)
    assert library.index.count() == 0
    assert library.catalogue.folders_known() == set()
    assert library.catalogue.totals().skipped == {}


def test_a_folder_that_is_away_can_be_removed(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    library.settle()
    folder.root.rename(tmp_path / "away")
    library.user.remove(library.user.folders()[0])
    assert library.settle().forgotten == len(ALL)


def test_a_folder_removed_and_added_again_is_read_anew(library: SmallLibrary, folder: FolderOfFiles) -> None:
    library.settle()
    library.user.remove(library.user.folders()[0])
    library.user.add(folder.root)
    library.settle()
    assert names(library) == ALL
    assert library.index.count() == len(ALL)


# Nested.


def test_nested_folders_have_one_owner_each_the_innermost(tmp_path: Path, folder: FolderOfFiles) -> None:
    library = SmallLibrary(tmp_path / "data")
    inner = library.user.add(folder.root / "in")
    outer = library.user.add(folder.root)
    library.settle()
    owned = {
        f: {s.file.location.name for s in library.catalogue.documents.stored(f.id)} for f in (inner, outer)
    }
    assert owned == {inner: {"a.txt", "b.txt"}, outer: {"top.txt", "c.txt"}}
    library.close()


def test_documents_keep_their_ids_when_a_folder_above_theirs_is_added(
    tmp_path: Path, folder: FolderOfFiles
) -> None:
    library = SmallLibrary(tmp_path / "data")
    library.user.add(folder.root / "in")
    library.settle()
    before = library.ids()
    library.user.add(folder.root)
    library.settle()
    assert before.items() <= library.ids().items()
    assert names(library) == ALL
    library.close()


def test_documents_are_taken_over_when_a_folder_inside_another_is_removed(
    tmp_path: Path, folder: FolderOfFiles
) -> None:
    library = SmallLibrary(tmp_path / "data")
    inner = library.user.add(folder.root / "in")
    library.user.add(folder.root)
    library.settle()
    library.user.remove(inner)
    library.settle()
    assert names(library) == ALL
    assert library.says() == says_afresh(library, tmp_path / "fresh")
    library.close()


# Kept out.


@pytest.mark.parametrize(
    ("path", "left"),
    [("in", {"top.txt", "c.txt"}), ("in/a.txt", ALL - {"a.txt"}), ("in/deep", ALL - {"b.txt"}), ("i", ALL)],
)
def test_what_is_kept_out_is_forgotten_and_stays_so(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path, path: str, left: set[str]
) -> None:
    library.settle()
    library.user.exclude(folder.root / path)
    library.settle()
    assert names(library) == left
    folder.touch("in/a.txt")
    library.settle()
    assert names(library) == left
    assert library.says() == says_afresh(library, tmp_path / "fresh")
    library.user.include(folder.root / path)
    library.settle()
    assert names(library) == ALL


def test_our_own_data_is_never_looked_through(tmp_path: Path, folder: FolderOfFiles) -> None:
    library = SmallLibrary(folder.root / "in" / "data")
    (library.data / "notes.txt").write_text("our own log")
    library.user.add(folder.root)
    for _ in range(2):
        library.settle()
        assert names(library) == ALL
    library.close()


# Only some.


def test_only_the_folders_asked_for_are_looked_through(
    library: SmallLibrary, folder: FolderOfFiles, tmp_path: Path
) -> None:
    other = FolderOfFiles(tmp_path / "other")
    other.write("d.txt", "wax")
    asked: Folder = library.user.add(other.root)
    settled = library.settle(asked)
    assert (settled.seen, names(library)) == (1, {"d.txt"})
    library.settle()
    folder.delete("top.txt")
    other.delete("d.txt")
    library.settle(asked)
    assert names(library) == ALL
    library.settle()
    assert names(library) == ALL - {"top.txt"}
