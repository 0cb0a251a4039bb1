"""What was searched for is offered again; what is saved has a name; what is erased is gone."""

from collections.abc import Callable
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QMessageBox,
    QPushButton,
    QWidget,
)

from app.catalogue.user import UserFile
from app.domain.searches import KnownSearches, SavedSearch
from app.engine.answers import Searches
from app.gui import searches_presenter
from app.gui.save_search_dialog import SaveSearchDialog
from app.gui.saved_searches_dialog import SavedSearchesDialog
from app.gui.searches_popup import SearchesPopup
from app.gui.settings_dialog import SettingsDialog
from tests.gui.opening import Openings
from tests.gui.pages import WindowPage

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
KNOWN = KnownSearches(
    (SavedSearch("Insects", "how do bees navigate"),), ("boiler pressure", "Bees", "how do bees navigate")
)


def popup(page: WindowPage) -> SearchesPopup:
    found = page.window.findChild(SearchesPopup)
    assert found is not None
    return found


def offered(page: WindowPage) -> list[str]:
    rows = popup(page)
    return [rows.item(row).text() for row in range(rows.count())] if rows.isVisible() else []


def current(page: WindowPage) -> str:
    item = popup(page).currentItem()
    return item.text() if item is not None else ""


def saved(page: WindowPage) -> list[QAction]:
    """The saved searches, as the menu lists them."""
    menu = page.window.findChild(QMenu, "savedMenu")
    assert menu is not None
    return [action for action in menu.actions() if action.data()]


def kept(open_window: Openings) -> tuple[str, ...]:
    """What the library itself knows."""
    with closing(UserFile(open_window.data / "user.sqlite")) as user:
        return user.history.recent()


@pytest.fixture
def page(filled_window: WindowPage) -> WindowPage:
    """A window whose user searched for three things, and meant them."""
    for text in ("boiler", "bees dance", "invoice"):
        filled_window.search(text)
        filled_window.wait(lambda text=text: len(filled_window.titles) > 0)  # type: ignore[misc]
        filled_window.hit_list.pressed.emit(filled_window.hit_model.index(0, 0))
    filled_window.wait(lambda: popup(filled_window)._known.recent == ("invoice", "bees dance", "boiler"))
    filled_window.field.clear()
    return filled_window


# The list below the field.


def test_the_arrow_key_in_an_empty_field_offers_the_newest_first(page: WindowPage) -> None:
    page.press(Qt.Key.Key_Down)
    assert offered(page) == ["invoice", "bees dance", "boiler"]
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    assert current(page) == "bees dance"
    page.press(Qt.Key.Key_Return)
    assert (page.field.text(), offered(page)) == ("bees dance", [])
    page.wait_for_titles("How bees find their way home")


def test_while_hits_are_shown_the_arrows_are_theirs(page: WindowPage) -> None:
    page.enter("bees")
    page.wait(lambda: len(page.titles) > 1)
    before = page.current_hit
    page.press(Qt.Key.Key_Down)
    assert offered(page) == []
    assert page.current_hit != before
    page.press(Qt.Key.Key_Down, ALT)
    assert len(offered(page)) == 3
    page.press(Qt.Key.Key_Escape)
    assert (offered(page), page.field.text()) == ([], "bees")


def test_what_is_typed_chooses_among_the_offers(page: WindowPage) -> None:
    page.do("Recent searches")
    page.enter("bo")
    assert offered(page) == ["boiler"]
    page.enter("xyz")
    assert offered(page) == []


def test_a_click_into_the_empty_field_offers_until_a_letter_is_typed(page: WindowPage) -> None:
    QTest.mouseClick(page.field, Qt.MouseButton.LeftButton)
    assert len(offered(page)) == 3
    page.enter("b")
    assert offered(page) == []


def test_an_offer_is_taken_by_a_click_and_the_list_goes_with_the_focus(page: WindowPage) -> None:
    page.do("Recent searches")
    rows = popup(page)
    place = rows.visualItemRect(rows.item(2)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.field.text() == "boiler"
    page.wait(lambda: len(page.titles) > 0)
    page.do("Recent searches")
    assert offered(page) != []
    page.hit_list.setFocus()
    assert offered(page) == []


def test_a_single_search_is_removed_by_its_key(page: WindowPage, open_window: Openings) -> None:
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Delete)
    page.wait(lambda: offered(page) == ["bees dance", "boiler"])
    assert kept(open_window) == ("bees dance", "boiler")
    assert current(page) == "bees dance"


# What is kept.


def test_letters_alone_are_not_kept_and_enter_is(filled_window: WindowPage, open_window: Openings) -> None:
    page = filled_window
    page.search("bee")
    page.wait(lambda: len(page.titles) > 0)
    page.search("boiler")
    page.wait(lambda: len(page.titles) > 0)
    page.field.returnPressed.emit()
    page.wait(lambda: kept(open_window) != ())
    assert kept(open_window) == ("boiler",)


