"""The histogram, the chips and the typed text say the same."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.query_language.dates import Days
from app.gui.chip import Chip
from app.gui.date_histogram import DateHistogram
from tests.gui.pages import WindowPage

pytestmark = pytest.mark.usefixtures("english")
YEARS = (2019, 2021, 2022, 2024)
LEFT = Qt.MouseButton.LeftButton


def dates(page: WindowPage) -> DateHistogram:
    found = page.window.findChild(DateHistogram, "dates")
    assert found is not None
    return found


def counts(page: WindowPage) -> tuple[int, ...]:
    bins = dates(page).bins
    return bins.counts if bins is not None and dates(page).isVisible() else ()


def chips(page: WindowPage) -> list[str]:
    return [chip.text() for chip in page.window.findChildren(Chip) if not chip.isHidden()]


def years(first: int, last: int) -> Days:
    return date(first, 1, 1), date(last, 12, 31)


@pytest.fixture
def page(documents: Path, filled_window: WindowPage) -> WindowPage:
    """Notes of four years, twelve years in between."""
    for number, year in enumerate((*YEARS, 2010)):
        note = documents / f"Quokka {number}.txt"
        note.write_text(f"The quokka {number} lives on an island.")
        when = datetime(year, 5, 1 + number).timestamp()  # noqa: DTZ001  # local time is meant
        os.utime(note, (when, when))
    filled_window.search('"quokka"')
    filled_window.wait(lambda: sum(counts(filled_window)) == 5)
    return filled_window


def test_what_is_dragged_stands_in_the_text_and_what_is_typed_is_marked(page: WindowPage) -> None:
    shown = dates(page)
    assert len(counts(page)) == 15
    start, end = (shown.column(year - 2010).center().toPoint() for year in (2021, 2022))
    QTest.mousePress(shown, LEFT, pos=start)
    QTest.mouseMove(shown, end)
    assert page.field.text() == '"quokka"', "nothing is written while the mouse is down"
    QTest.mouseRelease(shown, LEFT, pos=end)
    assert page.field.text() == '"quokka" after:2021 before:2023'
    assert chips(page) == ["\u201cquokka\u201d", "since 2021", "before 2023"]
    page.wait(lambda: len(page.hits) == 2)
    assert sum(counts(page)) == 5, "the other bars still count what they would bring"
    shown.setFocus()
    page.press(Qt.Key.Key_Right)
    assert page.field.text() == '"quokka" date:2024'
    page.wait(lambda: len(page.hits) == 1)
    assert shown.hasFocus()
    page.press(Qt.Key.Key_Delete)
    assert page.field.text() == '"quokka"'
    page.field.undo()
    assert page.field.text() == '"quokka" date:2024'
    assert shown.days == (years(2024, 2024),)
    page.search('"quokka" after:2019-05')
    assert shown.days == ((date(2019, 5, 1), None),)
    page.wait(lambda: len(page.hits) == 4)
    page.click("clearFilters")
    assert not shown.days


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_dates_beside_the_other_filters(
    page: WindowPage, screenshot: Callable[[QWidget, str], None], appearance: str
) -> None:
    page.choose_appearance(appearance)
    page.search("quokka date:2021..2022")
    page.wait(lambda: len(page.hits) == 2 and bool(counts(page)))
    screenshot(page.window, f"dates-{appearance.lower()}")
