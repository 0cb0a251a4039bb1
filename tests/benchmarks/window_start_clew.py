"""Clew's own start, as `window_start.py` needs it: `main.py`, but it says when its window was painted."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

import main
from app.gui import display

if TYPE_CHECKING:  # the program itself loads Qt
    from PySide6.QtWidgets import QApplication

_open_display = display.open_display


def open_display() -> "QApplication":
    """As ever, and listen."""
    application = _open_display()
    from tests.benchmarks.first_paint import FirstPaint

    FirstPaint(application)
    return application


if __name__ == "__main__":
    display.open_display = open_display
    sys.argv[0] = main.__file__
    sys.exit(main.main())