def test_who_looks_at_hits_for_a_while_means_it_and_who_types_on_meant_more(
    open_window: Openings, filled_window: WindowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled_window
    presenter = page.window.findChild(searches_presenter.SearchesPresenter)
    assert presenter is not None
    presenter._rest.setInterval(0)
    monkeypatch.setattr(page.window, "isActiveWindow", lambda: True)
    page.search("bees")
    page.wait(lambda: len(page.titles) > 0)
    presenter._rest.start()
    page.wait(lambda: kept(open_window) == ("bees",))
    page.enter(" dance")
    page.wait(lambda: len(page.titles) > 0)
    presenter._rest.start()
    page.wait(lambda: kept(open_window) == ("bees dance",))


def test_switched_off_nothing_is_kept_and_what_was_there_is_gone(
    page: WindowPage, open_window: Openings
) -> None:
    page.do("Settings")
    box = page.window.findChild(QCheckBox, "keepHistory")
    assert box is not None
    box.click()
    page.wait(lambda: kept(open_window) == ())
    settings = page.window.findChild(SettingsDialog)
    assert settings is not None
    settings.close()
    page.enter("boiler")
    page.wait(lambda: len(page.titles) > 0)
    page.field.returnPressed.emit()
    page.field.clear()
    page.press(Qt.Key.Key_Down)
    assert offered(page) == []


def test_the_history_is_erased_when_that_was_meant(page: WindowPage, open_window: Openings) -> None:
    page.do("Erase the history of searches")
    box = page.window.findChild(QMessageBox, "eraseQuestion")
    assert box is not None
    box.reject()
    assert len(kept(open_window)) == 3
    page.do("Erase the history of searches")
    buttons = page.window.findChildren(QPushButton, "confirmErasing")
    buttons[-1].click()
    page.wait(lambda: kept(open_window) == ())


# What is saved.


def test_a_search_is_saved_listed_renamed_and_removed(page: WindowPage) -> None:
    page.enter("how do bees find their way home")
    page.do("Save this search")
    dialog = page.window.findChild(SaveSearchDialog)
    name = page.window.findChild(QLineEdit, "searchName")
    assert dialog is not None
    assert name is not None
    assert name.text() == "how do bees find their way home"
    QTest.keyClicks(name, "Bees & home")
    page.click("confirmSaving")
    page.field.clear()
    page.wait(lambda: "Bees && home" in [action.text() for action in saved(page)])
    saved(page)[0].trigger()
    assert page.field.text() == "how do bees find their way home"
    page.do("Recent searches")
    assert offered(page)[0].startswith("Bees & home")
    page.press(Qt.Key.Key_Escape)

    page.do("Rename or remove")
    manage = page.window.findChild(SavedSearchesDialog)
    rows = page.window.findChild(QListWidget, "savedSearches")
    assert manage is not None
    assert rows is not None
    page.click("renameSearch")
    line = rows.findChild(QLineEdit)
    assert line is not None
    line.setText("Insects")
    QTest.keyClick(line, Qt.Key.Key_Return)
    page.wait(lambda: "Insects" in [action.text() for action in saved(page)])
    page.click("removeSearch")
    page.wait(lambda: rows.count() == 0)
    manage.close()


def test_a_name_that_is_taken_is_taken_over_and_the_button_says_so(page: WindowPage) -> None:
    for text in ("boiler", "invoice"):
        page.field.setText(text)
        page.do("Save this search")
        name = page.window.findChildren(QLineEdit, "searchName")[-1]
        name.setText("Home")
        wanted = "&Save" if text == "boiler" else "&Replace"
        assert page.window.findChildren(QPushButton, "confirmSaving")[-1].text() == wanted
        page.window.findChildren(QPushButton, "confirmSaving")[-1].click()
        page.wait(lambda text=text: [s.text for s in popup(page)._known.saved] == [text])  # type: ignore[misc]
    saved(page)[0].trigger()
    page.wait(lambda: page.field.text() == "invoice")


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_the_lists_are_painted(
    page: WindowPage, screenshot: Callable[[QWidget, str], None], appearance: str
) -> None:
    name = appearance.lower()
    page.choose_appearance(appearance)
    long = "everything about the insurance of the house that was written before the flood " * 3
    page.bridge.searches.emit(Searches(KnownSearches(KNOWN.saved, (long, *KNOWN.recent))))
    page.press(Qt.Key.Key_Down)
    page.press(Qt.Key.Key_Down)
    screenshot(page.window, f"searches-{name}")
    page.press(Qt.Key.Key_Escape)
    page.field.setText("boiler pressure")
    page.do("Save this search")
    screenshot(page.window.findChildren(SaveSearchDialog)[-1], f"save-search-{name}")
    page.click("cancelSaving")
    page.do("Rename or remove")
    manage = page.window.findChild(SavedSearchesDialog)
    assert manage is not None
    screenshot(manage, f"saved-searches-{name}")
    manage.close()
