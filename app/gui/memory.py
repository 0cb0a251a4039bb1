"""What the window remembers of itself: its size and panes. It belongs to the screen, not to the library."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

PANES = (230, 560, 520)
"""Pixels: filters, hits, preview, at the first start."""


class Memory:
    """Keeps geometry in a small file beside the library; what is damaged is forgotten."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def restore_window(self, window: QMainWindow) -> None:
        """Give the window the size that it had."""
        if not window.restoreGeometry(self._bytes("geometry")):
            window.resize(1240, 780)

    def restore_panes(self, panes: QSplitter) -> None:
        """Give the panes the sizes that they had."""
        if not panes.restoreState(self._bytes("panes")):
            panes.setSizes(list(PANES))

    def keep(self, window: QMainWindow, panes: QSplitter) -> None:
        """Remember the sizes."""
        self._store.setValue("geometry", window.saveGeometry())
        self._store.setValue("panes", panes.saveState())
        self._store.sync()

    def _bytes(self, name: str) -> QByteArray:
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()
