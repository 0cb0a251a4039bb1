"""The list of what could not be read: by reason, with all that can be done, by keyboard and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.errors import Reason
from app.engine.answers import UnreadFile
from app.engine.requests import RetryUnread
from app.gui import desktop
from app.gui.unread_dialog import UnreadDialog
from app.gui.unread_tree import NAME

HOME = Path(Path.cwd().anchor, "home", "ada")
BROKEN = UnreadFile(HOME / "broken.pdf", Reason.DAMAGED, "")
INSIDE = UnreadFile(HOME / "backup.zip", Reason.DAMAGED, "", "notes/a.docx")
LOCKED = UnreadFile(HOME / "taxes" / "locked.pdf", Reason.ENCRYPTED, "")
FILES = (BROKEN, INSIDE, LOCKED)
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[UnreadDialog]:
    made = UnreadDialog()
    qtbot.addWidget(made)
    made.show_files(FILES, {Reason.DAMAGED: 1_002, Reason.ENCRYPTED: 1}, {"hidden": 30})
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def shown(dialog: UnreadDialog) -> dict[str, list[str]]:
    """Reason -> files."""
    model = dialog.tree.model()
    groups = [model.index(row, NAME) for row in range(model.rowCount())]
    return {
        str(group.data()): [str(model.index(row, NAME, group).data()) for row in range(model.rowCount(group))]
        for group in groups
    }


def choose(dialog: UnreadDialog, group: int, file: int | None = None) -> None:
    model = dialog.tree.model()
    index = model.index(group, NAME)
    dialog.tree.setCurrentIndex(index if file is None else model.index(file, NAME, index))


def requests(dialog: UnreadDialog) -> list[RetryUnread]:
    heard: list[RetryUnread] = []
    dialog.retry.connect(heard.append)
    return heard


def button(dialog: UnreadDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == text)


def test_files_stand_below_their_reason_the_most_frequent_one_first(dialog: UnreadDialog) -> None:
    assert shown(dialog) == {
        "Damaged (1,002)": ["broken.pdf", "backup.zip \u203a notes/a.docx"],
        "Needs a password (1)": ["locked.pdf"],
    }
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "1,003 files" in said
    assert "30 hidden" in said


def test_one_file_one_reason_or_all_can_be_tried_again(dialog: UnreadDialog) -> None:
    heard = requests(dialog)
    choose(dialog, 0, 0)
    button(dialog, "Try again").click()
    choose(dialog, 1)
    QTest.keyClick(dialog.tree, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    button(dialog, "Try all again").click()
    assert heard == [RetryUnread(path=BROKEN.path), RetryUnread(Reason.ENCRYPTED), RetryUnread()]


def test_enter_shows_a_file_in_its_folder_and_closes_or_opens_a_reason(
    dialog: UnreadDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    revealed: list[Path] = []
    monkeypatch.setattr(desktop, "reveal", revealed.append)
    choose(dialog, 1, 0)
    QTest.keyClick(dialog.tree, Qt.Key.Key_Return)
    assert revealed == [LOCKED.path]
    choose(dialog, 0)
    QTest.keyClick(dialog.tree, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert not dialog.tree.isExpanded(dialog.tree.model().index(0, NAME))
    assert dialog.isVisible()
    assert revealed == [LOCKED.path]


def test_a_double_click_shows_a_file_in_its_folder(
    dialog: UnreadDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    revealed: list[Path] = []
    monkeypatch.setattr(desktop, "reveal", revealed.append)
    row = dialog.tree.model().index(0, NAME, dialog.tree.model().index(1, NAME))
    place = dialog.tree.visualRect(row).center()
    QTest.mouseClick(dialog.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(dialog.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert revealed == [LOCKED.path]


def test_a_path_is_copied(dialog: UnreadDialog) -> None:
    choose(dialog, 1, 0)
    QTest.keyClick(dialog.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == str(LOCKED.path)
    choose(dialog, 0)
    assert not button(dialog, "Copy path").isEnabled()
    assert button(dialog, "Try again").isEnabled()


def test_a_list_that_changes_keeps_the_place_of_who_reads_it(dialog: UnreadDialog) -> None:
    choose(dialog, 1, 0)
    dialog.tree.collapse(dialog.tree.model().index(0, NAME))
    dialog.show_files((BROKEN, LOCKED), {Reason.DAMAGED: 1, Reason.ENCRYPTED: 1}, {})
    assert dialog.tree.current_file() == LOCKED
    assert not dialog.tree.isExpanded(dialog.tree.model().index(0, NAME))
    assert dialog.tree.isExpanded(dialog.tree.model().index(1, NAME))


def test_a_row_is_told_in_whole_sentences(dialog: UnreadDialog) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    group = dialog.tree.model().index(1, NAME)
    assert group.data(role).startswith("Needs a password 1 file It needs a password.")
    told = dialog.tree.model().index(0, NAME, group).data(role)
    assert "locked.pdf" in told
    assert told.endswith("It needs a password. Save a copy without one to find it.")


def test_where_all_could_be_read_there_is_nothing_to_try(dialog: UnreadDialog) -> None:
    dialog.show_files((), {}, {})
    assert shown(dialog) == {}
    assert not button(dialog, "Try all again").isEnabled()
    assert not button(dialog, "Try again").isEnabled()
    assert "Every file that was looked at could be read." in [
        label.text() for label in dialog.findChildren(QLabel)
    ]
