"""Searching in the window: typing, filtering, reading, acting on a hit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from tests.gui.pages import WindowPage

BEES = "How bees find their way home"


class Opener(QObject):
    """Stands for the programs that the desktop opens files with."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opened_files() -> Iterator[list[Path]]:
    """Files that the desktop was asked to open."""
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")  # type: ignore[arg-type]  # bytes, say the stubs; it takes none
    yield opener.opened
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def page(filled_window: WindowPage) -> WindowPage:
    return filled_window


def test_hits_appear_while_typing_and_the_first_is_shown_at_its_passage(page: WindowPage) -> None:
    page.enter("how do bees find")
    page.wait_for_titles(BEES)
    page.enter(" their way home")
    page.wait(lambda: page.titles[:1] == [BEES])
    page.wait(lambda: "bees" in page.preview_text)
    hit = page.current_hit
    assert hit is not None
    page.wait(lambda: {"bees", "home"} <= {word.casefold() for word in page.marked[1:]})
    assert page.marked[0] == hit.passages[0].text, "the passage is tinted"


def test_arrow_keys_in_the_search_field_move_among_the_hits(page: WindowPage) -> None:
    page.search("home")
    page.wait(lambda: len(page.titles) > 2)
    first = page.current_hit
    page.press(Qt.Key.Key_Down)
    second = page.current_hit
    assert first is not None
    assert second is not None
    assert second.document_id != first.document_id
    page.wait(lambda: second.passages[0].text in page.marked[:1])
    page.press(Qt.Key.Key_Up)
    assert page.current_hit == first
    assert page.field.hasFocus(), "typing can go on"


def test_a_chosen_label_narrows_the_hits_and_clearing_brings_them_back(page: WindowPage) -> None:
    page.search("home")
    page.wait(lambda: len({hit.kind for hit in page.hits}) > 2)
    page.choose_label("kind", "pdf")
    page.wait(lambda: {hit.kind for hit in page.hits} == {"pdf"})
    page.choose_label("kind", "document")
    page.wait(lambda: {hit.kind for hit in page.hits} == {"pdf", "document"})
    page.do("Clear search and filters")
    page.wait(lambda: page.headline == "What are you looking for?")
    page.search("home")
    page.wait(lambda: len({hit.kind for hit in page.hits}) > 2)


def test_where_nothing_is_found_the_next_step_is_offered(page: WindowPage) -> None:
    page.search('-bees "zyzzyva quokka"')
    page.wait(lambda: page.headline == "Nothing found")
    page.search("bees")
    page.wait_for_titles(BEES)
    page.search('"boiler" type:markdown')
    page.wait(lambda: page.headline == "Nothing found with these filters")
    page.click("nextStep")
    page.wait(lambda: page.headline == "What are you looking for?")


@pytest.mark.parametrize(
    "typed", ['"', "((((", "\U0001f41d\U0001f41d", "-", "type:", "a" * 9_999, "\u202e\u0000x"]
)
def test_whatever_is_typed_the_window_goes_on(page: WindowPage, typed: str) -> None:
    page.field.setText(typed)
    page.search("bees")
    page.wait_for_titles(BEES)
    assert page.notice == ""


def test_escape_empties_the_field_and_ctrl_f_comes_back_to_it(page: WindowPage) -> None:
    page.search("bees")
    page.wait_for_titles(BEES)
    page.hit_list.setFocus()
    page.do("Search")
    assert page.field.hasFocus()
    page.press(Qt.Key.Key_Escape)
    assert page.field.text() == ""
    page.wait(lambda: not page.titles)


def test_enter_opens_the_document_with_the_users_own_program(
    page: WindowPage, opened_files: list[Path]
) -> None:
    page.search(BEES)
    page.wait(lambda: page.titles[:1] == [BEES])
    page.press(Qt.Key.Key_Return)
    assert [path.name for path in opened_files] == ["How bees find their way home.md"]


def test_the_path_of_a_hit_can_be_copied(page: WindowPage) -> None:
    page.search(BEES)
    page.wait(lambda: page.titles[:1] == [BEES])
    page.do("Copy path")
    hit = page.current_hit
    assert hit is not None
    assert QGuiApplication.clipboard().text() == str(hit.path)


def test_a_hit_whose_file_is_gone_is_told_calmly_and_its_text_still_shown(page: WindowPage) -> None:
    page.do("Pause indexing")
    page.wait(lambda: page.activity == "Paused")
    page.search(BEES)
    page.wait(lambda: page.titles[:1] == [BEES])
    hit = page.current_hit
    assert hit is not None
    hit.path.unlink()
    page.do("Open")
    assert hit.path.name in page.notice
    page.wait(lambda: "bees" in page.preview_text)


def test_without_a_hit_there_is_nothing_to_open(page: WindowPage) -> None:
    assert not page.action("Open").isEnabled()
    page.search("bees")
    page.wait_for_titles(BEES)
    assert page.action("Open").isEnabled()
