"""The cursor blinks while somebody types, and rests when nobody does."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from app.gui import resting_cursor
from app.gui.resting_cursor import RestingCursor
from tests.integration.program import wait_until

USUAL = 1000


@pytest.fixture
def line(qapp: QGuiApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QLineEdit]:
    monkeypatch.setattr(resting_cursor, "REST_AFTER_SECONDS", 0)
    before = QGuiApplication.styleHints().cursorFlashTime()
    QGuiApplication.styleHints().setCursorFlashTime(USUAL)
    made = QLineEdit()
    RestingCursor(made)
    yield made
    made.deleteLater()
    QGuiApplication.styleHints().setCursorFlashTime(before)


def blinks() -> bool:
    return QGuiApplication.styleHints().cursorFlashTime() == USUAL


def rest(qapp: QGuiApplication) -> None:
    def rests() -> bool:
        qapp.processEvents()
        return not blinks()

    wait_until(rests, "that the cursor rests")


def test_it_rests_when_nobody_types_and_blinks_when_somebody_does(
    line: QLineEdit, qapp: QGuiApplication
) -> None:
    rest(qapp)
    line.setText("bees")
    assert blinks()
    rest(qapp)
    line.selectAll()
    assert blinks()
