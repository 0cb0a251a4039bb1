"""Answers what the window asks, from the library."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app import settings as settings_file
from app.domain.diagnosis import FOUND, Finding
from app.domain.errors import KnownError
from app.domain.query import Mode, Query
from app.domain.query_language.edit import written
from app.domain.query_language.understood import query_of, understand
from app.domain.settings import Settings
from app.domain.state import Doing
from app.engine.answers import (
    Answer,
    Diagnosed,
    Explained,
    Found,
    Refused,
    SettingsChanged,
    Shown,
    Unread,
    UnreadFile,
)
from app.engine.apology import SORRY
from app.engine.checking import Checking
from app.engine.estimating import Estimating
from app.engine.keeper import Keeper
from app.engine.kept_searches import KeptSearches
from app.engine.likening import Likening
from app.engine.requests import (
    AddFolders,
    ChangeRules,
    ChangeSettings,
    CheckQuality,
    Diagnose,
    EstimateFolders,
    Explain,
    GoOn,
    ListUnread,
    LookAgain,
    OfSearches,
    OfSimilar,
    RemoveFolder,
    Request,
    RetryUnread,
    Search,
    Show,
    StopCheck,
    StopEstimate,
)
from app.engine.sharpening import Sharpening
from app.library.library import Library
from app.library.recognition import what_is_missing
from app.library.rules import leave_out
from app.search.begun import as_typed

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
        self._estimating = Estimating(library, say)
        self._checking = Checking(library.places, say)
        self._likening = Likening(library.places, lambda: library.presence, say)
        self.searches = KeptSearches(library, say)
        self.sharpening = Sharpening(library.sharpener.hit, library.sharpener.excerpt, say)
        self.mode = Mode.WORDS
        """Until the encoder is there."""

    def close(self, seconds: float) -> None:
        """End what goes on beside; wait for that a little."""
        self._estimating.close(seconds)
        self._checking.close(seconds)
        self._likening.close(seconds)

    def answer(self, request: Request) -> None:
        """Do what is asked."""
        try:
            self._carry_out(request)
        except KnownError as error:
            self._say(Refused(str(error)))
        except Exception:
            log.exception("a request failed")
            self._say(Refused(SORRY.format(self._library.places.log)))

    def reread_settings(self) -> None:
        """Somebody else wrote the file: what it says now holds here, too."""
        try:
            loaded = settings_file.load(self._library.places.settings)
        except KnownError as error:
            self._say(Refused(str(error)))
            return
        if loaded.warning:
            self._say(Refused(loaded.warning))
        if loaded.settings != self._library.settings:
            self._adopt(loaded.settings)
            self._say(SettingsChanged(loaded.settings))

    def _carry_out(self, request: Request) -> None:
        """What the user wants done; all else is a question."""
        match request:
            case AddFolders(paths):
                self._add(paths)
            case RemoveFolder(path):
                self._remove(path)
            case ChangeRules(path, rules):
                leave_out(self._library.user, path, rules)
                self._changed()
            case LookAgain():
                self._keeper.look(by_user=True)
            case GoOn():
                self._keeper.go_on()
            case ChangeSettings(settings):
                self._change(settings)
            case RetryUnread(reason, path):
                self._library.user.ask_to_retry(reason, path)
                self._keeper.look(by_user=True)
            case CheckQuality() | StopCheck():
                self._checking.take(request)
            case _ if isinstance(request, OfSearches):
                self.searches.take(request)
            case _:
                self._look_up(request)

    def _look_up(self, question: Request) -> None:
        match question:
            case _ if isinstance(question, OfSimilar):
                self._likening.take(question)
            case Search(number, text, limit):
                self._likening.stop()
                query = as_typed(text, mode=self.mode)
                found = Found(number, self._library.search(query, limit))
                self._say(found)
                if self.mode is not Mode.WORDS:
                    self.sharpening.take_found(query, found)
            case Show(number, document, start, end, text):
                shown = Shown(number, self._library.excerpt(document, start, end, text))
                self._say(shown)
                if self.mode is not Mode.WORDS:
                    self.sharpening.take_shown(query_of(text), shown)
            case Explain(number, document, text, limit):
                query = as_typed(text, mode=self.mode)
                results = self._library.search(query, limit)
                filters = [written(part) for part in understand(text).filters]
                reasons = self._library.explainer.reasons(query, results, document, filters)
                self._say(Explained(number, reasons))
            case Diagnose(number, path, text):
                self._say(self._diagnosed(number, path, query_of(text, mode=self.mode)))
            case EstimateFolders() | StopEstimate():
                self._estimating.take(question)
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
        self._adopt(settings)

    def _adopt(self, settings: Settings) -> None:
        before, self._library.settings = self._library.settings, settings
        if settings.paused != before.paused:
            if settings.paused:
                self._keeper.pause()
            else:
                self._keeper.resume()
        elif _for_indexer(settings) != _for_indexer(before):
            self._keeper.renew()
            if _recognition(settings) != _recognition(before) and (sentence := what_is_missing(settings)):
                self._say(Refused(sentence))
        if _waiting(settings) != _waiting(before):
            self._keeper.reconsider()
        if settings.keep_history != before.keep_history:
            self.searches.tell()


def _waiting(settings: Settings) -> tuple[bool, bool, bool]:
    return settings.pause_on_battery, settings.pause_on_load, settings.pause_in_full_screen


def _for_indexer(settings: Settings) -> Settings:
    """What the indexer works by; all else is as in the beginning."""
    first = Settings()
    return replace(
        settings,
        appearance=first.appearance,
        pause_on_battery=first.pause_on_battery,
        pause_on_load=first.pause_on_load,
        pause_in_full_screen=first.pause_in_full_screen,
        keep_history=first.keep_history,
    )


def _recognition(settings: Settings) -> tuple[bool, str]:
    return settings.text_recognition, settings.recognition_languages
