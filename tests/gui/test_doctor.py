"""Why is a file not found? Asked with files dropped on the window; the answer, and what a click on it does."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox

from tests.gui.opening import Openings
from tests.gui.pages import WindowPage


def name(page: WindowPage) -> str:
    label = page.window.findChild(QLabel, "doctorFile")
    assert label is not None
    return label.text()


def buttons(page: WindowPage) -> list[str]:
    """The ways out that are offered."""
    found = page.window.findChildren(QPushButton)
    return [button.objectName() for button in found if button.objectName().startswith("step-")]


def test_a_file_that_is_found_tells_its_rank_for_the_query(
    filled_window: WindowPage, documents: Path
) -> None:
    page = filled_window
    page.search("how do bees find their way home")
    page.wait_for_titles("How bees find their way home")
    page.drop(page.hits[1].path)
    page.wait(lambda: "It is number 2 of " in page.answer())
    assert page.answer().startswith("It is found, by its words and by its meaning.")
    assert "\u201chow do bees find their way home\u201d" in page.answer()
    assert (name(page), buttons(page)) == (page.hits[1].path.name, [])
    assert documents in page.hits[1].path.parents


def test_a_file_that_the_filters_leave_out_is_told_so(filled_window: WindowPage) -> None:
    page = filled_window
    page.search("how do bees find their way home")
    page.wait_for_titles("How bees find their way home")
    best = page.hits[0]
    page.choose_label("kind", "pdf")
    page.wait(lambda: {hit.kind for hit in page.hits} == {"pdf"})
    page.drop(best.path)
    page.wait(lambda: "The filters leave it out; without them it is number 1 of " in page.answer())


def test_a_file_outside_is_found_once_its_folder_is_added(filled_window: WindowPage, tmp_path: Path) -> None:
    page = filled_window
    outside = tmp_path / "elsewhere" / "Quokka.txt"
    outside.parent.mkdir()
    outside.write_text("The quokka is a small wallaby of Rottnest Island.")
    page.drop(outside)
    page.wait(lambda: page.answer().startswith("It lies in none of the folders"))
    page.click("step-add-folder")
    page.click("confirmAdding")
    page.wait(lambda: page.answer().startswith("It is found, by its words and by its meaning."))
    assert buttons(page) == []


def test_a_folder_that_is_dropped_can_be_added(filled_window: WindowPage, tmp_path: Path) -> None:
    page = filled_window
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "Quokka.txt").write_text("The quokka is a small wallaby of Rottnest Island.")
    page.drop(folder)
    page.click("confirmAdding")
    page.search("quokka")
    page.wait_for_titles("Quokka")
    page.drop(folder)  # now it is searched, and dropping it is a question
    page.wait(lambda: page.answer() == "This folder is searched. Found in it: 1 document.")


def test_a_file_that_could_not_be_read_says_why_and_can_be_tried_again(
    filled_window: WindowPage, documents: Path
) -> None:
    page = filled_window
    broken = documents / "broken.txt"
    broken.write_bytes(b"\x00\x01\x02" * 100)
    page.wait(lambda: page.says_unread)
    page.drop(broken, documents / ".hidden.txt")
    page.wait(lambda: "step-try-again" in buttons(page))
    broken.write_bytes(b"")
    page.click("step-try-again")
    page.wait(lambda: page.answer().startswith("It holds no text."))
    page.click("nextFile")
    page.wait(lambda: name(page) == ".hidden.txt")
    page.wait(lambda: page.answer() == "There is no such file any more.")


def test_while_indexing_rests_the_way_out_is_to_go_on(filled_window: WindowPage, documents: Path) -> None:
    page = filled_window
    page.do("Pause indexing")
    page.wait(lambda: page.activity == "Paused")
    (documents / "Quokka.txt").write_text("The quokka is a small wallaby of Rottnest Island.")
    page.drop(documents / "Quokka.txt")
    page.wait(lambda: page.answer().startswith("It has not been read yet."))
    page.click("step-go-on")
    page.wait(lambda: page.answer().startswith("It is found, by its words and by its meaning."))


def test_a_file_over_the_limit_leads_to_the_limit(filled_window: WindowPage, documents: Path) -> None:
    page = filled_window
    limit = page.window.findChild(QSpinBox, "largestFile")
    assert limit is not None
    limit.setValue(1)
    large = documents / "large.txt"
    large.write_text("bees " * 300_000)
    page.wait(lambda: page.says_unread)
    page.drop(large)
    page.wait(lambda: buttons(page) == ["step-settings", "step-try-again"])
    assert page.answer().startswith("It is larger than 1 MB.")
    page.click("step-settings")
    page.wait(limit.isVisible)
    limit.setValue(2)
    page.wait(lambda: not page.says_unread)
    limit.window().close()


def test_the_menu_asks_for_a_file_first(filled_window: WindowPage) -> None:
    page = filled_window
    page.do("Why is a file not found?")
    page.wait(lambda: name(page) == "Choose a file, or drop it here")
    assert page.button("chooseFile").isVisible()
    assert not page.button("nextFile").isVisible()


@pytest.mark.parametrize("dropped", ["file", "folder"])
def test_the_first_page_takes_what_is_dropped(open_window: Openings, documents: Path, dropped: str) -> None:
    page = open_window()
    page.wait_until_opened()
    page.drop(documents if dropped == "folder" else next(documents.rglob("*.txt")))
    if dropped == "file":
        page.wait(lambda: buttons(page) == ["step-add-folder"])
        page.click("step-add-folder")
    page.click("confirmAdding")
    page.wait(lambda: not page.is_welcome)
