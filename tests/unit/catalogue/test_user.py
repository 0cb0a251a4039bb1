"""What the user said: his folders, what is to be kept out, and what he asks of the writer."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from app.catalogue.user import FORGET, LOOK, REBUILD, Folder, UserFile
from app.domain.errors import WrongUse


@pytest.fixture
def user(tmp_path: Path) -> Iterator[UserFile]:
    opened = UserFile(tmp_path / "user.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("home/papers/2024", "home/papers old", "home/music"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path / "home"


# Folders.


def test_folders_are_kept_in_the_order_in_which_they_were_added(user: UserFile, home: Path) -> None:
    music, papers = user.add(home / "music"), user.add(home / "papers")
    assert user.folders() == [music, papers]
    assert music.device == home.stat().st_dev


def test_a_folder_added_twice_is_one_folder(user: UserFile, home: Path) -> None:
    assert user.add(home / "papers") == user.add(home / "papers")
    assert len(user.folders()) == 1


def test_a_folder_below_an_added_one_is_that_one(user: UserFile, home: Path) -> None:
    papers = user.add(home / "papers")
    assert user.add(home / "papers" / "2024") == papers
    assert user.folders() == [papers]


def test_a_folder_whose_name_only_begins_alike_is_another_one(user: UserFile, home: Path) -> None:
    assert user.add(home / "papers") != user.add(home / "papers old")
    assert user.covering(home / "papers old" / "x.txt") == user.folders()[1]


def test_a_folder_above_an_added_one_leaves_it_a_folder_of_its_own(user: UserFile, home: Path) -> None:
    inner = user.add(home / "papers" / "2024")
    outer = user.add(home)
    assert user.folders() == [inner, outer]
    assert user.covering(home / "papers" / "2024" / "x.txt") == inner
    assert user.covering(home / "papers" / "x.txt") == outer
    assert user.covering(home.parent) is None


def test_a_removed_folder_is_gone_and_its_id_is_never_used_again(user: UserFile, home: Path) -> None:
    before = user.add(home / "papers")
    user.remove(before)
    assert user.folders() == []
    assert user.add(home / "papers").id > before.id


def test_a_folder_that_several_add_at_the_same_moment_is_one_folder(tmp_path: Path, home: Path) -> None:
    together = Barrier(4)

    def add() -> list[Folder]:
        own = UserFile(tmp_path / "user.sqlite")
        together.wait()
        folders = [own.add(home / name) for name in ("music", "papers", "papers old")]
        own.close()
        return folders

    UserFile(tmp_path / "user.sqlite").close()
    with ThreadPoolExecutor(4) as threads:
        added = [future.result() for future in [threads.submit(add) for _ in range(4)]]
    assert all(folders == added[0] for folders in added)


def test_what_is_no_folder_is_refused_with_a_sentence(user: UserFile, home: Path) -> None:
    (home / "file.txt").write_text("bees")
    with pytest.raises(WrongUse, match="not a folder"):
        user.add(home / "file.txt")
    with pytest.raises(WrongUse, match="no folder"):
        user.add(home / "nowhere")
    assert user.folders() == []


@pytest.mark.parametrize("name", [b"caf\xe9", b"line\nbreak", b"quote\"'", "🐝".encode(), b"%_*?["])
def test_a_folder_of_any_name_is_kept_as_it_is(user: UserFile, tmp_path: Path, name: bytes) -> None:
    try:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        path.mkdir()
    except (OSError, ValueError):
        pytest.skip("this file system does not take such a name")
    folder = user.add(path)
    assert folder.path == path
    assert user.add(path) == folder
    user.exclude(path / "x.txt")
    assert user.exclusions() == {path / "x.txt"}


def test_what_was_said_is_there_for_the_next_one_who_opens(
    user: UserFile, home: Path, tmp_path: Path
) -> None:
    folder = user.add(home)
    user.exclude(home / "music")
    other = UserFile(tmp_path / "user.sqlite")
    assert other.folders() == [folder]
    assert other.exclusions() == {home / "music"}
    other.close()


# Kept out.


def test_what_is_kept_out_twice_is_let_in_at_once(user: UserFile, home: Path) -> None:
    user.exclude(home / "music")
    user.exclude(home / "music")
    assert user.exclusions() == {home / "music"}
    user.include(home / "music")
    assert user.exclusions() == frozenset()


@pytest.mark.parametrize(
    ("named", "left"),
    [
        ("papers", {"papers old"}),
        ("papers/2024", {"papers old", "papers/a.txt"}),
        ("papers/2024/deep/x.txt", {"papers old", "papers/a.txt"}),
        (".", set[str]()),
        ("music", {"papers", "papers old", "papers/a.txt", "papers/2024"}),
    ],
)
def test_including_lets_in_what_is_at_below_or_above(
    user: UserFile, home: Path, named: str, left: set[str]
) -> None:
    for path in ("papers old", "papers/a.txt", "papers/2024"):
        user.exclude(home / path)
    if named == "music":
        user.exclude(home / "papers")
    user.include(home / named)
    assert user.exclusions() == {home / path for path in left}


# Asked of the writer.


def test_what_another_process_says_is_news_once_and_what_we_say_is_none(
    user: UserFile, home: Path, tmp_path: Path
) -> None:
    user.has_news()
    window = UserFile(tmp_path / "user.sqlite")
    assert not user.has_news()
    window.add(home)
    assert (user.has_news(), user.has_news()) == (True, False)
    user.exclude(home / "music")
    assert not user.has_news()
    window.folders()
    assert not user.has_news()
    window.close()


def test_requests_are_taken_once_and_in_order(user: UserFile, home: Path, tmp_path: Path) -> None:
    window = UserFile(tmp_path / "user.sqlite")
    window.ask("look", home / "b")
    user.ask("look", home / "a")
    assert user.take_requests() == [("look", home / "b"), ("look", home / "a")]
    assert window.take_requests() == []
    window.close()


def test_what_takes_longer_than_a_look_is_asked_until_it_is_withdrawn(user: UserFile, home: Path) -> None:
    user.ask(LOOK, home)
    user.ask_to_forget(home / "music")
    user.ask(REBUILD, Path())
    assert user.take_requests() == [(LOOK, home)]
    assert user.requests() == [(FORGET, home / "music"), (REBUILD, Path())]
    user.withdraw(FORGET, home / "music")
    assert user.requests(FORGET) == []
    assert user.requests(REBUILD) == [(REBUILD, Path())]


def test_what_is_asked_to_be_forgotten_is_kept_out_at_once(user: UserFile, home: Path) -> None:
    user.add(home)
    user.ask_to_forget(home / "music")
    assert user.exclusions() == {home / "music"}
    user.ask_to_forget(home)
    assert user.exclusions() == {home / "music"}, "a folder of the library goes as a whole, with the request"


def test_what_is_let_in_before_it_was_forgotten_stays(user: UserFile, home: Path) -> None:
    user.ask_to_forget(home / "music")
    user.ask_to_forget(home / "papers")
    user.include(home / "music")
    assert user.requests() == [(FORGET, home / "papers")]
