"""Every state of the window, painted; `--screenshots DIR` keeps the pictures to be looked at."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.state import Activity, Doing, Hold
from app.engine.answers import Working
from tests.gui.opening import Openings
from tests.gui.pages import WindowPage

Screenshot = Callable[[QWidget, str], None]


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_the_first_page(
    open_window: Openings, documents: Path, screenshot: Screenshot, appearance: str
) -> None:
    page = open_window()
    page.wait_until_opened()
    page.choose_appearance(appearance)
    page.offer(documents)
    page.tick(documents)
    page.wait(lambda: page.sees(documents))
    screenshot(page.window, f"welcome-{appearance.lower()}")


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_every_state_of_a_filled_library(
    filled_window: WindowPage, screenshot: Screenshot, appearance: str
) -> None:
    page = filled_window
    name = appearance.lower()
    page.choose_appearance(appearance)
    screenshot(page.window, f"idle-{name}")
    page.search("how do bees find their way home")
    page.wait(lambda: len(page.titles) > 5)
    page.wait(lambda: page.marked != [])
    screenshot(page.window, f"results-{name}")
    page.choose_label("kind", "pdf")
    page.wait(lambda: {hit.kind for hit in page.hits} == {"pdf"})
    page.wait(lambda: page.current_hit is not None and page.current_hit.passages[0].text in page.marked[:1])
    screenshot(page.window, f"filtered-{name}")
    page.search('"zyzzyva quokka"')
    page.wait(lambda: page.headline.startswith("Nothing found"))
    screenshot(page.window, f"nothing-found-{name}")
    page.bridge.working.emit(Working(Activity(Doing.ENCODING, 12_300, 57_158, 240.0)))
    page.wait(lambda: page.is_progress_shown)
    screenshot(page.window, f"indexing-{name}")
    page.bridge.working.emit(Working(Activity(Doing.HELD, hold=Hold.BATTERY)))
    page.wait(lambda: page.activity.startswith("Waiting"))
    screenshot(page.window, f"waiting-{name}")
    page.do("Settings")
    keep_dialogs(page, screenshot, name)


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_what_could_not_be_read_and_why_a_file_is_not_found(
    filled_window: WindowPage, documents: Path, screenshot: Screenshot, appearance: str
) -> None:
    page = filled_window
    name = appearance.lower()
    page.choose_appearance(appearance)
    for number in range(3):
        (documents / f"broken {number}.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (documents / "empty.txt").touch()
    page.wait(lambda: "4 not read" in page.totals)
    page.search("how do bees find their way home")
    page.wait(lambda: len(page.titles) > 5)
    screenshot(page.window, f"coverage-{name}")
    page.do("Files that could not be read")
    page.wait(lambda: len(page.unread_rows()) == 2)
    keep_dialogs(page, screenshot, name)
    for number, (path, answer) in enumerate(
        (
            (documents / "broken 1.pdf", "It is damaged."),
            (page.hits[2].path, "It is found, by its words"),
            (documents.parent / "Elsewhere.pdf", "It lies in none"),
        )
    ):
        page.drop(path)
        page.wait(lambda answer=answer: page.answer().startswith(answer))  # type: ignore[misc]  # mypy: bound now
        keep_dialogs(page, screenshot, f"{number}-{name}")


def keep_dialogs(page: WindowPage, screenshot: Screenshot, name: str) -> None:
    """Paint the dialogs that are open, and close them."""
    for dialog in page.window.findChildren(QDialog):
        if dialog.isVisible():
            screenshot(dialog, f"{dialog.objectName()}-{name}")
            dialog.close()
