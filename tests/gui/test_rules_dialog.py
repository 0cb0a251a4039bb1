"""What is left out of a folder: typed in the settings, refused with a sentence, and obeyed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.diagnosis import Diagnosis, Finding
from app.domain.state import FolderState
from app.gui import reasons
from app.gui.rule_wording import rule_name, skipped_sentence
from app.gui.rules_dialog import RulesDialog
from app.indexing.ignore import Rule
from tests.gui.pages import WindowPage

Screenshot = Callable[[QWidget, str], None]
FOLDER = Path("/home/me/Documents")
STATE = FolderState(FOLDER, 12, "indexed", rules=("*.log",), skipped={"hidden": 240, "your-rule": 12})


@pytest.fixture
def dialog(qtbot: QtBot) -> RulesDialog:
    made = RulesDialog(STATE)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # qtbot closes it
    qtbot.addWidget(made)
    made.show()
    return made


def part(dialog: QWidget, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def editor(dialog: QWidget) -> QPlainTextEdit:
    found = dialog.findChild(QPlainTextEdit, "rulesEdit")
    assert found is not None
    return found


@pytest.mark.usefixtures("english")
def test_it_says_what_is_passed_over_and_by_which_rule(dialog: RulesDialog) -> None:
    assert part(dialog, "rulesHeading") == "What to leave out of \u201cDocuments\u201d"
    assert part(dialog, "rulesSkipped") == (
        "Passed over so far, files and folders: 12 by your rules, 240 hidden."
    )
    assert skipped_sentence({}) == "Nothing is passed over so far."
    assert editor(dialog).toPlainText() == "*.log"


def test_rules_are_typed_and_confirmed_by_the_keyboard_alone(dialog: RulesDialog) -> None:
    asked: list[tuple[Path, tuple[str, ...]]] = []
    dialog.asked.connect(lambda folder, rules: asked.append((folder, rules)))
    editor(dialog).moveCursor(editor(dialog).textCursor().MoveOperation.End)
    QTest.keyClick(editor(dialog), Qt.Key.Key_Return)
    QTest.keyClicks(editor(dialog), "drafts/")
    QTest.keyClick(editor(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [(FOLDER, ("*.log", "drafts/"))]
    assert dialog.isVisible()
    dialog.take(FolderState(FOLDER, 12, "indexed", rules=("*.log", "drafts/")))
    assert not dialog.isVisible()


def test_what_is_no_rule_is_said_and_nothing_typed_is_lost(dialog: RulesDialog) -> None:
    dialog.refuse("Something else went wrong.")
    assert part(dialog, "rulesTrouble") == ""
    editor(dialog).setPlainText("[a")
    QTest.keyClick(editor(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    dialog.refuse("\u201c[a\u201d is no rule: a bracket is not closed.")
    assert part(dialog, "rulesTrouble").startswith("\u201c[a\u201d is no rule")
    assert editor(dialog).toPlainText() == "[a"
    assert not editor(dialog).isReadOnly()


def test_the_same_rules_are_not_asked_for_again(dialog: RulesDialog) -> None:
    asked: list[object] = []
    dialog.asked.connect(lambda _folder, rules: asked.append(rules))
    editor(dialog).setPlainText("*.log\n\n")
    QTest.keyClick(editor(dialog), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    assert not dialog.isVisible()


def test_tab_leaves_the_text_and_every_control_has_a_name(dialog: RulesDialog) -> None:
    assert editor(dialog).tabChangesFocus()
    for widget in (editor(dialog), *dialog.findChildren(QPushButton)):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name).strip()


def test_every_rule_has_a_name_of_its_own() -> None:
    assert len({rule_name(rule) for rule in Rule}) == len(Rule)
    assert not {rule_name(rule) for rule in Rule} & {str(rule) for rule in Rule} - {"hidden"}
    assert rule_name("no-such-rule") == "no-such-rule"


@pytest.mark.usefixtures("english")
def test_the_answer_about_a_file_names_the_rule_and_where_it_is_written() -> None:
    told = reasons.told(Diagnosis(FOLDER, Finding.SKIPPED, Rule.USER, "*.log", line=2))
    assert told.why == "A rule of yours leaves it out: *.log (rule 2)."
    told = reasons.told(
        Diagnosis(FOLDER, Finding.SKIPPED, Rule.CLEWIGNORE, "*.log", line=3, origin="Projects/.clewignore")
    )
    assert told.why.endswith(": *.log (line 3 of Projects/.clewignore).")
    told = reasons.told(Diagnosis(FOLDER, Finding.RULES, detail="7", left_out="3, 9"))
    assert told.why.endswith("Rules in it: 7. These lines are none: 3, 9.")


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_what_is_left_out_in_the_settings_is_found_no_more(
    filled_window: WindowPage, documents: Path, screenshot: Screenshot, appearance: str
) -> None:
    page = filled_window
    page.choose_appearance(appearance)
    page.search("bees")
    page.wait(lambda: any(hit.path.suffix == ".pdf" for hit in page.hits))
    page.do("Settings")
    folders = page.window.findChild(QListWidget, "folders")
    assert folders is not None
    folders.setCurrentRow(0)
    screenshot(folders.window(), f"settings-folders-{appearance.lower()}")

    def submit(text: str) -> RulesDialog:
        if page.window.findChild(RulesDialog) is None:
            page.button("leaveOut").click()
        dialog = page.window.findChild(RulesDialog)
        assert dialog is not None
        editor(dialog).setPlainText(text)
        page.click("confirmRules")
        return dialog

    refused = submit("*.pdf\n[a")
    page.wait(lambda: part(refused, "rulesTrouble") != "")
    screenshot(refused, f"rules-{appearance.lower()}")
    submit("*.pdf\n")
    page.wait(lambda: page.window.findChild(RulesDialog) is None)
    page.wait(lambda: not any(hit.path.suffix == ".pdf" for hit in page.hits) and len(page.hits) > 0)
    submit("")
    page.wait(lambda: any(hit.path.suffix == ".pdf" for hit in page.hits))
    page.wait_until_settled()
    for dialog in page.window.findChildren(QDialog):
        dialog.close()
