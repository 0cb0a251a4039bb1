"""Where things live: one data folder, for its owner alone, wherever he wants it."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from app.domain.errors import LibraryUnusable
from app.places import DATA_VARIABLE, Places, places, prepare, reader_command, resources


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATA_VARIABLE, raising=False)


# Which folder.


def test_the_users_own_data_folder_is_the_default() -> None:
    assert places().data == platformdirs.user_data_path("Clew", appauthor=False)
    assert places().data.is_absolute()


def test_the_variable_names_another_and_the_choice_a_third(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "variable"))
    assert places().data == tmp_path / "variable"
    assert places(tmp_path / "choice").data == tmp_path / "choice"


def test_an_empty_variable_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    default = places()
    monkeypatch.setenv(DATA_VARIABLE, "")
    assert places() == default


def test_a_relative_folder_is_below_where_we_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert places(Path("a/../b")).data == tmp_path / "b"
    monkeypatch.setenv(DATA_VARIABLE, "c")
    assert places().data == tmp_path / "c"


def test_a_link_is_kept_as_the_user_named_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert places(tmp_path / "link").data == tmp_path / "link"


def test_everything_lies_in_the_data_folder(tmp_path: Path) -> None:
    where = Places(tmp_path)
    every = [where.catalogue, where.user, where.index, where.lock, where.settings, where.log]
    assert {path.parent for path in every} == {tmp_path}
    assert len({path.name for path in every}) == len(every)


# Made ready.


@pytest.mark.skipif(os.name == "nt", reason="rights lie elsewhere there")
def test_a_new_data_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    where = Places(tmp_path / "deep" / "data")
    before = os.umask(0)
    try:
        prepare(where)
    finally:
        os.umask(before)
    assert where.data.stat().st_mode & 0o777 == 0o700
    assert where.index.stat().st_mode & 0o777 == 0o700


def test_backup_tools_are_told_what_can_be_built_again(tmp_path: Path) -> None:
    where = Places(tmp_path / "data")
    prepare(where)
    tag = where.index / "CACHEDIR.TAG"
    assert tag.read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")
    assert not (where.data / "CACHEDIR.TAG").exists()


def test_preparing_again_changes_nothing(tmp_path: Path) -> None:
    where = Places(tmp_path / "data")
    prepare(where)
    (where.index / "CACHEDIR.TAG").write_text("mine")
    where.settings.write_text("mine")
    prepare(where)
    assert (where.index / "CACHEDIR.TAG").read_text() == where.settings.read_text() == "mine"


@pytest.mark.parametrize("below", ["", "data", "deep/data"])
def test_a_place_that_cannot_be_a_folder_is_told_calmly(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryUnusable, match="--data-folder"):
        prepare(Places(tmp_path / "file" / below))


# What came with the program.


def test_resources_lie_beside_the_source() -> None:
    assert (resources() / "sample").is_dir()


def test_a_frozen_program_has_its_resources_in_the_bundle(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"


def test_a_reader_is_this_program_in_another_role(monkeypatch: pytest.MonkeyPatch) -> None:
    python, main, *role = reader_command()
    assert (python, Path(main).name, role) == (sys.executable, "main.py", ["--role", "reader"])
    assert Path(main).is_file()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reader_command() == [sys.executable, "--role", "reader"]
