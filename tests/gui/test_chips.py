"""What was understood stands below the search field, and mirrors the text and the panel."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.query import Unknown
from app.domain.query_language.parts import Part
from app.domain.query_language.understood import understand
from app.gui.chip import Chip
from app.gui.chip_row import MOST, ChipRow
from tests.gui.pages import WindowPage

pytestmark = pytest.mark.usefixtures("english")
NOW = datetime(2024, 5, 31, 12, tzinfo=UTC)


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[ChipRow]:
    window = QWidget()
    qtbot.addWidget(window)
    made = ChipRow(window)
    window.resize(700, 300)
    made.resize(600, 200)
    window.show()
    qtbot.waitExposed(window)
    yield made
    window.close()


@pytest.fixture
def removed(row: ChipRow) -> list[Part]:
    parts: list[Part] = []
    row.removed.connect(parts.append)
    return parts


def chips(row: QWidget) -> list[Chip]:
    return [chip for chip in row.findChildren(Chip) if not chip.isHidden()]


def texts(row: QWidget) -> list[str]:
    return [chip.text() for chip in chips(row)]


def show(row: ChipRow, typed: str) -> None:
    row.show_understood(understand(typed, NOW))


def test_every_part_that_is_more_than_a_word_has_a_chip(row: ChipRow) -> None:
    show(row, 'how "queen bee" -wasps -"red bee" type:word,pfd in:"Tax 2023" ext:gz name:a author:b lang:de')
    assert texts(row) == [
        "“queen bee”",
        "without wasps",
        "without “red bee”",
        "kind Document",
        "kind Pfd (unknown)",
        "folder Tax 2023",
        "ending .gz",
        "name with a",
        "author b",
        "language German",
    ]
    show(row, "after:2024-05 before:today date:7d -date:2023 -type:pdf")
    assert texts(row) == ["since 2024-05", "before today", "date 7d", "not date 2023", "not kind PDF"]


def test_without_parts_there_is_no_row(row: ChipRow) -> None:
    assert row.isHidden()
    show(row, "type:pdf")
    assert row.isVisible()
    show(row, "plain words")
    assert row.isHidden()


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_Return]
)
def test_a_key_removes_the_part(row: ChipRow, removed: list[Part], key: Qt.Key) -> None:
    show(row, "type:pdf in:x")
    QTest.keyClick(chips(row)[1], key)
    assert [part.value for part in removed] == ["x"]


def test_a_click_removes_the_part(row: ChipRow, removed: list[Part]) -> None:
    show(row, "type:pdf in:x")
    QTest.mouseClick(chips(row)[0], Qt.MouseButton.LeftButton)
    assert [part.value for part in removed] == ["pdf"]


def test_tab_and_arrows_lead_from_chip_to_chip(row: ChipRow) -> None:
    show(row, "type:pdf in:x lang:de")
    row.activateWindow()
    chips(row)[0].setFocus()
    QTest.keyClick(chips(row)[0], Qt.Key.Key_Tab)
    assert chips(row)[1].hasFocus()
    QTest.keyClick(chips(row)[1], Qt.Key.Key_Right)
    assert chips(row)[2].hasFocus()
    QTest.keyClick(chips(row)[2], Qt.Key.Key_Left)
    assert chips(row)[1].hasFocus()


def test_the_keyboard_stays_in_the_row_until_it_is_empty(row: ChipRow, qtbot: QtBot) -> None:
    show(row, "type:pdf in:x")
    row.activateWindow()
    chips(row)[1].setFocus()
    show(row, "type:pdf")
    assert chips(row)[0].hasFocus()
    with qtbot.waitSignal(row.emptied):
        show(row, "")


def test_a_screen_reader_hears_what_a_chip_is_and_what_pressing_it_does(row: ChipRow) -> None:
    show(row, 'type:pdf -in:x "a b" -c type:pfd')
    seen = [QAccessible.queryAccessibleInterface(chip) for chip in chips(row)]
    assert [one.text(QAccessible.Text.Name) for one in seen] == [
        "Filter: kind PDF, remove",
        "Filter: not folder x, remove",
        "“a b”, remove",
        "without c, remove",
        "Filter: kind Pfd (unknown), remove",
    ]
    assert {one.role() for one in seen} == {QAccessible.Role.Button}


def test_what_no_document_has_is_marked_by_a_word(row: ChipRow) -> None:
    show(row, 'lang:klingon in:"No Such" name:bee')
    assert texts(row) == ["language KLINGON", "folder No Such", "name with bee"]
    row.mark_unknown([Unknown("language", "klingon"), Unknown("folder", "no such")])
    assert texts(row) == ["language KLINGON (unknown)", "folder No Such (unknown)", "name with bee"]
    row.mark_unknown([])
    assert "unknown" not in "".join(texts(row))


def test_many_chips_take_several_lines_and_the_rest_is_counted(row: ChipRow) -> None:
    show(row, "in:a")
    one = row.heightForWidth(600)
    show(row, " ".join(f'in:"folder {number}"' for number in range(MOST + 5)))
    assert len(chips(row)) == MOST
    assert row.heightForWidth(600) > 3 * one
    assert row.heightForWidth(300) > row.heightForWidth(600)


# In the window.


@pytest.fixture
def page(filled_window: WindowPage) -> WindowPage:
    return filled_window


def ticked(page: WindowPage, aspect: str) -> frozenset[str]:
    return page.chosen_labels(aspect)


def test_a_typed_filter_is_a_chip_and_a_tick_and_both_go_with_it(page: WindowPage) -> None:
    page.search("home type:pdf")
    assert texts(page.window) == ["kind PDF"]
    page.wait(lambda: {hit.kind for hit in page.hits} == {"pdf"})
    assert ticked(page, "kind") == {"pdf"}
    chips(page.window)[0].click()
    assert page.field.text() == "home"
    assert texts(page.window) == []
    assert ticked(page, "kind") == frozenset()
    page.wait(lambda: len({hit.kind for hit in page.hits}) > 2)


def test_a_ticked_label_stands_in_the_text_and_can_be_taken_back(page: WindowPage) -> None:
    page.search("home")
    page.wait(lambda: len({hit.kind for hit in page.hits}) > 2)
    page.choose_label("kind", "pdf")
    assert page.field.text() == "home type:pdf"
    assert texts(page.window) == ["kind PDF"]
    page.choose_label("kind", "pdf")
    assert page.field.text() == "home"
    page.field.undo()
    assert page.field.text() == "home type:pdf"


def test_clear_filters_leaves_the_words(page: WindowPage) -> None:
    page.search('home -type:pdf name:e "home"')
    page.wait(lambda: bool(page.hits))
    page.click("clearFilters")
    assert page.field.text() == 'home "home"'


def test_a_filter_alone_lists_the_newest_documents(page: WindowPage) -> None:
    page.search("type:pdf")
    page.wait(lambda: {hit.kind for hit in page.hits} == {"pdf"})
    changed = [hit.modified_ns for hit in page.hits]
    assert changed == sorted(changed, reverse=True)


def test_a_filter_on_what_is_unknown_says_so(page: WindowPage) -> None:
    page.search("bees type:pfd")
    page.wait(lambda: page.headline == "Nothing found with these filters")
    assert page.sentence == "No document is of the kind Pfd. Close to it: PDF."
    page.search("bees in:Nowhere")
    page.wait(lambda: page.sentence == "No document lies in a folder Nowhere.")
    assert texts(page.window) == ["folder Nowhere (unknown)"]
