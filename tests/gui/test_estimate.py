"""Before folders are added the user sees what that comes to; he need not wait for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.estimate import Estimate, Forecast
from app.engine.answers import Estimated
from app.gui.adding_dialog import AddingDialog
from app.gui.estimate_label import EstimateLabel
from app.gui.estimate_wording import adding_question, estimate_lines, rounded
from app.gui.settings_dialog import SettingsDialog
from app.gui.welcome import Welcome
from tests.gui.opening import Openings
from tests.gui.pages import WindowPage

LARGE = Estimate(
    files=12_340,
    new_files=12_340,
    new_bytes=4_213_000_000,
    forecast=Forecast(
        passages=250_000,
        seconds_until_words=118.0,
        seconds=3_500.0,
        index_bytes=423_400_000,
        needs_recognition=312,
        unreadable=27,
    ),
)


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """A folder beside the library."""
    folder = tmp_path / "more & more"
    folder.mkdir()
    for number in range(3):
        (folder / f"Quokka {number}.txt").write_text(
            f"Quokka {number} is a small wallaby of Rottnest Island."
        )
    return folder


def dialog(page: WindowPage) -> AddingDialog | None:
    return next((d for d in page.window.findChildren(AddingDialog) if d.isVisible()), None)


def estimate(page: WindowPage) -> str:
    opened = dialog(page)
    return opened.estimate.text() if opened else ""


def propose(page: WindowPage, *folders: Path) -> None:
    page.drop(*folders)
    page.wait(lambda: dialog(page) is not None)


def press(page: WindowPage, key: Qt.Key) -> None:
    """Press a key in the dialog, wherever the focus is."""
    opened = dialog(page)
    assert opened is not None
    QTest.keyClick(opened, key)


# In sentences.


@pytest.mark.usefixtures("english")
def test_figures_are_said_in_calm_sentences() -> None:
    assert estimate_lines(LARGE, final=True, recognises=False) == [
        "12,340 files, 4.2 GB.",
        "Found by word in about 2 minutes, by meaning in about 60 minutes.",
        "The index takes about 420 MB.",
        "About 310 pictures or scans: text recognition is off; it can be switched on in the settings.",
        "About 27 files will not be readable; Clew lists them with the reason.",
    ]


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (Estimate(), "There is no file in it that Clew would read."),
        (Estimate(1, 1, 2_000), "1 file, 2.0 kB."),
        (Estimate(40, 0, 0), "40 files, all of them searched already."),
        (Estimate(40, 2, 3_000_000), "2 files (3.0 MB) that are new, of 40 files."),
    ],
)
def test_counts_tell_what_is_new(counts: Estimate, sentence: str) -> None:
    assert estimate_lines(counts, final=True, recognises=False)[0] == sentence


@pytest.mark.usefixtures("english")
def test_what_is_not_known_yet_is_said_to_be_so() -> None:
    assert estimate_lines(Estimate(1_240, 1_240), final=False, recognises=False)[0] == "1,240 files so far …"
    assert estimate_lines(Estimate(4, 4, 10), final=True, recognises=False)[1:] == [
        "The time that it takes cannot be told."
    ]


@pytest.mark.usefixtures("english")
def test_with_recognition_on_pictures_come_afterwards() -> None:
    lines = estimate_lines(LARGE, final=True, recognises=True)
    assert any("recognised afterwards" in line for line in lines)


def test_folders_are_named_where_they_are_few() -> None:
    home = Path("/home/ada")
    assert adding_question([home / "Documents"]) == "Add “Documents”?"
    assert adding_question([home / "Documents", home / "50%1"]) == "Add “Documents” and “50%1”?"
    assert adding_question([home / str(number) for number in range(3)]) == "Add 3 folders?"


@pytest.mark.parametrize(("value", "shown"), [(0, 0), (7, 7), (99, 99), (312, 310), (12_940, 13_000)])
def test_two_digits_are_enough(value: int, shown: int) -> None:
    assert rounded(value) == shown


# In the window.


def test_a_folder_is_added_after_its_estimate_was_seen(filled_window: WindowPage, more: Path) -> None:
    page = filled_window
    propose(page, more)
    page.wait(lambda: "3 files" in estimate(page) and "Found by word" in estimate(page))
    page.click("confirmAdding")
    page.wait(lambda: dialog(page) is None)
    page.search("quokka")
    page.wait_for_titles("Quokka 1")


def test_nobody_has_to_wait_for_the_estimate(filled_window: WindowPage, more: Path) -> None:
    page = filled_window
    propose(page, more)
    press(page, Qt.Key.Key_Return)
    page.wait(lambda: dialog(page) is None)
    page.search("quokka")
    page.wait_for_titles("Quokka 1")


def test_escape_adds_nothing(filled_window: WindowPage, more: Path) -> None:
    page = filled_window
    propose(page, more)
    press(page, Qt.Key.Key_Escape)
    page.wait(lambda: dialog(page) is None)
    settings = page.window.findChild(SettingsDialog)
    assert settings is not None
    page.wait_until_settled()
    page.search("quokka")
    page.wait(lambda: page.headline.startswith("Nothing found"))


def test_a_folder_of_the_settings_is_asked_about_above_them(
    filled_window: WindowPage, more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = filled_window
    monkeypatch.setattr("app.gui.settings_dialog.ask_for_folder", lambda _parent: more)
    page.do("Settings")
    page.click("addFolder")
    page.wait(lambda: dialog(page) is not None)
    page.wait(lambda: "3 files" in estimate(page))
    page.click("confirmAdding")
    settings = page.window.findChild(SettingsDialog)
    assert settings is not None
    settings.close()
    page.search("quokka")
    page.wait_for_titles("Quokka 1")


def test_several_folders_are_one_sum(filled_window: WindowPage, more: Path, tmp_path: Path) -> None:
    page = filled_window
    other = tmp_path / "other"
    other.mkdir()
    (other / "Heron.txt").write_text("The heron stands in the river.")
    propose(page, more, other)
    page.wait(lambda: estimate(page).startswith("4 files,"))
    page.click("cancelAdding")


def test_the_first_page_weighs_what_is_ticked(open_window: Openings, documents: Path, more: Path) -> None:
    page = open_window()
    welcome = page.window.findChild(Welcome)
    assert welcome is not None
    label = welcome.findChild(EstimateLabel)
    assert label is not None
    for folder in (documents, more):
        page.offer(folder)
        page.tick(folder)
    page.wait(lambda: label.text().startswith("20 files,") and "Found by word" in label.text())
    page.tick(more)
    page.wait(lambda: label.text().startswith("17 files,"))
    page.tick(documents)
    page.wait(lambda: label.text() == "")


def test_an_engine_that_was_lost_is_asked_again(filled_window: WindowPage, more: Path) -> None:
    page = filled_window
    propose(page, more)
    page.wait(page.kill_engine)
    page.wait(lambda: "Found by word" in estimate(page))
    page.click("cancelAdding")


def test_the_answer_to_an_older_question_is_not_shown(filled_window: WindowPage, more: Path) -> None:
    page = filled_window
    propose(page, more)
    page.bridge.estimated.emit(Estimated(0, LARGE, final=True))
    assert "12,340" not in estimate(page)
    page.click("cancelAdding")


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_the_estimate_is_painted(
    filled_window: WindowPage, more: Path, screenshot: Callable[[QWidget, str], None], appearance: str
) -> None:
    page = filled_window
    page.choose_appearance(appearance)
    propose(page, more)
    opened = dialog(page)
    assert opened is not None
    screenshot(opened, f"adding-waiting-{appearance.lower()}")
    before = opened.size()
    page.wait(lambda: "Found by word" in estimate(page))
    screenshot(opened, f"adding-small-{appearance.lower()}")
    opened.estimate.show_estimate(LARGE, final=True, recognises=False)
    QApplication.processEvents()
    screenshot(opened, f"adding-{appearance.lower()}")
    assert opened.estimate.height() >= opened.estimate.heightForWidth(opened.estimate.width())
    assert opened.width() == before.width()
    opened.reject()
