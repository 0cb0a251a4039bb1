"""Our drawings, in the colour of the text beside them."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.places import resources

SIZES = (16, 20, 24, 32, 40, 48, 64)
"""Pixels that are drawn; what lies between is scaled by Qt."""
UNKNOWN = "unknown"


def icon(name: str) -> QIcon:
    """The drawing of this name in the palette's colours, paler where it is disabled."""
    palette = QGuiApplication.palette()
    text = palette.color(QPalette.ColorRole.WindowText).name()
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText).name()
    return _icon(name, text, pale)


def kind_icon(kind: str) -> QIcon:
    """The drawing for a kind of document."""
    return icon(kind if (resources() / "icons" / f"{kind}.svg").exists() else UNKNOWN)


@lru_cache(maxsize=256)
def _icon(name: str, text: str, pale: str) -> QIcon:
    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, text), (QIcon.Mode.Disabled, pale)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", QColor(colour).name()).encode()))
        for size in SIZES:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            made.addPixmap(pixmap, mode)
    return made
