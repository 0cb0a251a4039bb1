"""The start of the window where Qt works, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.gui.usable import ROOT, problem

SHOWN_ONCE = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.gui import display
from app.places import Places

open_display = display.open_display

def open_and_close():
    application = open_display()
    QTimer.singleShot(0, application.closeAllWindows)
    return application

display.open_display = open_and_close
sys.exit(display.show(Places(Path(sys.argv[1]))))
"""
OFFSCREEN_SIZES = "This plugin does not support propagateSizeHints()"


def test_where_windows_are_tested_there_is_no_problem() -> None:
    assert problem() == ""


def test_the_window_is_shown_until_it_is_closed_and_nothing_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOWN_ONCE, tmp_path / "library"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout + done.stderr.replace(OFFSCREEN_SIZES, "").strip() == ""
    assert done.returncode == 0
