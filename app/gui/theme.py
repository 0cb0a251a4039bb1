"""Colours: the system's, or light or dark as the user wishes; changes are followed live."""

import sys

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.domain.settings import Appearance

_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}
Role = QPalette.ColorRole
_LIGHT = {
    Role.Window: "#f6f6f4",
    Role.WindowText: "#1d1d1f",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f1f1ee",
    Role.Text: "#1d1d1f",
    Role.PlaceholderText: "#6b6b70",
    Role.Button: "#ececea",
    Role.ButtonText: "#1d1d1f",
    Role.BrightText: "#b3261e",
    Role.Highlight: "#2f6f62",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#2f6f62",
    Role.Link: "#1f6b5d",
    Role.LinkVisited: "#1f6b5d",
    Role.ToolTipBase: "#ffffff",
    Role.ToolTipText: "#1d1d1f",
    Role.Light: "#ffffff",
    Role.Midlight: "#e6e6e3",
    Role.Mid: "#c9c9c5",
    Role.Dark: "#a3a3a0",
    Role.Shadow: "#6f6f6c",
}
_DARK = {
    Role.Window: "#1f2021",
    Role.WindowText: "#ececec",
    Role.Base: "#18191a",
    Role.AlternateBase: "#232425",
    Role.Text: "#ececec",
    Role.PlaceholderText: "#9a9a9e",
    Role.Button: "#2c2d2f",
    Role.ButtonText: "#ececec",
    Role.BrightText: "#ffb4ab",
    Role.Highlight: "#3d8575",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#63b8a5",
    Role.Link: "#7ccbb9",
    Role.LinkVisited: "#7ccbb9",
    Role.ToolTipBase: "#2c2d2f",
    Role.ToolTipText: "#ececec",
    Role.Light: "#3a3b3d",
    Role.Midlight: "#303133",
    Role.Mid: "#45464a",
    Role.Dark: "#101112",
    Role.Shadow: "#000000",
}


class Theme(QObject):
    """Dresses the application."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._appearance = Appearance.SYSTEM
        self._is_native = sys.platform in {"win32", "darwin"}  # Qt's wheel has no native style elsewhere
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def is_dark(self) -> bool:
        """Whether light letters stand on dark ground."""
        return self._application.palette().color(Role.Window).lightnessF() < 0.5

    def wear(self, appearance: Appearance) -> None:
        """Follow the system, or stay light or dark."""
        if appearance is not self._appearance:
            self._appearance = appearance
            QGuiApplication.styleHints().setColorScheme(_SCHEMES[appearance])
            self._dress()

    @Slot()
    def _dress(self) -> None:
        """Set our palette where the platform brings no style of its own."""
        if not self._is_native:
            wanted = _SCHEMES[self._appearance]
            if wanted is Qt.ColorScheme.Unknown:
                wanted = QGuiApplication.styleHints().colorScheme()
            self._application.setPalette(palette(dark=wanted is Qt.ColorScheme.Dark))
        self.changed.emit()


def palette(*, dark: bool) -> QPalette:
    """Our light or dark palette; what cannot be used is told by a calmer colour."""
    made = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        made.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor("#7d7d82" if dark else "#8b8b90"))
    made.setColor(QPalette.ColorGroup.Disabled, Role.Highlight, QColor("#45464a" if dark else "#c9c9c5"))
    return made
