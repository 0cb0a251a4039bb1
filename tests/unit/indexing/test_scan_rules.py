"""Looking through a folder by the user's rules: what they leave out, where they are written, what changes with them."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.indexing import scan as scan_module
from app.indexing.ground import LARGEST, RULES_FILE, read_rules
from app.indexing.ignore import Rule
from app.indexing.ruling import Ruling
from app.indexing.scan import scan
from tests.fakes.folder import FolderOfFiles

NAME = os.fsdecode(RULES_FILE)


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    made = FolderOfFiles(tmp_path / "home")
    for name in ("a.txt", "b.log", "in/a.txt", "in/b.log", "in/deep/b.log", "drafts/a.txt"):
        made.write(name, "bees")
    return made


def found(folder: FolderOfFiles, *patterns: str, within: list[bytes] | None = None) -> set[str]:
    return {os.fsdecode(one.path) for one in scan(folder.root, within=within, patterns=patterns).files}


def test_what_the_user_leaves_out_is_counted_by_rule(folder: FolderOfFiles) -> None:
    result = scan(folder.root, patterns=["*.log", "drafts/"])
    assert {one.path for one in result.files} == {b"a.txt", b"in/a.txt"}
    assert dict(result.skipped) == {Rule.USER: 4}


def test_a_file_of_rules_holds_in_its_folder_and_below(folder: FolderOfFiles) -> None:
    folder.write(f"in/{NAME}", "*.log\n")
    assert found(folder) == {"a.txt", "b.log", "in/a.txt", "drafts/a.txt"}
    assert dict(scan(folder.root).skipped) == {Rule.CLEWIGNORE: 2, Rule.HIDDEN: 1}


def test_deeper_files_of_rules_count_for_more_and_the_user_for_most(folder: FolderOfFiles) -> None:
    folder.write(NAME, "*.log\n/in/a.txt\n")
    folder.write(f"in/deep/{NAME}", "!b.log\n")
    assert found(folder) == {"a.txt", "in/deep/b.log", "drafts/a.txt"}
    assert found(folder, "!a.txt", "in/deep/") == {"a.txt", "in/a.txt", "drafts/a.txt"}


def test_what_lies_in_a_folder_that_is_left_out_is_not_let_in_again(folder: FolderOfFiles) -> None:
    folder.write(f"in/{NAME}", "!*\n")
    assert not [path for path in found(folder, "in/", "!in/a.txt") if path.startswith("in/")]


def test_the_user_may_let_in_by_name_what_we_pass_over(folder: FolderOfFiles) -> None:
    for name in (".notes/a.txt", ".notes/.b.txt", "node_modules/readme.md", ".git/x.txt", "id_rsa"):
        folder.write(name, "bees")
    let_in = {".notes/a.txt", "node_modules/readme.md"}
    assert found(folder, "!.notes/", "!node_modules/", "!*/", "!id_rsa") - found(folder) == let_in
    folder.write(NAME, "!.notes/\n")
    assert found(folder) & let_in == set(), "only what the user says in Clew lifts our rules"


def test_rules_are_read_however_their_file_was_saved(folder: FolderOfFiles) -> None:
    folder.write(NAME, "\ufeff# ours\r\n*.log\r\n[\r\n".encode() + b"\xff\xfe*.txt\n" + "Äpfel.txt".encode())
    rules = read_rules(os.fsencode(folder.root / NAME), b"")
    assert rules is not None
    assert (len(rules.patterns), rules.broken) == (2, (3, 4))
    assert found(folder) == {"a.txt", "in/a.txt", "drafts/a.txt"}


def test_a_file_of_rules_that_is_far_too_large_is_not_obeyed(folder: FolderOfFiles) -> None:
    folder.write(NAME, b"*.log\n" * LARGEST)
    assert "b.log" in found(folder)


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_what_is_no_ordinary_file_holds_no_rules(folder: FolderOfFiles, kind: str) -> None:
    path = folder.root / NAME
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe" and hasattr(os, "mkfifo"):
        os.mkfifo(path)
    else:
        path.symlink_to(folder.write("rules", "*.log\n"))
    assert "b.log" in found(folder)


def test_where_rules_cannot_be_read_nothing_is_taken_in_or_forgotten(
    folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_absolute: bytes, _folder: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    folder.write(f"in/{NAME}", "*.log\n")
    monkeypatch.setattr(scan_module, "read_rules", refuse)
    result = scan(folder.root)
    assert result.unreachable == {b"in": "Permission denied"}
    assert not [one for one in result.files if one.path.startswith(b"in/")]


def test_a_look_at_some_places_goes_by_the_rules_above_them(folder: FolderOfFiles) -> None:
    folder.write(NAME, "*.log\n")
    assert found(folder, "in/a.txt", within=[b"in", b"drafts/a.txt"]) == {"drafts/a.txt"}


def test_places_of_the_system_are_not_entered(folder: FolderOfFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    place = os.fsencode(folder.root / "in")
    monkeypatch.setattr("app.indexing.ignore._system_places", lambda: frozenset({place}))
    result = scan(folder.root)
    assert not [one for one in result.files if one.path.startswith(b"in/")]
    assert dict(result.skipped) == {Rule.SYSTEM: 1}
    assert len(scan(folder.root / "in").files) == 3, "the user added it himself"


# A look at what changed, without what is noise, brings what a whole look brings.

NAMES = st.sampled_from(["a", "b.log", "c.txt", "d"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
LINES = st.lists(
    st.sampled_from(["*.log", "a/", "/a", "!b.log", "a/c.txt", "d", "!d", "a/**", "*", "!*/", "["]),
    max_size=3,
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("write"), PATHS, st.just([])),
        st.tuples(st.just("delete"), PATHS, st.just([])),
        st.tuples(st.just("rule"), st.one_of(st.just(""), PATHS), LINES),
        st.tuples(st.just("lift"), st.one_of(st.just(""), PATHS), st.just([])),
    ),
    max_size=8,
)


def change(root: Path, what: str, name: str, lines: list[str]) -> Path | None:
    """Change something; the place that is to be looked at, None where nothing was changed."""
    path = root / name
    try:
        if what == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        elif what == "delete":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif what == "rule":
            (path / NAME).write_text("\n".join(lines))
        else:
            (path / NAME).unlink()
    except OSError:
        return None
    return path if what in {"write", "delete"} else path / NAME


@settings(deadline=None, max_examples=int(os.environ.get("CLEW_EXAMPLES", "200")))
@given(
    tree=st.lists(PATHS, max_size=8),
    before=CHANGES,
    rounds=st.lists(CHANGES, min_size=1, max_size=4),
    patterns=LINES,
)
def test_looking_at_what_changed_is_looking_at_everything(
    tree: list[str],
    before: list[tuple[str, str, list[str]]],
    rounds: list[list[tuple[str, str, list[str]]]],
    patterns: list[str],
) -> None:
    with TemporaryDirectory() as made:
        root = Path(made) / "home"
        root.mkdir()
        for step in (*(("write", name, []) for name in tree), *before):
            change(root, *step)
        known = {one.path for one in scan(root, patterns=patterns).files}
        ruling = Ruling(root, patterns)
        for steps in rounds:
            places: set[bytes] = set()
            for step in steps:
                place = change(root, *step)
                if place is None:
                    continue
                place = place.parent if place.name == NAME else place  # as the watcher does
                if ruling.verdict(place, is_folder=place.is_dir()) is None:
                    below = place.relative_to(root)
                    places.add(b"" if below == Path() else os.fsencode(below.as_posix()))
            result = scan(root, within=places, patterns=patterns)
            covered = result.covered or set()
            known = {path for path in known if not _is_covered(path, covered)} | {
                one.path for one in result.files
            }
            assert known == {one.path for one in scan(root, patterns=patterns).files}


def _is_covered(path: bytes, covered: set[bytes]) -> bool:
    return any(place in (b"", path) or path.startswith(place + b"/") for place in covered)
