"""Answers what the window asks, from the library."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app import settings as settings_file
from app.domain.diagnosis import FOUND, Finding
from app.domain.errors import KnownError
from app.domain.query import Mode, Query
from app.domain.settings import Settings
from app.domain.state import Doing
from app.engine.answers import Answer, Diagnosed, Found, Refused, Shown, Unread, UnreadFile
from app.engine.keeper import Keeper
from app.engine.requests import (
    AddFolders,
    ChangeSettings,
    Diagnose,
    ListUnread,
    LookAgain,
    RemoveFolder,
    Request,
    RetryUnread,
    Search,
    Show,
)
from app.library.library import Library
from app.library.recognition import what_is_missing
from app.search.parse import parse

SORRY = "Sorry, something went wrong inside Clew. The log tells more: {}"
MOST_UNREAD = 500
"""Files that could not be read are named up to this many for each reason."""

log = logging.getLogger("clew")


class Desk:
    """One request at a time; whatever goes wrong with one, the next is answered."""

    def __init__(
        self,
        library: Library,
        keeper: Keeper,
        say: Callable[[Answer], None],
        folders_changed: Callable[[], None],
    ) -> None:
        self._library = library
        self._keeper = keeper
        self._say = say
        self._folders_changed = folders_changed
        self.mode = Mode.WORDS
        """Until the encoder is there."""

    def answer(self, request: Request) -> None:
        """Do what is asked."""
        try:
            self._carry_out(request)
        except KnownError as error:
            self._say(Refused(str(error)))
        except Exception:
            log.exception("a request failed")
            self._say(Refused(SORRY.format(self._library.places.log)))

    def _carry_out(self, request: Request) -> None:
        match request:
            case Search(number, text, where, limit):
                results = self._library.search(parse(text, where, self.mode), limit)
                self._say(Found(number, results))
            case Show(number, document, start, end, text):
                self._say(Shown(number, self._library.excerpt(document, start, end, text)))
            case AddFolders(paths):
                self._add(paths)
            case RemoveFolder(path):
                self._remove(path)
            case LookAgain():
                self._keeper.look(by_user=True)
            case ChangeSettings(settings):
                self._change(settings)
            case RetryUnread(reason, path):
                self._library.user.ask_to_retry(reason, path)
                self._keeper.look(by_user=True)
            case Diagnose(number, path, text, where):
                self._say(self._diagnosed(number, path, parse(text, where, self.mode)))
            case ListUnread():
                unread = self._library.unread(MOST_UNREAD)
                self._say(Unread(tuple(UnreadFile(*file) for file in unread)))

    def _diagnosed(self, number: int, path: Path, query: Query) -> Diagnosed:
        diagnosis = self._library.diagnose(path)
        activity = self._keeper.activity
        if diagnosis.finding in (Finding.NEW, Finding.CHANGED) and activity.doing is Doing.READING:
            diagnosis = replace(diagnosis, queue=activity.total - activity.done)
        rank = self._library.rank(path, query) if diagnosis.finding in FOUND else None
        return Diagnosed(number, diagnosis, rank)

    def _add(self, paths: Sequence[Path]) -> None:
        """What was forgotten at or below a folder, or above it, is let in again."""
        for path in paths:
            user = self._library.user
            try:
                if path.is_dir() or path not in user.exclusions():  # a forgotten file is no folder to add
                    user.add(path)
                user.include(path)
            except KnownError as error:
                self._say(Refused(str(error)))
        self._changed()

    def _remove(self, path: Path) -> None:
        """Its documents are forgotten by the indexer's next look."""
        user = self._library.user
        for folder in user.folders():
            if folder.path == path:
                user.remove(folder)
        self._changed()

    def _changed(self) -> None:
        self._folders_changed()
        self._keeper.look(by_user=True)

    def _change(self, settings: Settings) -> None:
        settings_file.save(settings, self._library.places.settings)
        before, self._library.settings = self._library.settings, settings
        if settings.paused != before.paused:
            if settings.paused:
                self._keeper.pause()
            else:
                self._keeper.resume()
        elif replace(settings, appearance=before.appearance) != before:
            self._keeper.renew()
            if _recognition(settings) != _recognition(before) and (sentence := what_is_missing(settings)):
                self._say(Refused(sentence))


def _recognition(settings: Settings) -> tuple[bool, str]:
    return settings.text_recognition, settings.recognition_languages
