"""Why indexing waits, in the user's language; beside `wording`."""

from PySide6.QtCore import QCoreApplication

from app.domain.state import Hold

translate = QCoreApplication.translate


def hold_sentence(hold: Hold) -> str:
    """What is waited for, and what that means."""
    sentences = {
        Hold.BATTERY: translate(
            "wording",
            "Waiting: running on battery. Words of files that change are found; their meaning waits.",
        ),
        Hold.FULL_SCREEN: translate(
            "wording",
            "Waiting: a program fills the screen. Words of files that change are found; their meaning waits.",
        ),
        Hold.LOAD: translate(
            "wording",
            "Waiting: other programs are busy. Words of files that change are found; their meaning waits.",
        ),
        Hold.DISK_FULL: translate(
            "wording",
            "Waiting: the disk is full. Nothing is lost; indexing goes on by itself when there is room.",
        ),
    }
    return sentences[hold]
