"""Hits whose drive is away: grey, told in words, and never asked of the drive."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from app.domain.hit import Results
from app.domain.state import FolderState
from app.engine.answers import Folders
from app.gui.colours import row_colours
from app.gui.hit_delegate import HitDelegate
from app.gui.hit_model import HitModel
from app.gui.query_session import QuerySession
from app.gui.theme import palette
from tests.gui.made_hits import made_hit
from tests.gui.pages import WindowPage

pytestmark = pytest.mark.usefixtures("english")
HERE = made_hit(1, "Herons by the sea", "The way home led along the river.", "river")
AWAY = replace(made_hit(2, "Urban herons", "The way home led along the river.", "river"), away="HOLIDAYS")


def colours(dark: bool, away: bool) -> set[int]:
    """What a row is painted in."""
    model, delegate, option = HitModel(), HitDelegate(), QStyleOptionViewItem()
    model.show([AWAY if away else HERE])
    option.palette, option.state = palette(dark=dark), QStyle.StateFlag.State_Enabled
    option.rect = QRect(0, 0, 500, delegate.sizeHint(option, model.index(0)).height())
    image = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    image.fill(option.palette.color(QPalette.ColorRole.Base))
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0))
    painter.end()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("dark", [False, True])
def test_a_hit_that_is_away_stands_back(qapp: QApplication, dark: bool) -> None:
    known = row_colours(palette(dark=dark))

    def strongest(seen: set[int]) -> int:
        ground = known.ground.lightness()
        return max(abs(QColor(one).lightness() - ground) for one in seen)

    assert strongest(colours(dark, away=True)) < strongest(colours(dark, away=False))
    assert known.mark.rgb() not in colours(dark, away=True)


@pytest.mark.parametrize("appearance", ["Light", "Dark"])
def test_a_drive_that_is_away_is_told_everywhere(
    filled_window: WindowPage,
    screenshot: Callable[[QWidget, str], None],
    appearance: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = filled_window
    page.choose_appearance(appearance)
    page.search("herons")
    page.wait(lambda: page.titles != [])
    session = page.window.findChild(QuerySession)
    assert session is not None
    page.bridge.found.disconnect()
    session.answered.emit(Results((AWAY, HERE), 2))
    page.wait(lambda: page.titles == [AWAY.title, HERE.title])
    page.bridge.folders.emit(
        Folders(
            (
                FolderState(Path("/media/anna/HOLIDAYS"), 12, "unreachable", away=("HOLIDAYS",)),
                FolderState(Path("/home/anna"), 410, "indexed", away=("photos on nas",)),
            )
        )
    )
    page.wait(lambda: page.notice.endswith("HOLIDAYS, photos on nas"))
    monkeypatch.setattr(Path, "exists", lambda _: pytest.fail("the drive was asked"))
    for deed in ("Open", "Show in folder"):
        page.do(deed)
        page.wait(lambda: page.notice == "HOLIDAYS is away: 2.pdf can be opened when it is back.")
    monkeypatch.undo()
    screenshot(page.window, f"away-{appearance.lower()}")
    page.do("Settings")
    dialog = page.window.findChild(QWidget, "settingsDialog")
    assert dialog is not None
    screenshot(dialog, f"away-folders-{appearance.lower()}")
    dialog.close()
