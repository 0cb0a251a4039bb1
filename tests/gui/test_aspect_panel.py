"""The left pane: what can be chosen, how it is told, and that it keeps still while one types."""

from collections.abc import Mapping
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.aspect_group import FEW
from app.gui.aspect_panel import AspectPanel
from app.gui.count_delegate import COUNT_ROLE
from app.gui.date_histogram import DateHistogram

FACETS: Mapping[str, Mapping[str, int]] = {
    "language": {"en": 130, "de": 20},
    "kind": {"pdf": 1_200, "text": 30, "document": 1},
}
DATES = (("2023-05", 9), ("2024-01", 40), ("2025-03", 80))
MANY = {"folder": {f"folder {number:02}": 100 - number for number in range(30)}}
Selections = list[dict[str, frozenset[str]]]


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def panel(qtbot: QtBot) -> AspectPanel:
    made = AspectPanel()
    qtbot.addWidget(made)
    made.resize(240, 500)
    made.show_facets(FACETS, DATES)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(panel: AspectPanel) -> Selections:
    selections: Selections = []
    panel.changed.connect(selections.append)
    return selections


def rows(panel: AspectPanel, aspect: str) -> QListWidget:
    found = panel.findChild(QListWidget, f"labels-{aspect}")
    assert found is not None
    return found


def row(panel: AspectPanel, aspect: str, label: str) -> QListWidgetItem:
    return rows(panel, aspect).item(panel.group(aspect).labels().index(label))


def dates(panel: AspectPanel) -> DateHistogram:
    found = panel.findChild(DateHistogram, "dates")
    assert found is not None
    return found


def button(panel: AspectPanel, name: str) -> QPushButton:
    found = panel.findChild(QPushButton, name)
    assert found is not None
    return found


