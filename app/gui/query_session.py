"""What is being searched for right now: numbers the questions, lets only the newest answer through."""

import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.hit import Results
from app.domain.query_language.understood import Understood, query_of, understand
from app.engine.answers import Found
from app.engine.requests import Search
from app.gui.like import Like

LIMIT = 50
"""Hits asked for: each costs the engine a text to cut a snippet from."""
REFRESH_SECONDS = 2.0
"""While the library grows, the hits of a standing query are looked for again at most this often."""


class QuerySession(QObject):
    """Typed text in, filters and all, questions out; answers in, results out."""

    asked = Signal(object)
    """A `Search`, or one for what is similar."""
    answered = Signal(Results)
    like_changed = Signal()
    """Something similar is sought from now on, or words again."""
    understood = Signal(Understood)
    """What the text means, or where its parts stand, is another."""
    cleared = Signal()
    """There is nothing to search for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._like: Like | None = None
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
    def like(self) -> Like | None:
        """What the like of is sought; the words that were typed do not count meanwhile, their filters do."""
        return self._like

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered out."""
        return bool(understand(self._text).filters)

    @Slot(str)
    def set_text(self, text: str) -> None:
        """Search for *text* from now on."""
        self.understood.emit(understand(text))
        if text.strip() != self._text:
            before, self._text = self._text, text.strip()
            if self._like is not None and _words(before) != _words(self._text):
                self.seek(None)
            else:
                self.repeat()

    def seek(self, like: Like | None) -> None:
        """Find what is similar to this from now on; without it, what the words say."""
        if like is None and self._like is None:
            return
        self._like = like
        self.like_changed.emit()
        self.repeat()

    @Slot()
    def repeat(self) -> None:
        """Ask again: the answer may have changed."""
        self._later.stop()
        self._number += 1
        self._waits = bool(self._text) or self._like is not None
        if not self._waits:
            self.cleared.emit()
            return
        self._asked_at = time.monotonic()
        if self._like is not None:
            self.asked.emit(self._like.question(self._number, self._text, LIMIT))
            return
        self.asked.emit(Search(self._number, self._text, limit=LIMIT))

    @Slot()
    def refresh(self) -> None:
        """Ask again soon: the library has grown. What is similar stands: a file would be read again."""
        if self._text and self._like is None and not self._waits and not self._later.isActive():
            wait = self._asked_at + REFRESH_SECONDS - time.monotonic()
            self._later.start(max(0, int(wait * 1000)))

    @Slot()
    def give_up(self) -> None:
        """The newest question may have been refused, and have no answer."""
        self._waits = False

    @Slot(Found)
    def take(self, found: Found) -> None:
        """Let the answer to the newest question through."""
        if found.number == self._number and (self._text or self._like is not None):
            self._waits = False
            self.answered.emit(found.results)


def _words(text: str) -> tuple[object, ...]:
    """What is asked for beside filters."""
    query = query_of(text)
    return query.text, query.phrases, query.excluded
