"""Portions: what a scope means for each folder of the user."""

from pathlib import Path

from app.catalogue.user import Folder
from app.domain.scope import EVERYTHING, NOTHING, Scope
from app.indexing.portions import Portion, portions

HOME, NESTED, OTHER = (
    Folder(1, Path("/home"), 0),
    Folder(2, Path("/home/work/papers"), 0),
    Folder(3, Path("/other"), 0),
)
FOLDERS = [HOME, NESTED, OTHER]


def of(*paths: str) -> list[Portion]:
    return portions(Scope(frozenset(map(Path, paths))), FOLDERS)


def test_everything_is_every_folder() -> None:
    assert portions(EVERYTHING, FOLDERS) == [Portion(HOME), Portion(NESTED), Portion(OTHER)]


def test_nothing_is_none() -> None:
    assert portions(NOTHING, FOLDERS) == []


def test_a_file_is_a_place_in_the_innermost_folder_that_holds_it() -> None:
    assert of("/home/work/a.txt", "/home/b.txt") == [Portion(HOME, (b"b.txt", b"work/a.txt"))]
    assert of("/home/work/papers/a.txt") == [Portion(NESTED, (b"a.txt",))]


def test_a_folder_above_a_nested_one_covers_both() -> None:
    assert of("/home/work") == [Portion(HOME, (b"work",)), Portion(NESTED)]


def test_a_folder_of_the_user_is_covered_whole_whatever_else_is_named_in_it() -> None:
    assert of("/other", "/other/a.txt") == [Portion(OTHER)]
    assert of("/") == [Portion(HOME), Portion(NESTED), Portion(OTHER)]


def test_what_lies_elsewhere_concerns_nobody() -> None:
    assert of("/homes/a.txt", "/elsewhere") == []
