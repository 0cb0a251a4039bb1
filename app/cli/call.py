"""One call of a command: what every command gets, and the exit statuses."""

import contextlib
import json
import threading
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.catalogue.user import Folder
from app.cli.answers import Answer
from app.cli.screen import Progress
from app.domain.errors import LibraryBusy
from app.domain.events import Event, FolderUnreachable, Settled
from app.domain.query import Mode
from app.domain.scope import EVERYTHING, Scope
from app.library.library import Library

DONE, NOT_ALL, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a command."""

    library: Library
    arguments: Namespace
    progress: Progress
    stop: threading.Event
    """Set when the user wants it to end."""
    unreachable: set[Path] = field(default_factory=set)
    """What could not be looked into."""

    @property
    def mode(self) -> Mode:
        """By words, by meaning, or by both."""
        if self.arguments.words:
            return Mode.WORDS
        return Mode.MEANING if self.arguments.meaning else Mode.HYBRID

    def answer(self, answer: Answer, show: Callable[[], None]) -> None:
        """Say the answer: as JSON, or by *show*."""
        if self.arguments.json:
            print(json.dumps(answer))
        else:
            show()

    def index(self, only: Sequence[Folder] = ()) -> Settled:
        """Make the library say what the folders say, *only* these where any are named, with progress."""
        scope = Scope(frozenset(folder.path for folder in only)) if only else EVERYTHING
        settled = self.library.index(self._report, self.stop.is_set, scope)
        if self.library.user.requests() and not self.stop.is_set():
            with contextlib.suppress(LibraryBusy):  # somebody does it already
                self.library.index(self._report, self.stop.is_set)  # what was asked of us meanwhile
        return settled

    def _report(self, event: Event) -> None:
        if isinstance(event, FolderUnreachable):
            self.unreachable.add(event.path)
        self.progress.report(event)
