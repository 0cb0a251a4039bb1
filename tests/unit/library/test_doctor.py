"""Why is my file not here? Each answer for a real reason."""

from pathlib import Path

import pytest

from app.domain.diagnosis import Finding
from app.domain.errors import Reason
from app.indexing.ignore import Rule
from app.library.library import Library
from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import DAMAGED


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    made.write("bees.txt", "bees dance")
    made.write("in/cars.txt", "cars drive")
    made.write("broken.pdf", DAMAGED)
    library.user.add(made.root)
    library.index()
    return made


def test_what_is_indexed_is_said_to_be(library: Library, folder: FolderOfFiles) -> None:
    assert library.diagnose(folder.root / "bees.txt").finding is Finding.INDEXED


def test_a_folder_tells_how_many_documents_are_in_it(library: Library, folder: FolderOfFiles) -> None:
    for path, documents in ((folder.root, "2"), (folder.root / "in", "1")):
        diagnosis = library.diagnose(path)
        assert (diagnosis.finding, diagnosis.detail) == (Finding.FOLDER, documents)


def test_a_file_that_could_not_be_read_names_the_reason(library: Library, folder: FolderOfFiles) -> None:
    diagnosis = library.diagnose(folder.root / "broken.pdf")
    assert diagnosis.finding is Finding.FAILED
    assert diagnosis.reason == Reason.DAMAGED


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        (".hidden.txt", Rule.HIDDEN),
        (".git/config.txt", Rule.HIDDEN),
        ("node_modules/x/readme.md", Rule.BUILD),
        ("~$letter.docx", Rule.TEMPORARY),
        ("id_rsa", Rule.SECRET),
        ("marked/a.txt", Rule.BUILD),
    ],
)
def test_a_rule_that_passes_a_file_over_is_named(
    library: Library, folder: FolderOfFiles, name: str, rule: Rule
) -> None:
    folder.write("marked/CACHEDIR.TAG", "Signature")
    diagnosis = library.diagnose(folder.write(name, "text"))
    assert (diagnosis.finding, diagnosis.reason) == (Finding.SKIPPED, rule)
    library.index()
    assert library.diagnose(folder.root / name).finding is Finding.SKIPPED, "the indexer thinks so, too"


def test_a_link_to_a_folder_is_not_followed(library: Library, folder: FolderOfFiles) -> None:
    (folder.root / "link").symlink_to(folder.root / "in")
    for path in (folder.root / "link", folder.root / "link" / "cars.txt"):
        assert library.diagnose(path).reason == Rule.SPECIAL


def test_new_changed_gone_and_forgotten_are_told_apart(library: Library, folder: FolderOfFiles) -> None:
    assert library.diagnose(folder.write("new.txt", "new")).finding is Finding.NEW
    assert library.diagnose(folder.write("bees.txt", "bees sleep")).finding is Finding.CHANGED
    assert library.diagnose(folder.root / "never.txt").finding is Finding.GONE
    with library.writer() as writer:
        writer.forget(folder.root / "in" / "cars.txt")
    forgotten = library.diagnose(folder.root / "in" / "cars.txt")
    assert (forgotten.finding, forgotten.detail) == (Finding.FORGOTTEN, str(folder.root / "in" / "cars.txt"))


def test_what_lies_elsewhere_is_outside_and_our_own_data_is_ours(library: Library, tmp_path: Path) -> None:
    assert library.diagnose(tmp_path / "elsewhere.txt").finding is Finding.OUTSIDE
    assert library.diagnose(library.places.catalogue).finding is Finding.OWN


def test_a_folder_that_is_away_keeps_its_documents(library: Library, folder: FolderOfFiles) -> None:
    folder.root.rename(folder.root.with_name("away"))
    assert library.diagnose(folder.root / "bees.txt").finding is Finding.UNREACHABLE
