"""Finding what is similar in the window: to a hit, to a file, to a stretch of text; and the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QToolButton, QWidget

from app.gui.preview import Preview
from app.gui.similar_bar import SimilarBar
from tests.gui.pages import WindowPage

BEES, HERONS = (
    "How bees find their way home",
    "Nest height and breeding success of grey herons in three city parks",
)
PIGEONS, NAVIGATOR = "Homing pigeons", "Messages in the dark"


@pytest.fixture
def page(filled_window: WindowPage) -> WindowPage:
    """A window that shows hits for a query, the bees first."""
    filled_window.search("how do bees find their way home")
    filled_window.wait(lambda: filled_window.titles[:1] == [BEES])
    return filled_window


def bar(page: WindowPage) -> SimilarBar:
    found = page.window.findChild(SimilarBar)
    assert found is not None
    return found


def wait_for_similar(page: WindowPage, name: str) -> None:
    page.wait(lambda: bar(page).sentence == f"Similar to “{name}”")


def entry(page: WindowPage) -> QAction:
    """The last entry of the preview's context menu."""
    preview = page.window.findChild(Preview)
    assert preview is not None
    return preview.text_menu().actions()[-1]


def go_back(page: WindowPage) -> None:
    back = page.window.findChild(QToolButton, "backToSearch")
    assert back is not None
    assert back.accessibleName() == "Back to the search"
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    page.wait(lambda: page.titles[:1] == [BEES])


def test_what_is_similar_to_a_hit_is_shown_and_escape_leads_back(page: WindowPage) -> None:
    before = page.titles
    page.do("Find similar")
    wait_for_similar(page, BEES)
    assert BEES not in page.titles
    assert {PIGEONS, NAVIGATOR} <= set(page.titles[:3])
    assert page.field.text() == "how do bees find their way home"
    hit = page.current_hit
    assert hit is not None
    tip = page.hit_model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert hit.most_alike
    assert tip.endswith(f"Most alike to: {hit.most_alike}")
    page.wait(lambda: hit.passages[0].text in page.marked[:1])
    page.press(Qt.Key.Key_Escape)
    page.wait(lambda: page.titles[:1] == [BEES])
    assert page.titles == before
    assert bar(page).sentence == ""
    assert page.field.text() == "how do bees find their way home"


def test_the_button_of_the_bar_leads_back_and_one_can_go_on_from_hit_to_hit(page: WindowPage) -> None:
    page.do("Find similar")
    wait_for_similar(page, BEES)
    first = page.titles[0]
    page.do("Find similar")
    wait_for_similar(page, first)
    assert BEES in page.titles
    go_back(page)


def test_other_words_lead_back_to_the_search(page: WindowPage) -> None:
    page.do("Find similar")
    wait_for_similar(page, BEES)
    page.search("herons")
    page.wait_for_titles(HERONS)
    assert bar(page).sentence == ""


def test_labels_narrow_what_is_similar(page: WindowPage) -> None:
    page.do("Find similar")
    wait_for_similar(page, BEES)
    page.choose_label("kind", "pdf")
    page.wait(lambda: {hit.kind for hit in page.hits} == {"pdf"})
    assert bar(page).sentence == f"Similar to “{BEES}”"
    page.do("Clear search and filters")
    page.wait(lambda: page.headline == "What are you looking for?")
    assert bar(page).sentence == ""


def test_a_file_that_is_dropped_can_be_compared(page: WindowPage, tmp_path: Path) -> None:
    letter = tmp_path / "letter.md"
    letter.write_text("# Pigeons\n\nHow a homing pigeon finds its loft by the sun.\n")
    page.drop(letter)
    page.wait(lambda: page.button("findSimilar").isVisible())
    page.click("findSimilar")
    wait_for_similar(page, "letter.md")
    assert page.titles[0] == PIGEONS


def test_a_folder_that_is_dropped_cannot(page: WindowPage, documents: Path) -> None:
    page.drop(documents / "Study")
    page.wait(lambda: page.answer() != "")
    assert not page.button("findSimilar").isVisible()


def test_a_file_that_cannot_be_read_is_told_calmly(page: WindowPage, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    page.drop(broken)
    page.click("findSimilar")
    page.wait(lambda: "broken.pdf" in page.notice)
    page.wait(lambda: page.headline == "Nothing similar found")
    go_back(page)


def test_what_is_similar_to_selected_text(page: WindowPage) -> None:
    page.wait(lambda: "bees" in page.preview_text)
    assert (entry(page).text(), entry(page).isEnabled()) == ("Find similar to the selection", False)
    text = page.window.findChild(QPlainTextEdit, "previewText")
    assert text is not None
    assert text.find("dance")
    cursor = text.textCursor()
    cursor.select(cursor.SelectionType.BlockUnderCursor)
    text.setTextCursor(cursor)
    selected = " ".join(cursor.selection().toPlainText().split())
    entry(page).trigger()
    page.wait(lambda: bar(page).sentence.startswith("Similar to “"))
    assert selected[:40] in bar(page).sentence
    assert page.titles[0] == BEES, "the document that holds it is the first"


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_how_it_looks(
    page: WindowPage, screenshot: Callable[[QWidget, str], None], tmp_path: Path, appearance: str
) -> None:
    page.choose_appearance(appearance)
    page.do("Find similar")
    wait_for_similar(page, BEES)
    hit = page.current_hit
    assert hit is not None
    page.wait(lambda: hit.passages[0].text in page.marked[:1])
    screenshot(page.window, f"similar-{appearance.lower()}")
    page.drop(hit.path)
    page.wait(lambda: page.answer() != "")
    for dialog in page.window.findChildren(QWidget, "doctorDialog"):
        screenshot(dialog, f"similar-drop-{appearance.lower()}")
        dialog.close()
