"""The engine: the library in a process of its own, for one window."""

import logging
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.errors import KnownError
from app.domain.events import Settled
from app.domain.query import Mode
from app.domain.scope import Scope
from app.domain.settings import Settings
from app.domain.state import Activity, FolderState, Totals
from app.engine.answers import Answer, Folders, MeaningReady, Opened, Refused, Standing, Unusable, Working
from app.engine.apology import SORRY
from app.engine.desk import Desk
from app.engine.holding import Holding, holding
from app.engine.inbox import End, Inbox, IndexerEnded, Item, News, Warmed
from app.engine.keeper import Keeper
from app.engine.outside_changes import OutsideChanges
from app.engine.paced import Paced
from app.engine.pipes import Speaker, listen, own_pipes
from app.engine.reports import Report
from app.engine.requests import Request
from app.engine.warming import Warming
from app.engine.watching import Watching
from app.library.library import Library
from app.library.log import log_to
from app.places import Places, places, role_command

DONE, UNUSABLE = 0, 2
ACTIVITY_SECONDS = 0.1
COUNT_SECONDS = 1.0
ENDING_SECONDS = 5.0
"""What has not ended by then hangs, on a dead network drive for one."""
FAREWELL_SECONDS = 0.3
"""Time for each part to end; what takes longer ends with the process."""
SORRY_INDEXER = (
    "Indexing stopped after it had failed several times. Searching goes on;"
    " to try again, look through the folders again. The log tells more: {}"
)

log = logging.getLogger("clew")


def main(folder: str) -> int:
    """Serve the library in *folder* until the window closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the window, which ends us
    where = places(Path(folder))
    log_to(where)
    heard, told = own_pipes()
    inbox = Inbox()
    listen(heard, inbox.post, lambda: inbox.post(End()), ENDING_SECONDS)
    status = serve(where, role_command("indexer", where.data), inbox, Speaker(told).say)
    logging.shutdown()
    os._exit(status)  # a library's thread may be busy for seconds, and has nothing to lose


def serve(
    where: Places,
    indexer: Sequence[str],
    inbox: Inbox,
    say: Callable[[Answer], None],
    make_holding: Callable[[Path, Callable[[], Settings]], Holding] = holding,
) -> int:
    """Answer what comes into *inbox* until its end; return the exit status."""
    try:
        library = Library(where)
    except KnownError as error:
        say(Unusable(str(error)))
        return UNUSABLE
    except Exception:
        log.exception("the library does not open")
        say(Unusable(SORRY.format(where.log)))
        return UNUSABLE
    with library:
        waiting = make_holding(where.data, lambda: library.settings)
        Engine(library, indexer, inbox, say, waiting).run()
    return DONE


class Engine:
    """Everything on one thread: requests, news, and what the indexer reports."""

    def __init__(
        self,
        library: Library,
        indexer: Sequence[str],
        inbox: Inbox,
        say: Callable[[Answer], None],
        waiting: Holding,
    ) -> None:
        """*indexer* is the command that starts one; *waiting* says when it is to wait."""
        self._library = library
        library.presence = {}  # all is taken to be there until the watching thread has looked
        self._inbox = inbox
        self._say = say
        sorry = SORRY_INDEXER.format(library.places.log)
        self._keeper = Keeper(indexer, inbox.post, sorry, waiting, paused=library.settings.paused)
        self._desk = Desk(library, self._keeper, say, self._follow_folders)
        self._outside = OutsideChanges(library.user, library.catalogue, library.places.settings)
        self._watching: Watching | None = None
        self._standing: Paced[Totals] = Paced(
            COUNT_SECONDS, library.catalogue.totals, lambda totals: say(Standing(totals))
        )
        self._folders: Paced[tuple[FolderState, ...]] = Paced(
            COUNT_SECONDS, self._folder_states, lambda states: say(Folders(states))
        )
        self._working: Paced[Activity] = Paced(
            ACTIVITY_SECONDS, lambda: self._keeper.activity, lambda activity: say(Working(activity))
        )

    def run(self) -> None:
        """Until the end is posted."""
        self._open()
        library, post = self._library, self._inbox.post
        sorry = SORRY.format(library.places.log)
        warming = Warming(library, sorry, lambda sentence: post(Warmed(sentence)))
        self._watching = watching = Watching(
            library.places.data, self._watched(), lambda scope: post(News(scope))
        )
        while not isinstance(item := self._inbox.take(self._seconds_to_wait()), End):
            try:
                self._see_to(item)
            except Exception:
                log.exception("a bug")
        self._desk.close(FAREWELL_SECONDS)
        self._keeper.close(FAREWELL_SECONDS)
        watching.close(FAREWELL_SECONDS)
        warming.close(FAREWELL_SECONDS)

    def _open(self) -> None:
        library = self._library
        totals, states = library.catalogue.totals(), self._folder_states()
        self._standing.know(totals)
        self._folders.know(states)
        self._say(Opened(library.settings, states, totals, library.warning))

    def _see_to(self, item: Item | None) -> None:
        match item:
            case Warmed(""):
                self._desk.mode = Mode.HYBRID
                self._say(MeaningReady())
            case Warmed(sentence):
                self._say(Refused(sentence))
            case News(scope):
                self._follow_disk(scope)
            case IndexerEnded(status):
                self._keeper.ended(status)
            case _ if isinstance(item, Request):
                self._desk.answer(item)
            case _ if isinstance(item, Report):
                self._follow(item)
            case None:  # nobody waits
                self._desk.sharpening.step()
        self._keeper.do_what_is_due()
        if self._outside.due_seconds == 0.0:
            self._follow_others()
        self._working.touch()
        for paced in (self._standing, self._folders, self._working):
            paced.say_if_due()

    def _follow_disk(self, scope: Scope) -> None:
        """Files changed, or drives came or went."""
        if self._watching is not None:
            self._library.presence = self._watching.presence
        self._folders.touch()
        if self._library.user.folders() or self._library.catalogue.has_documents():
            self._keeper.look(scope)

    def _follow(self, report: Report) -> None:
        self._keeper.take(report)
        at_rest = isinstance(report, Settled)
        self._standing.touch(at_once=at_rest)
        self._folders.touch(at_once=at_rest)

    def _follow_others(self) -> None:
        """What the command line or an editor changed holds here, too."""
        changes = self._outside.find()
        if changes.documents:
            self._standing.touch()
            self._folders.touch()
        if changes.folders:
            self._follow_folders()
        if changes.scope:
            self._keeper.look(changes.scope, by_user=True)
        if changes.settings:
            self._desk.reread_settings()
        if changes.searches:
            self._desk.searches.tell_if_changed()

    def _follow_folders(self) -> None:
        self._folders.touch(at_once=True)
        if self._watching is not None:
            self._watching.follow(self._watched())

    def _folder_states(self) -> tuple[FolderState, ...]:
        following = self._watching.following if self._watching else {}
        return tuple(
            replace(state, following=following.get(state.path, state.following))
            for state in self._library.folders()
        )

    def _watched(self) -> dict[Path, tuple[str, ...]]:
        """The folders with their rules."""
        return {folder.path: folder.rules for folder in self._library.user.folders()}

    def _seconds_to_wait(self) -> float | None:
        """Until something is to be said or tried without anybody asking; None: that can be long."""
        if self._desk.sharpening.is_due:
            return 0.0
        waits = (
            self._standing.due_seconds,
            self._folders.due_seconds,
            self._working.due_seconds,
            self._outside.due_seconds,
            self._keeper.due_seconds,
        )
        return min((seconds for seconds in waits if seconds is not None), default=None)
