"""The program with a window: made, run and ended here."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from app.gui.main_window import MainWindow
from app.gui.theme import Theme
from app.places import Places


@dataclass(frozen=True, slots=True)
class Running:
    """What lives as long as the window."""

    application: QApplication
    window: MainWindow


def make(where: Places, arguments: Sequence[str] = ()) -> Running:
    """Make the application and its window for one library; shown, it starts its engine."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("Clew")
    application.setApplicationDisplayName("Clew")
    application.setDesktopFileName("clew")
    theme = application.findChild(Theme) or Theme(application)
    return Running(application, MainWindow(where, theme))


def run(where: Places) -> int:
    """Show the window until it is closed; return the exit status."""
    running = make(where)
    running.window.show()
    status: int = running.application.exec()
    return status
