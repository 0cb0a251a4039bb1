"""Tables are plain files with names that can be told from the recipe."""

import os
from pathlib import Path

from app.store.layout import TableFiles, drop_table, table_name, table_of, tables


def made(folder: Path, recipe: str, versions: int = 3) -> TableFiles:
    table = table_of(folder, recipe)
    (table.path / "_versions").mkdir(parents=True)
    for version in range(1, versions + 1):
        table.manifest(version).write_bytes(b"12345")
    return table


def test_a_recipe_always_has_the_same_table_and_another_one_another() -> None:
    assert table_name("a") == table_name("a") != table_name("b")


def test_the_newest_version_has_the_smallest_name(tmp_path: Path) -> None:
    table = made(tmp_path, "a")
    assert table.versions() == [3, 2, 1]
    assert table.newest() == 3
    assert min(os.listdir(table.path / "_versions")) == table.manifest(3).name  # noqa: PTH208 - names are enough


def test_other_files_are_no_versions(tmp_path: Path) -> None:
    table = made(tmp_path, "a")
    for name in ("latest_version_hint.json", "d123.manifest", "18446744073709551600.manifest.tmp"):
        (table.path / "_versions" / name).touch()
    assert table.versions() == [3, 2, 1]


def test_where_there_is_no_table_the_version_is_0(tmp_path: Path) -> None:
    assert table_of(tmp_path / "nowhere", "a").newest() == 0


def test_the_tables_of_all_recipes_are_listed_and_nothing_else(tmp_path: Path) -> None:
    kept = {made(tmp_path, recipe).path for recipe in ("a", "b")}
    (tmp_path / "passages_notes.lance").mkdir()
    (tmp_path / "catalogue.sqlite").touch()
    assert {table.path for table in tables(tmp_path)} == kept
    assert tables(tmp_path / "nowhere") == []


def test_a_dropped_table_leaves_the_others_alone(tmp_path: Path) -> None:
    first, second = made(tmp_path, "a"), made(tmp_path, "b")
    drop_table(first)
    drop_table(first)
    assert not first.path.exists()
    assert second.newest() == 3


def test_versions_that_outlived_a_time_are_counted_without_the_newest(tmp_path: Path) -> None:
    table = made(tmp_path, "a", versions=4)
    for version in (1, 2, 4):
        os.utime(table.manifest(version), (1, 1))
    assert table.outlived(60) == 2


def test_the_size_is_that_of_all_files(tmp_path: Path) -> None:
    assert made(tmp_path, "a").size_bytes() == 15
