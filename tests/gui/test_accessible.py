"""Every control can be named by a screen reader and reached by the keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.gui.pages import WindowPage

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
QTS_OWN = "qt_"
"""Parts that Qt puts into its widgets are named by Qt."""


def controls(window: QWidget) -> list[QWidget]:
    found = [widget for widget in window.findChildren(QWidget) if isinstance(widget, CONTROLS)]
    found = [widget for widget in found if not widget.isHidden()]  # hidden by itself, not by its window
    return [widget for widget in found if not widget.objectName().startswith(QTS_OWN) and _is_ours(widget)]


def _is_ours(widget: QWidget) -> bool:
    """A list inside a combo box, or the clear button of a line, belongs to its owner."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, CONTROLS):
            return False
        above = above.parentWidget()
    return True


def test_every_control_has_a_name(filled_window: WindowPage, documents: Path) -> None:
    nameless = []
    filled_window.do("Files that could not be read")
    filled_window.drop(documents.parent / "Elsewhere.pdf")
    filled_window.wait(lambda: filled_window.answer().startswith("It lies in none"))
    for widget in controls(filled_window.window):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(QAccessible.Text.Name) if interface is not None else ""
        if not name.strip():
            nameless.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}")
    assert nameless == []
    for dialog in filled_window.window.findChildren(QDialog):
        dialog.close()


def test_no_two_actions_share_a_shortcut(filled_window: WindowPage) -> None:
    taken: dict[str, QAction] = {}
    for action in filled_window.window.actions():
        for shortcut in action.shortcuts():
            keys = shortcut.toString(QKeySequence.SequenceFormat.PortableText)
            assert keys not in taken, f"{keys}: {action.text()} and {taken[keys].text()}"
            taken[keys] = action
    assert {"Ctrl+F", "Ctrl+O", "Ctrl+Shift+C", "Ctrl+Return", "F5"} <= taken.keys()


def test_no_action_is_on_keys_that_a_line_keeps_to_itself(filled_window: WindowPage) -> None:
    of_a_line = {
        QKeySequence(keys) for keys in ("Ctrl+A", "Ctrl+E", "Ctrl+U", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z")
    }
    actions = filled_window.window.findChildren(QAction)
    taken = [
        a.text() for a in actions if a.parent() is not filled_window.field and of_a_line & set(a.shortcuts())
    ]
    assert taken == []


def test_tab_goes_through_every_pane_and_comes_back(filled_window: WindowPage) -> None:
    page = filled_window
    page.search("bees")
    page.wait(lambda: len(page.titles) > 1)
    page.field.setFocus()
    visited: list[str] = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        if visited and focus is page.field:
            break
        visited.append(focus.objectName())
        page.press(Qt.Key.Key_Tab)
    else:
        raise AssertionError(f"Tab does not come back: {visited}")
    assert {"searchField", "hitList", "previewText", "labels-kind"} <= set(visited)


def test_a_hit_is_told_in_one_sentence(filled_window: WindowPage) -> None:
    page = filled_window
    page.search("how do bees find their way home")
    page.wait_for_titles("How bees find their way home")
    told = str(page.hit_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert told.startswith("How bees find their way home")
    assert "Markdown" in told


def test_twice_as_large_letters_cut_nothing_off(filled_window: WindowPage) -> None:
    """Rows grow with their font; lines that cannot grow say all in a tool tip."""
    page = filled_window
    page.search("bees")
    page.wait(lambda: len(page.titles) > 1)
    before = page.hit_list.sizeHintForRow(0)
    font = page.hit_list.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    page.hit_list.setFont(font)
    assert page.hit_list.sizeHintForRow(0) > before * 1.6
