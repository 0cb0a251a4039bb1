"""How good the search is here is measured when the user wants to know, and told in calm sentences."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from app.domain.self_check import SelfCheck, Tally
from app.engine.answers import Checked
from app.gui.quality_dialog import QualityDialog
from app.gui.quality_wording import quality_sentences
from tests.gui.pages import WindowPage

CHECKED = SelfCheck(
    passages=200,
    modes={"words": Tally(200, 150, 190), "meaning": Tally(200, 174, 192), "hybrid": Tally(200, 180, 196)},
    languages={"de": {"hybrid": Tally(40, 20, 30)}},
    foreign={"de": 40, "ja": 3},
    waiting=1_200,
    seconds=20.0,
)


def result(page: WindowPage) -> str:
    label = page.window.findChild(QLabel, "qualityResult")
    assert label is not None
    return label.text()


def dialog(page: WindowPage) -> QualityDialog:
    found = page.window.findChild(QualityDialog)
    assert found is not None
    return found


@pytest.mark.usefixtures("english")
def test_figures_are_told_with_what_they_are_worth() -> None:
    assert quality_sentences(CHECKED) == [
        "By words, the right document came first 75 of 100 times (69 to 80); in the first ten 95.",
        "By meaning, the right document came first 87 of 100 times (82 to 91); in the first ten 96.",
        "By both, the right document came first 90 of 100 times (85 to 93); in the first ten 98.",
        "In German, by both: first 50 of 100 times (35 to 65).",
        "What is written in these languages is found by its words alone: German, Japanese.",
        "1,200 passages are not yet found by meaning; measure again when they are.",
    ]


def test_a_small_library_is_told_that_it_is_small() -> None:
    assert quality_sentences(SelfCheck(3, {}))[0].startswith("There is too little to measure yet.")


def test_it_is_measured_while_the_window_is_searched(filled_window: WindowPage) -> None:
    page = filled_window
    page.do("How good is the search here?")
    page.click("measure")
    progress = page.window.findChild(QProgressBar, "qualityProgress")
    assert progress is not None
    page.wait(lambda: progress.value() > 0)
    page.search("bees")
    page.wait_for_titles("How bees find their way home")
    assert progress.isVisible()
    page.bridge.checked.emit(Checked(1, 200, 200, CHECKED))
    assert result(page).startswith("By words, the right document came first")
    assert not progress.isVisible()
    dialog(page).close()


def test_closing_the_dialog_ends_the_measuring(filled_window: WindowPage) -> None:
    page = filled_window
    heard: list[Checked] = []
    page.bridge.checked.connect(heard.append)
    page.do("How good is the search here?")
    page.click("measure")
    page.wait(lambda: heard != [])
    page.click("closeQuality")
    page.do("How good is the search here?")
    assert result(page) == ""
    dialog(page).close()
    page.bridge.checked.emit(Checked(heard[-1].number, 200, 200, CHECKED))
    assert result(page) == ""


def test_an_engine_that_was_lost_is_asked_again(filled_window: WindowPage) -> None:
    page = filled_window
    heard: list[Checked] = []
    page.bridge.checked.connect(heard.append)
    page.do("How good is the search here?")
    page.click("measure")
    page.wait(lambda: heard != [])
    page.wait(page.kill_engine)
    page.wait(lambda: heard[-1].number == 2)
    dialog(page).close()


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_the_quality_is_painted(
    filled_window: WindowPage, screenshot: Callable[[QWidget, str], None], appearance: str
) -> None:
    page = filled_window
    name = appearance.lower()
    page.choose_appearance(appearance)
    page.do("How good is the search here?")
    screenshot(dialog(page), f"quality-{name}")
    dialog(page)._begin()
    dialog(page).show_progress(80, 200)
    screenshot(dialog(page), f"quality-measuring-{name}")
    before = dialog(page).size()
    dialog(page).show_result(quality_sentences(CHECKED))
    screenshot(dialog(page), f"quality-result-{name}")
    assert dialog(page).size() == before
    dialog(page).close()
