"""Dates are chosen by dragging, by clicks and by keys, and the text is told once they are chosen."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.query_language.dates import Days
from app.gui.date_histogram import NEVER, DateHistogram

pytestmark = pytest.mark.usefixtures("english")
DATES = (("2015-05", 4), ("2017-03", 20), ("2018-01", 9), ("2019-12", 34), ("2024-07", 16))
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(qtbot: QtBot) -> DateHistogram:
    made = DateHistogram()
    qtbot.addWidget(made)
    made.resize(214, made.sizeHint().height())
    made.show_dates(DATES)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(shown: DateHistogram) -> list[Days]:
    heard: list[Days] = []
    shown.chosen.connect(heard.append)
    return heard


def years(first: int, last: int) -> Days:
    return date(first, 1, 1), date(last, 12, 31)


def middle(shown: DateHistogram, year: int) -> QPoint:
    return shown.column(year - 2015).center().toPoint()


def edge(shown: DateHistogram, year: int) -> QPoint:
    """Where a year begins."""
    column = shown.column(year - 2015)
    return QPoint(round(column.left()), round(column.center().y()))


def drag(shown: DateHistogram, start: QPoint, *places: QPoint) -> None:
    QTest.mousePress(shown, LEFT, pos=start)
    for place in places:
        QTest.mouseMove(shown, place)
    QTest.mouseRelease(shown, LEFT, pos=places[-1])


def click(shown: DateHistogram, year: int) -> None:
    QTest.mouseClick(shown, LEFT, pos=middle(shown, year))


def name(shown: DateHistogram) -> str:
    return QAccessible.queryAccessibleInterface(shown).text(QAccessible.Text.Name)


# With the mouse.


def test_a_drag_over_bars_chooses_them_in_either_direction(shown: DateHistogram, told: list[Days]) -> None:
    drag(shown, middle(shown, 2017), middle(shown, 2018), middle(shown, 2020))
    assert told == [years(2017, 2020)]
    drag(shown, middle(shown, 2024), middle(shown, 2022))
    assert told[1:] == [years(2022, 2024)]


def test_nobody_is_told_before_the_mouse_is_let_go(shown: DateHistogram, told: list[Days]) -> None:
    QTest.mousePress(shown, LEFT, pos=middle(shown, 2017))
    QTest.mouseMove(shown, middle(shown, 2019))
    assert told == []
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    QTest.mouseRelease(shown, LEFT, pos=middle(shown, 2019))
    assert told == []
    assert shown.days == ()


def test_what_is_dragged_beyond_the_bars_ends_with_them(shown: DateHistogram, told: list[Days]) -> None:
    drag(shown, middle(shown, 2018), QPoint(-90, 10))
    drag(shown, middle(shown, 2022), QPoint(900, 10))
    assert told == [years(2015, 2018), years(2022, 2024)]


def test_an_end_is_dragged_and_the_other_stays_as_it_was_written(
    shown: DateHistogram, told: list[Days]
) -> None:
    shown.show_chosen(((date(2016, 5, 17), date(2019, 12, 31)),))
    drag(shown, edge(shown, 2020), edge(shown, 2022))
    drag(shown, edge(shown, 2022), edge(shown, 2010))
    assert told == [(date(2016, 5, 17), date(2021, 12, 31)), (date(2016, 5, 17), date(2016, 12, 31))]
    shown.show_chosen((years(2017, 2019),))
    drag(shown, edge(shown, 2017), edge(shown, 2016))
    drag(shown, edge(shown, 2016), edge(shown, 2023))
    assert told[2:] == [years(2016, 2019), years(2019, 2019)]


def test_an_open_end_stays_open_while_the_other_is_dragged(shown: DateHistogram, told: list[Days]) -> None:
    shown.show_chosen(((date(2017, 1, 1), None),))
    drag(shown, edge(shown, 2017), edge(shown, 2019))
    assert told == [(date(2019, 1, 1), None)]


def test_a_click_chooses_a_bar_and_another_click_gives_it_up(shown: DateHistogram, told: list[Days]) -> None:
    click(shown, 2017)
    click(shown, 2019)
    click(shown, 2019)
    assert told == [years(2017, 2017), years(2019, 2019), NEVER]


def test_answers_that_come_while_the_mouse_drags_wait(shown: DateHistogram, told: list[Days]) -> None:
    QTest.mousePress(shown, LEFT, pos=middle(shown, 2017))
    QTest.mouseMove(shown, middle(shown, 2018))
    shown.show_dates((("1990-01", 1), ("2024-01", 1)))
    QTest.mouseMove(shown, middle(shown, 2016))
    QTest.mouseMove(shown, middle(shown, 2018))
    QTest.mouseRelease(shown, LEFT, pos=middle(shown, 2018))
    assert told == [years(2017, 2018)]
    assert shown.bins is not None
    assert shown.bins.months[0] == (1990 * 12, 1)


def test_the_mouse_shows_what_it_can_take_hold_of(shown: DateHistogram) -> None:
    shown.show_chosen((years(2017, 2019),))
    QTest.mouseMove(shown, edge(shown, 2017))
    assert shown.cursor().shape() is Qt.CursorShape.SizeHorCursor
    QTest.mouseMove(shown, middle(shown, 2023))
    assert shown.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_tool_tip_says_what_the_bar_below_the_mouse_stands_for(shown: DateHistogram) -> None:
    QTest.mouseMove(shown, middle(shown, 2019))
    assert shown.toolTip() == "2019: 34 documents"
    shown.show_dates((("2019-12", 2), ("2020-01", 7)))
    QTest.mouseMove(shown, shown.column(1).center().toPoint())
    assert shown.toolTip() == "January 2020: 7 documents"


def test_time_runs_to_the_left_where_writing_does(shown: DateHistogram, told: list[Days]) -> None:
    shown.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert middle(shown, 2015).x() > middle(shown, 2024).x()
    drag(shown, middle(shown, 2017), middle(shown, 2018))
    QTest.keyClick(shown, Qt.Key.Key_Left, SHIFT)
    assert told == [years(2017, 2018), years(2017, 2019)]


# What is to be seen.


def is_lit(shown: DateHistogram, year: int) -> bool:
    """Whether the foot of a year's bar is painted in the colour of what is chosen."""
    place = shown.column(year - 2015)
    seen = shown.grab().toImage().pixelColor(round(place.center().x()), round(place.bottom()) - 1)
    return seen == shown.palette().color(QPalette.ColorRole.Accent)


