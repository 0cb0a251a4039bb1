"""Indexing that waits says why; the user can go on at once, and choose when it is to wait."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.settings import Settings
from app.domain.state import Activity, Doing, Hold
from app.engine.answers import Working
from app.engine.requests import GoOn, Request
from app.gui.activity_wording import activity_sentence
from app.gui.settings_dialog import SettingsDialog
from tests.gui.opening import Openings


@pytest.mark.parametrize("hold", list(Hold))
def test_every_reason_has_a_sentence_of_its_own(hold: Hold) -> None:
    sentence = activity_sentence(Activity(Doing.HELD, hold=hold))
    assert sentence.startswith("Waiting: ")
    others = {activity_sentence(Activity(Doing.HELD, hold=other)) for other in Hold}
    assert len(others) == len(Hold)


@pytest.mark.parametrize(
    ("activity", "is_offered"),
    [
        (Activity(Doing.HELD, hold=Hold.BATTERY), True),
        (Activity(Doing.HELD, hold=Hold.FULL_SCREEN), True),
        (Activity(Doing.HELD, hold=Hold.DISK_FULL), False),
        (Activity(Doing.ENCODING, 1, 2), False),
        (Activity(Doing.PAUSED), False),
    ],
)
def test_going_on_is_offered_while_the_user_can_decide_it(
    open_window: Openings, monkeypatch: pytest.MonkeyPatch, activity: Activity, is_offered: bool
) -> None:
    page = open_window()
    page.wait_until_opened()
    asked: list[Request] = []
    monkeypatch.setattr(page.bridge, "ask", asked.append)
    page.bridge.working.emit(Working(activity))
    page.wait(lambda: page.activity == activity_sentence(activity))
    button = page.window.findChild(QToolButton, "goOn")
    assert button is not None
    assert button.isHidden() is not is_offered
    assert page.action("Go on now").isEnabled() is is_offered
    button.click()
    assert asked == ([GoOn()] if is_offered else [])


def test_the_reason_is_read_out_in_full(open_window: Openings) -> None:
    page = open_window()
    page.wait_until_opened()
    page.bridge.working.emit(Working(Activity(Doing.HELD, hold=Hold.BATTERY)))
    page.wait(lambda: "battery" in page.activity)
    label = page.window.findChild(QLabel, "activity")
    assert label is not None
    assert label.toolTip() == page.activity
    assert page.activity == (
        "Waiting: running on battery. Words of files that change are found; their meaning waits."
    )


@pytest.mark.parametrize(
    ("name", "key", "wanted"),
    [
        ("pauseOnBattery", Qt.Key.Key_B, Settings(pause_on_battery=False)),
        ("pauseInFullScreen", Qt.Key.Key_E, Settings(pause_in_full_screen=False)),
        ("pauseOnLoad", Qt.Key.Key_Y, Settings(pause_on_load=False)),
    ],
)
def test_when_to_wait_is_chosen_at_once_with_mouse_or_keys(
    qtbot: QtBot, name: str, key: Qt.Key, wanted: Settings
) -> None:
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    chosen: list[Settings] = []
    dialog.changed.connect(chosen.append)
    dialog.changed.connect(dialog.show_settings)
    dialog.show_settings(Settings())
    with qtbot.waitActive(dialog):
        dialog.show()
    box = dialog.findChild(QCheckBox, name)
    assert box is not None
    assert box.isChecked()
    assert box.toolTip() == box.accessibleDescription() != ""
    box.click()
    assert chosen == [wanted]
    QTest.keyClick(dialog, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: chosen == [wanted, Settings()])


def test_no_two_choices_of_the_settings_share_a_letter(qtbot: QtBot) -> None:
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    texts = [button.text() for button in dialog.findChildren(QAbstractButton)]
    texts += [label.text() for label in dialog.findChildren(QLabel)]
    letters = [QKeySequence.mnemonic(text).toString() for text in texts]
    taken = [letter for letter in letters if letter]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) > 8
