"""Rules of the user's in a library: kept, obeyed with the next look, and named by the doctor."""

from pathlib import Path

import pytest

from app.catalogue.user import UserFile
from app.domain.diagnosis import Diagnosis, Finding
from app.domain.errors import Reason, WrongUse
from app.domain.query_language.understood import query_of
from app.domain.scope import Scope
from app.indexing.ground import LARGEST
from app.indexing.ignore import Rule
from app.indexing.rules import MOST_PATTERNS
from app.library.library import Library
from app.library.rules import changed, leave_out
from tests.fakes.folder import FolderOfFiles


@pytest.fixture
def folder(tmp_path: Path, library: Library) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    for name in ("bees.txt", "in/cars.txt", "in/drafts/cars two.txt", ".notes/note.txt"):
        made.write(name, f"{name} drive dance")
    library.user.add(made.root)
    library.index()
    return made


def names(library: Library) -> set[str]:
    return {hit.path.name for hit in library.search(query_of("drive")).hits}


def test_rules_are_kept_in_their_order_and_go_with_their_folder(tmp_path: Path, library: Library) -> None:
    folder = library.user.add(tmp_path)
    leave_out(library.user, tmp_path, ["*.log", "# ours", "!a.log"])
    again = UserFile(library.places.user)
    assert [one.rules for one in again.folders()] == [("*.log", "# ours", "!a.log")]
    again.remove(folder)
    again.leave_out(folder, ["*.txt"])  # said in another window a moment later
    assert again.add(tmp_path).rules == ()
    assert [one.rules for one in again.folders()] == [()]
    again.close()


def test_what_is_left_out_is_forgotten_and_what_is_let_in_is_read(
    library: Library, folder: FolderOfFiles
) -> None:
    assert names(library) == {"bees.txt", "cars.txt", "cars two.txt"}
    leave_out(library.user, folder.root, ["drafts/", "!.notes/"])
    settled = library.index(scope=Scope(frozenset({folder.root})))
    assert (settled.read, settled.forgotten) == (1, 1)
    assert names(library) == {"bees.txt", "cars.txt", "note.txt"}
    (state,) = library.folders()
    assert (state.rules, state.skipped) == (("drafts/", "!.notes/"), {Rule.USER: 1})
    assert library.status().totals.skipped == {Rule.USER: 1}
    leave_out(library.user, folder.root, [])
    library.index()
    assert names(library) == {"bees.txt", "cars.txt", "cars two.txt"}


def test_a_wrong_pattern_is_refused_with_a_sentence(library: Library, folder: FolderOfFiles) -> None:
    leave_out(library.user, folder.root, ["*.log"])
    for rules, sentence in (
        (["*.txt", "[a"], "\u201c[a\u201d is no rule: a bracket is not closed."),
        (["*a*b*c*"], "\u201c*a*b*c*\u201d is no rule: it holds more than 3 stars in a name, or 4 in all."),
        (["a"] * (MOST_PATTERNS + 1), "A folder can have 1,000 rules, not more."),
    ):
        with pytest.raises(WrongUse) as refused:
            leave_out(library.user, folder.root, rules)
        assert str(refused.value) == sentence
    assert library.user.folders()[0].rules == ("*.log",)
    with pytest.raises(WrongUse, match="is not a folder of this library"):
        leave_out(library.user, folder.root / "in", ["*"])


def test_rules_are_added_behind_the_others_once_and_removed() -> None:
    assert changed(("a", "b"), ["c", "a", "c"], []) == ("a", "b", "c")
    assert changed(("a", "b"), ["a"], ["a"]) == ("b", "a")
    with pytest.raises(WrongUse, match="no rule x"):
        changed(("a",), [], ["x"])


# The doctor.


def told(diagnosis: Diagnosis) -> tuple[str, str, int, str]:
    assert diagnosis.finding is Finding.SKIPPED
    return diagnosis.reason, diagnosis.detail, diagnosis.line, diagnosis.origin


def test_the_doctor_names_the_rule_and_where_it_is_written(library: Library, folder: FolderOfFiles) -> None:
    folder.write("in/.clewignore", "# drafts are no use\n\ndrafts/\n")
    leave_out(library.user, folder.root, ["*.log", "bees.*"])
    for path in ("in/drafts/cars two.txt", "in/drafts"):
        assert told(library.diagnose(folder.root / path)) == (Rule.CLEWIGNORE, "drafts/", 3, "in/.clewignore")
    assert told(library.diagnose(folder.root / "bees.txt")) == (Rule.USER, "bees.*", 2, "")
    assert told(library.diagnose(folder.root / ".notes" / "note.txt")) == (Rule.HIDDEN, ".notes", 0, "")
    assert library.diagnose(folder.root / "in" / "cars.txt").finding is Finding.INDEXED


def test_the_doctor_and_the_look_agree_on_what_is_let_in(library: Library, folder: FolderOfFiles) -> None:
    leave_out(library.user, folder.root, ["*", "!*/", "!.notes/", "!*.txt"])
    library.index()
    for path in (".notes/note.txt", "in/cars.txt"):
        assert library.diagnose(folder.root / path).finding is Finding.INDEXED
    assert told(library.diagnose(folder.write("a.md", "x")))[:2] == (Rule.USER, "*")


def test_the_doctor_names_the_lines_that_are_no_rules(library: Library, folder: FolderOfFiles) -> None:
    path = folder.write("in/.clewignore", "drafts/\n[\n*.log\nx\\\n")
    diagnosis = library.diagnose(path)
    assert (diagnosis.finding, diagnosis.detail, diagnosis.left_out) == (Finding.RULES, "2", "2, 4")
    folder.write("in/.clewignore", b"x\n" * LARGEST)
    assert library.diagnose(path).reason == Reason.TOO_LARGE
    leave_out(library.user, folder.root, ["in/"])
    assert told(library.diagnose(path))[:2] == (Rule.USER, "in/"), "it is not obeyed"
    assert library.diagnose(folder.root / ".clewignore").finding is Finding.GONE