@pytest.mark.parametrize(
    ("chosen", "lit"),
    [
        ((), []),
        ((years(2017, 2018),), [2017, 2018]),
        ((years(2015, 2016), years(2019, 2019)), [2015, 2019]),
        (((date(2018, 1, 1), None),), [2018, 2019, 2024]),
        (((None, None),), [2015, 2017, 2018, 2019, 2024]),
        ((years(1999, 2017),), [2015, 2017]),
        ((years(1999, 2001),), []),
        ((years(2030, 2031),), []),
    ],
)
def test_bars_that_are_chosen_are_lit(shown: DateHistogram, chosen: tuple[Days, ...], lit: list[int]) -> None:
    shown.show_chosen(chosen)
    assert [year for year in range(2015, 2025) if is_lit(shown, year)] == lit


def test_bars_are_lit_while_they_are_dragged_over(shown: DateHistogram) -> None:
    QTest.mousePress(shown, LEFT, pos=middle(shown, 2017))
    QTest.mouseMove(shown, middle(shown, 2018))
    assert is_lit(shown, 2018)
    QTest.mouseMove(shown, middle(shown, 2017))
    assert not is_lit(shown, 2018)
    QTest.mouseRelease(shown, LEFT, pos=middle(shown, 2017))
    assert shown.days == (years(2017, 2017),)


# With the keyboard.


def test_arrows_go_from_bar_to_bar_that_counts_and_shift_stretches(
    shown: DateHistogram, told: list[Days]
) -> None:
    for key, modifiers in (
        (Qt.Key.Key_Left, NONE),
        (Qt.Key.Key_Left, NONE),
        (Qt.Key.Key_Left, SHIFT),
        (Qt.Key.Key_Left, SHIFT),
        (Qt.Key.Key_Right, SHIFT),
        (Qt.Key.Key_End, SHIFT),
        (Qt.Key.Key_Home, NONE),
        (Qt.Key.Key_Delete, NONE),
        (Qt.Key.Key_Right, SHIFT),
    ):
        QTest.keyClick(shown, key, modifiers)
    assert told == [
        years(2024, 2024),
        years(2019, 2019),
        years(2018, 2019),
        years(2017, 2019),
        years(2018, 2019),
        years(2019, 2024),
        years(2015, 2015),
        NEVER,
        years(2015, 2015),
    ]


def test_keys_go_on_from_what_the_text_asks_for(shown: DateHistogram, told: list[Days]) -> None:
    shown.show_chosen(((None, date(2018, 3, 31)),))
    assert told == []
    QTest.keyClick(shown, Qt.Key.Key_Right, SHIFT)
    assert told == [(None, date(2019, 12, 31))]
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert told[1:] == [NEVER]


def test_an_end_of_the_row_is_told_once(shown: DateHistogram, told: list[Days]) -> None:
    for _ in range(3):
        QTest.keyClick(shown, Qt.Key.Key_End)
    assert told == [years(2024, 2024)]


def test_other_keys_are_for_others(shown: DateHistogram, told: list[Days]) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_A):
        QTest.keyClick(shown, key)
    assert told == []


# For those who listen.


def test_a_screen_reader_hears_what_is_chosen_and_how_much_that_is(shown: DateHistogram) -> None:
    seen = QAccessible.queryAccessibleInterface(shown)
    assert seen.role() is QAccessible.Role.Slider
    assert name(shown) == "Dates, all, 83 documents"
    assert seen.text(QAccessible.Text.Description).startswith("Arrow keys choose a bar")
    for chosen, said in (
        ((date(2017, 3, 1), date(2019, 11, 30)), "Dates, from March 2017 to November 2019, 29 documents"),
        (years(2019, 2019), "Dates, 2019, 34 documents"),
        ((date(2019, 12, 5), date(2020, 1, 31)), "Dates, from 12/5/2019 to 1/31/2020"),
        ((date(2018, 1, 1), None), "Dates, since 2018, 59 documents"),
        ((None, date(2018, 3, 31)), "Dates, until March 2018, 33 documents"),
    ):
        shown.show_chosen((chosen,))
        assert name(shown) == said
    shown.show_chosen((years(2017, 2017), years(2019, 2019)))
    assert name(shown) == "Dates, 2017, 2019, 54 documents"


def test_a_screen_reader_can_move_the_slider(shown: DateHistogram, told: list[Days]) -> None:
    assert (shown.minimum(), shown.maximum()) == (0, 9)
    shown.setValue(9)
    assert told == [years(2024, 2024)]
    shown.show_dates((("2023-12", 1), ("2024-01", 7)))
    assert shown.maximum() == 1
    shown.show_dates(DATES)
    shown.show_dates(())
    assert told == [years(2024, 2024)], "other bars are not a choice"
