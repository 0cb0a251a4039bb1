"""The peer of `window_start.py`: a bare window with a list of 1,000 lines."""

import sys
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QListView

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.first_paint import FirstPaint


def main() -> int:
    """Show it, say when it was painted, and end."""
    application = QApplication(sys.argv)
    window = QListView()
    window.setModel(QStringListModel([f"A line of some words, number {number}" for number in range(1_000)]))
    window.setUniformItemSizes(True)
    window.resize(1240, 780)
    FirstPaint(application)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
