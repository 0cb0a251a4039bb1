"""What is being searched for right now: numbers the questions, lets only the newest answer through."""

import time
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.hit import Results
from app.domain.query import Filter
from app.engine.answers import Found
from app.engine.requests import Search
from app.gui.selection import filter_of

LIMIT = 50
"""Hits asked for: each costs the engine a text to cut a snippet from."""
REFRESH_SECONDS = 2.0
"""While the library grows, the hits of a standing query are looked for again at most this often."""


class QuerySession(QObject):
    """Text and filters in, questions out; answers in, results out."""

    asked = Signal(Search)
    answered = Signal(Results)
    cleared = Signal()
    """There is nothing to search for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._filter = Filter()
        self._number = 0
        self._asked_at = 0.0
        self._waits = False
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.repeat)

    @property
    def text(self) -> str:
        """What is searched for, as typed."""
        return self._text

    @property
    def filter(self) -> Filter:
        """Within which filters."""
        return self._filter

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered out."""
        return self._filter != Filter()

    @Slot(str)
    def set_text(self, text: str) -> None:
        """Search for *text* from now on."""
        if text.strip() != self._text:
            self._text = text.strip()
            self.repeat()

    @Slot(object)
    def set_selection(self, selection: Mapping[str, frozenset[str]]) -> None:
        """Search within these labels from now on."""
        self._filter = filter_of(selection)
        self.repeat()

    @Slot()
    def repeat(self) -> None:
        """Ask again: the answer may have changed."""
        self._later.stop()
        self._number += 1
        self._waits = bool(self._text)
        if not self._text:
            self.cleared.emit()
            return
        self._asked_at = time.monotonic()
        self.asked.emit(Search(self._number, self._text, self._filter, LIMIT))

    @Slot()
    def refresh(self) -> None:
        """Ask again soon: the library has grown."""
        if self._text and not self._waits and not self._later.isActive():
            wait = self._asked_at + REFRESH_SECONDS - time.monotonic()
            self._later.start(max(0, int(wait * 1000)))

    @Slot()
    def give_up(self) -> None:
        """The newest question may have been refused, and have no answer."""
        self._waits = False

    @Slot(Found)
    def take(self, found: Found) -> None:
        """Let the answer to the newest question through."""
        if found.number == self._number and self._text:
            self._waits = False
            self.answered.emit(found.results)
