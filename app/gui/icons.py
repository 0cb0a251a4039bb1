"""Our drawings: lines on a grid of 24, in the colour of what stands beside them."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap

from app.places import resources

SIDES = (16, 20, 24, 32, 40, 48, 64)
"""Pixels that are drawn; what lies between is scaled by Qt."""
UNKNOWN = "unknown"
Group, Role = QPalette.ColorGroup, QPalette.ColorRole


def icon(name: str) -> QIcon:
    """The drawing of this name in the palette's colours, paler where it is disabled."""
    palette = QGuiApplication.palette()
    pale = palette.color(Group.Disabled, Role.WindowText)
    return _icon(name, palette.color(Role.WindowText).rgb(), pale.rgb())


@lru_cache(maxsize=64)
def kind_icon(kind: str, colour: int) -> QIcon:
    """The drawing for a kind of document, in this colour (`QColor.rgb`)."""
    return _icon(kind if (resources() / "icons" / f"{kind}.svg").is_file() else UNKNOWN, colour, colour)


@lru_cache(maxsize=128)
def _icon(name: str, colour: int, disabled: int) -> QIcon:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415  # a library that the first paint need not wait for

    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, rgb in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        tinted = drawing.replace("currentColor", QColor(rgb).name())
        renderer = QSvgRenderer(QByteArray(tinted.encode()))
        for side in SIDES:
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            made.addPixmap(pixmap, mode)
    return made
