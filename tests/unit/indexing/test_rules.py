"""The user's rules: what a pattern speaks of, as git understands it, and what it lifts."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.indexing.ground import RULES_FILE, ground
from app.indexing.ignore import Rule, file_rule, folder_rule
from app.indexing.rules import MOST_PATTERNS, WrongPattern, parse, pattern
from app.indexing.scan import scan

GIT = shutil.which("git")


def rule(patterns: list[str], path: str) -> Rule | None:
    """What passes *path* over; one that ends with `/` is a folder."""
    is_folder, path = path.endswith("/"), path.rstrip("/")
    name = path.rpartition("/")[2]
    ours = folder_rule(name) if is_folder else file_rule(name)
    verdict = ground(patterns).judge(ours, name, path.encode(), is_folder=is_folder)
    return verdict.rule if verdict else None


@pytest.mark.parametrize(
    ("line", "left_out", "let_in"),
    [
        ("*.log", ["a.log", "in/deep/b.log", "x.log/"], ["a.log.txt", "log"]),
        ("build/", ["build/", "in/build/"], ["build", "in/build"]),
        ("/build", ["build", "build/"], ["in/build"]),
        ("in/*.txt", ["in/a.txt"], ["a.txt", "in/in/a.txt", "out/in/a.txt"]),
        ("in/**/a", ["in/a", "in/x/y/a"], ["a", "in/ab"]),
        ("in/**", ["in/a", "in/x/"], ["in/", "in"]),
        ("**/a.txt", ["a.txt", "in/a.txt"], ["a.txt.gz"]),
        ("[ab]?.txt", ["a1.txt", "b2.txt"], ["a.txt", "c1.txt"]),
        (r"\!a", ["!a"], ["a"]),
        (r"\#a", ["#a"], ["a"]),
        ("Äpfel", ["A\u0308pfel", "Äpfel"], ["Apfel"]),
        ("# *.txt", [], ["a.txt"]),
        ("   ", [], ["a.txt", "   "]),
        ("/", [], ["a.txt", "a/"]),
    ],
)
def test_a_pattern_speaks_of_what_it_does_in_git(line: str, left_out: list[str], let_in: list[str]) -> None:
    assert {path: rule([line], path) for path in left_out} == dict.fromkeys(left_out, Rule.USER)
    assert {path: rule([line], path) for path in let_in} == dict.fromkeys(let_in)


def test_the_last_pattern_that_matches_decides() -> None:
    patterns = ["*.log", "!important.log", "old/important.log"]
    assert rule(patterns, "important.log") is None
    assert rule(patterns, "old/important.log") is Rule.USER


def test_a_folder_that_is_let_in_does_not_let_in_all_that_lies_in_it() -> None:
    assert rule(["*.log", "!in/keep"], "in/keep/a.log") is Rule.USER
    assert rule(["*", "!*/", "!in/**/*.md"], "in/a.txt") is Rule.USER


def test_a_pattern_lifts_our_rule_only_by_name() -> None:
    assert rule(["!.notes/"], ".notes/") is None
    assert rule(["!*/"], ".notes/") is Rule.HIDDEN
    assert rule(["!node_modules"], "in/node_modules/") is None
    assert rule(["!AppData/"], "AppData/") is None
    assert rule(["!*.tmp"], "a.tmp") is None
    assert rule(["!*.txt"], ".a.txt") is Rule.HIDDEN
    assert rule(["*", "!*/", "!*.txt"], ".git/") is Rule.HIDDEN
    assert rule(["!*.key", "!id_rsa"], "id_rsa") is Rule.SECRET
    assert rule(["!*.tmp", "b.tmp"], "b.tmp") is Rule.TEMPORARY
    assert rule(["!.notes/", "!*/"], ".notes/") is None


@pytest.mark.parametrize("line", ["[a", "a\\", "[b-a]", "*a*b*c*", "a/*/b*/**/*c*"])
def test_what_is_no_pattern_is_told(line: str) -> None:
    with pytest.raises(WrongPattern):
        pattern(line, 1)
    patterns, broken = parse(["*.log", line, "*.txt"])
    assert (len(patterns), broken) == (2, (2,))


def test_no_more_patterns_count_than_can_be_borne() -> None:
    patterns, broken = parse([f"{number}.txt" for number in range(MOST_PATTERNS + 2)])
    assert (len(patterns), broken) == (MOST_PATTERNS, (MOST_PATTERNS + 1, MOST_PATTERNS + 2))


def test_a_name_made_for_it_takes_no_long_time() -> None:
    started = time.monotonic()
    rule(["*a*a*b", "/**/*a*a*b"], "a" * 255)
    assert time.monotonic() - started < 5


# As git does.

NAMES = st.sampled_from(["a", "b", "ab", "a.log", "b.log", "c.txt", "build"])
TREES = st.lists(st.lists(NAMES, min_size=1, max_size=4).map("/".join), min_size=1, max_size=8, unique=True)
GLOBS = st.sampled_from(
    ["a", "b", "*", "*.log", "a*", "?", "[ab]", "[!a]", "**", "build", "c.txt", "a?", "[ab]*"]
)
LINES = st.builds(
    lambda lets_in, anchor, names, folders: lets_in + anchor + "/".join(names) + folders,
    st.sampled_from(["", "", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(GLOBS, min_size=1, max_size=3),
    st.sampled_from(["", "", "/"]),
)


@pytest.mark.skipif(GIT is None, reason="git is not installed")
@settings(deadline=None, max_examples=int(os.environ.get("CLEW_EXAMPLES", "60")))
@given(
    tree=TREES,
    files=st.dictionaries(
        st.sampled_from(["", "a/", "b/", "build/", "a/b/"]), st.lists(LINES, max_size=4), max_size=3
    ),
)
def test_files_of_rules_mean_what_git_means(tree: list[str], files: dict[str, list[str]]) -> None:
    with TemporaryDirectory() as made:
        root = Path(made)
        for name in tree:
            path = root / name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
            except (FileExistsError, NotADirectoryError):  # a file where a folder is to be, or the reverse
                continue
        for folder, lines in files.items():
            if (root / folder).is_dir():
                for name in (".gitignore", os.fsdecode(RULES_FILE)):
                    (root / folder / name).write_text("\n".join(lines), newline="\n")
        found = {one.path for one in scan(root).files}
        subprocess.run([str(GIT), "init", "-q", made], check=True)
        listed = subprocess.run(
            [str(GIT), "-C", made, "ls-files", "-z", "--others", "--exclude-per-directory=.gitignore"],
            check=True,
            capture_output=True,
        )
        expected = {
            path
            for path in listed.stdout.split(b"\0")
            if path and b".gitignore" not in path and RULES_FILE not in path
        }
    assert found == expected
