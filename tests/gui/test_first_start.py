"""From an empty library to a document that is read, with the real engine behind the window."""

from contextlib import closing
from pathlib import Path

import pytest

from app.catalogue.user import UserFile
from app.places import places
from tests.gui.opening import Openings

BEES = "How bees find their way home"


def test_folders_chosen_on_the_first_page_are_searched_while_they_are_read(
    open_window: Openings, documents: Path
) -> None:
    page = open_window()
    assert page.is_welcome
    page.offer(documents)
    assert not page.button("start").isEnabled(), "nothing is chosen yet"
    page.tick(documents)
    page.click("start")
    assert not page.is_welcome
    page.search("bees")
    page.wait_for_titles(BEES)
    page.wait_until_settled()
    page.wait(lambda: "17" in page.totals)
    page.search("how do insects navigate")
    page.wait_for_titles(BEES, "Messages in the dark")


def test_a_second_start_goes_straight_to_the_library(open_window: Openings, documents: Path) -> None:
    page = open_window()
    page.add(documents)
    page.wait_until_settled()
    page.close()
    page = open_window()
    assert not page.is_welcome
    page.search("bees")
    page.wait_for_titles(BEES)


def test_the_settings_and_the_size_of_the_window_survive_a_restart(
    open_window: Openings, documents: Path
) -> None:
    page = open_window()
    page.add(documents)
    page.wait_until_settled()
    page.window.resize(760, 560)
    page.choose_appearance("Dark")
    page.do("Pause indexing")
    page.wait(lambda: page.activity == "Paused")
    page.close()
    page = open_window()
    page.wait(lambda: page.activity == "Paused")
    assert page.window.size().toTuple() == (760, 560)
    page.wait(lambda: page.is_dark)
    page.choose_appearance("Light")
    page.wait(lambda: not page.is_dark)


def test_a_folder_that_the_command_line_added_ends_the_welcome(
    open_window: Openings, documents: Path, tmp_path: Path
) -> None:
    page = open_window()
    assert page.is_welcome
    with closing(UserFile(places(open_window.data).user)) as user:
        user.add(documents)
    page.wait(lambda: not page.is_welcome)
    page.search("bees")
    page.wait_for_titles(BEES)


@pytest.mark.parametrize("name", ["Ünïcödé 文件", "a & b", "x" * 120])
def test_a_folder_of_any_name_can_be_chosen(open_window: Openings, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "note.txt").write_text("The heron stands in the river.")
    page = open_window()
    page.offer(folder)
    page.tick(folder)
    page.click("start")
    page.search("heron")
    page.wait_for_titles("note")
