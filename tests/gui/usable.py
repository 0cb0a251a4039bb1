"""Whether Qt works here at all, tried once in a child: where it does not, loading it breaks every test."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

REQUIRED = os.environ.get("CLEW_GUI_TESTS") == "required"
"""Then a window test that cannot run is a failure, not a skip."""
ROOT = Path(__file__).parents[2]
OPEN = "from app.gui.display import open_display; open_display()"


@cache
def problem(*, on_screen: bool = False) -> str:
    """Empty, or the sentence on why there can be no window, the same that the user gets."""
    environment = dict(os.environ) if on_screen else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", OPEN], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stderr.strip() or f"Qt ended with status {done.returncode}."
