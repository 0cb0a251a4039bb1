"""The choice of text recognition, in the settings."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.settings import Settings
from app.gui.settings_dialog import SettingsDialog


def test_recognition_and_its_languages_are_chosen_at_once(qtbot: QtBot) -> None:
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    chosen: list[Settings] = []
    dialog.changed.connect(chosen.append)
    dialog.changed.connect(dialog.show_settings)
    box = dialog.findChild(QCheckBox, "textRecognition")
    languages = dialog.findChild(QLineEdit, "recognitionLanguages")
    assert box is not None
    assert languages is not None
    dialog.show_settings(Settings())
    assert not languages.isEnabled()

    box.click()
    assert languages.isEnabled()
    QTest.keyClicks(languages, 'eng+"deu')
    QTest.keyClick(languages, Qt.Key.Key_Return)
    QTest.keyClick(languages, Qt.Key.Key_Return)
    box.click()

    assert chosen == [
        Settings(text_recognition=True),
        Settings(text_recognition=True, recognition_languages="eng+deu"),
        Settings(text_recognition=False, recognition_languages="eng+deu"),
    ]