def click(panel: AspectPanel, aspect: str, label: str) -> None:
    """Click the name of a label, not its box."""
    view = rows(panel, aspect)
    place = view.visualItemRect(row(panel, aspect, label)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def counts(panel: AspectPanel, aspect: str) -> dict[str, int]:
    return {label: row(panel, aspect, label).data(COUNT_ROLE) for label in panel.group(aspect).labels()}


# What is shown.


def test_only_aspects_that_have_labels_are_shown_in_their_order(panel: AspectPanel) -> None:
    kinds = (QListWidget, DateHistogram)
    shown = [view for view in panel.findChildren(QWidget) if isinstance(view, kinds) and view.isVisible()]
    shown.sort(key=lambda view: view.mapTo(panel, view.rect().topLeft()).y())
    assert [view.objectName() for view in shown] == ["labels-kind", "dates", "labels-language"]


def test_the_most_frequent_labels_come_first_(panel: AspectPanel) -> None:
    panel.show_facets({**FACETS, "kind": {"text": 3, "pdf": 9, "document": 5}})
    assert counts(panel, "kind") == {"pdf": 9, "document": 5, "text": 3}
    assert list(counts(panel, "kind")) == ["pdf", "document", "text"]


def test_a_long_group_shows_its_most_frequent_labels_and_the_rest_on_demand(panel: AspectPanel) -> None:
    panel.show_facets(MANY)
    more = button(panel, "more-folder")
    assert len(counts(panel, "folder")) == FEW
    assert (more.text(), more.accessibleName()) == ("Show 22 more", "Folder: Show 22 more")
    more.click()
    assert counts(panel, "folder") == MANY["folder"]
    more.click()
    assert len(counts(panel, "folder")) == FEW
    panel.show_facets(FACETS)
    assert not button(panel, "more-kind").isVisible()


def test_without_labels_there_is_nothing(panel: AspectPanel) -> None:
    panel.show_facets({})
    assert not [view for view in panel.findChildren(QListWidget) if view.isVisible()]
    assert not dates(panel).isVisible()


# What is chosen.


def test_several_labels_of_an_aspect_can_be_chosen_and_given_up(panel: AspectPanel, told: Selections) -> None:
    click(panel, "kind", "pdf")
    click(panel, "kind", "text")
    click(panel, "language", "de")
    click(panel, "kind", "pdf")
    assert told == [
        {"kind": frozenset({"pdf"})},
        {"kind": frozenset({"pdf", "text"})},
        {"kind": frozenset({"pdf", "text"}), "language": frozenset({"de"})},
        {"kind": frozenset({"text"}), "language": frozenset({"de"})},
    ]
    assert panel.selection() == told[-1]


def test_two_quick_clicks_are_two_clicks(panel: AspectPanel, told: Selections) -> None:
    view = rows(panel, "kind")
    place = view.viewport().mapTo(panel, view.visualItemRect(view.item(0)).center())
    QTest.mouseDClick(panel.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [{"kind": frozenset({"pdf"})}, {}]


def test_a_chosen_label_stays_though_it_counts_nothing(panel: AspectPanel) -> None:
    click(panel, "kind", "document")
    panel.show_facets({"kind": {"pdf": 4}})
    assert counts(panel, "kind") == {"pdf": 4, "document": 0}
    panel.show_facets({})
    assert counts(panel, "kind") == {"document": 0}
    assert panel.selection() == {"kind": frozenset({"document"})}
    click(panel, "kind", "document")
    assert counts(panel, "kind") == {}


def test_a_chosen_label_is_not_hidden_among_the_rest(panel: AspectPanel) -> None:
    panel.show_facets(MANY)
    panel.group("folder").choose("folder 29")
    assert list(counts(panel, "folder"))[-1] == "folder 29"
    assert len(counts(panel, "folder")) == FEW + 1


def test_what_the_text_asks_for_is_ticked_without_telling(panel: AspectPanel, told: Selections) -> None:
    days = (date(2023, 1, 1), date(2023, 12, 31))
    panel.show_selection({"kind": frozenset({"pdf"})}, (days,), is_filtered=True)
    assert row(panel, "kind", "pdf").checkState() is Qt.CheckState.Checked
    assert dates(panel).days == (days,)
    panel.show_selection({"kind": frozenset({"text"})}, is_filtered=True)
    assert panel.selection() == {"kind": frozenset({"text"})}
    assert told == []


def test_a_label_typed_in_another_case_is_the_one_that_is_counted(panel: AspectPanel) -> None:
    panel.show_selection({"folder": frozenset({"tax 2023", "NEW"})}, is_filtered=True)
    assert counts(panel, "folder") == {"tax 2023": 0, "NEW": 0}
    panel.show_facets({"folder": {"Tax 2023": 7}})
    assert counts(panel, "folder") == {"Tax 2023": 7, "NEW": 0}
    assert panel.selection() == {"folder": frozenset({"Tax 2023", "NEW"})}


def test_filters_can_be_cleared_as_soon_as_there_are_any(panel: AspectPanel, qtbot: QtBot) -> None:
    clear = button(panel, "clearFilters")
    assert not clear.isVisible()
    panel.show_selection({}, is_filtered=True)
    assert clear.isVisible()
    with qtbot.waitSignal(panel.cleared):
        clear.click()
    panel.show_selection({}, is_filtered=False)
    assert not clear.isVisible()


# With the keyboard, and for those who listen.


def test_tab_leads_from_group_to_group_arrows_within_and_space_ticks(
    panel: AspectPanel, told: Selections
) -> None:
    panel.activateWindow()
    rows(panel, "kind").setFocus()
    QTest.keyClick(rows(panel, "kind"), Qt.Key.Key_Down)
    QTest.keyClick(rows(panel, "kind"), Qt.Key.Key_Space)
    assert told == [{"kind": frozenset({"text"})}]
    QTest.keyClick(rows(panel, "kind"), Qt.Key.Key_Tab)
    assert dates(panel).hasFocus()
    QTest.keyClick(dates(panel), Qt.Key.Key_Tab)
    assert rows(panel, "language").hasFocus()
    QTest.keyClick(rows(panel, "language"), Qt.Key.Key_Space)
    assert told[-1] == {"kind": frozenset({"text"}), "language": frozenset({"en"})}


def test_the_keyboard_stays_on_its_label_while_counts_change(panel: AspectPanel) -> None:
    before = [rows(panel, "kind").item(number) for number in range(3)]
    rows(panel, "kind").setFocus()
    rows(panel, "kind").setCurrentRow(1)
    panel.show_facets({"kind": {"text": 90, "pdf": 4, "document": 1}})
    current = rows(panel, "kind").currentItem()
    assert current is not None
    assert current is row(panel, "kind", "text")
    assert rows(panel, "kind").hasFocus()
    assert [rows(panel, "kind").item(number) for number in range(3)] == before, "no row is made anew"


def test_the_row_that_the_keyboard_reaches_is_brought_into_view(panel: AspectPanel) -> None:
    panel.resize(240, 200)
    view = rows(panel, "language")
    view.setFocus()
    view.setCurrentRow(1)
    place = view.visualItemRect(view.item(1))
    bottom = view.viewport().mapTo(panel, place.bottomLeft()).y()
    assert bottom <= panel.height()


def test_a_screen_reader_finds_labels_with_their_counts_and_whether_they_are_ticked(
    panel: AspectPanel,
) -> None:
    click(panel, "kind", "pdf")
    seen = QAccessible.queryAccessibleInterface(rows(panel, "kind"))
    said = [seen.child(number).text(QAccessible.Text.Name) for number in range(3)]
    assert said == ["PDF, 1,200 documents", "Text, 30 documents", "Document, 1 document"]
    assert seen.child(0).state().checked
    assert not seen.child(1).state().checked


def test_rows_grow_with_the_font(panel: AspectPanel) -> None:
    before = rows(panel, "kind").height()
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    view = rows(panel, "kind")
    assert view.height() > 1.7 * before
    assert view.visualItemRect(view.item(2)).bottom() <= view.height()
