"""What only the one writer may do: index, rebuild, forget, watch."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from app.analysis.passages import analysed
from app.catalogue.catalogue import Catalogue
from app.catalogue.user import FORGET, REBUILD, UserFile
from app.domain.errors import LibraryUnusable
from app.domain.events import Event, Settled
from app.domain.scope import EVERYTHING, Scope
from app.domain.settings import Settings
from app.indexing.encode import describe
from app.indexing.indexer import Indexer, Parts
from app.indexing.lock import writer_lock
from app.indexing.watch import Watcher
from app.library.calibrating import keep_calibrated
from app.library.recipe import RULES, Recipe
from app.library.recognition import Recognition
from app.places import Places, reader_command
from app.reading.process.limits import Limits
from app.reading.process.sandbox import ProcessReader
from app.reading.version import READER_VERSION

MEGABYTE = 1_000_000


class Writer:
    """Holds the writer's lock while it is entered; made by `Library.writer`."""

    def __init__(
        self,
        places: Places,
        settings: Settings,
        catalogue: Catalogue,
        user: UserFile,
        recipe: Recipe,
        report: Callable[[Event], None],
        stopped: Callable[[], bool],
        interrupted: Callable[[], bool],
    ) -> None:
        self._places = places
        self._settings = settings
        self._catalogue = catalogue
        self._user = user
        self._recipe = recipe
        self._report = report
        self._stopped = stopped
        self._interrupted = interrupted
        self._entered = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as entered:
            entered.enter_context(writer_lock(self._places.lock))
            self._index = self._recipe.open_index(self._places.index, self._catalogue.identity, writer=True)
            entered.callback(self._index.close)
            self._watcher: Watcher | None = None
            self._indexer = Indexer(self._parts(), self._report, self._stopped, self._has_news)
            entered.callback(self._indexer.close)
            self._indexer.reconcile()
            self.prepare()
            self._entered = entered.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered.close()

    def settle(self, scope: Scope = EVERYTHING, words_of: int | None = None) -> Settled:
        """Make the library say what the folders say, as far as *scope* goes.

        Where *words_of* is given, only the words of so many files at most, the newest, are read.
        """
        self._grant_requests()
        settled = self._indexer.settle(scope, words_of)
        if words_of is None:
            self._calibrate()
        return settled

    def prepare(self) -> None:
        """Where another version made passages or words, make them anew from the stored text.

        Words alone leave the passages as they are, and their vectors with them.
        """
        noted = self._catalogue.fact("rules")
        if noted and noted != RULES and noted.rpartition(" ")[0] == RULES.rpartition(" ")[0]:
            with self._catalogue.transaction():
                self._catalogue.documents.analyse_anew()
                self._catalogue.note("rules", RULES)
        elif noted and noted != RULES:
            self._derive_anew()
        elif not noted:
            self._catalogue.note("rules", RULES)

    def forget_removed_folders(self) -> None:
        """Forget what was read from folders that the user took out."""
        self._indexer.forget_removed_folders()

    def encode(self) -> None:
        """Only the second half: encode what waits."""
        self._indexer.encode()
        self._calibrate()

    def _calibrate(self) -> None:
        keep_calibrated(
            self._catalogue, self._index, self._recipe, lambda: self._stopped() or self._has_news()
        )

    def watch(self, stop: threading.Event) -> None:
        """Keep the library true until *stop* is set; files that change go before encoding."""
        with Watcher(self._places.data, stop) as watcher:
            self._watcher = watcher
            scope = EVERYTHING
            while not stop.is_set():
                folders = self._user.folders()
                watcher.obey({folder.path: folder.rules for folder in folders})
                there = watcher.sentry.look(folder.path for folder in folders)
                watcher.watch(path for path, seen in there.items() if seen is not None)
                self.settle(scope)
                scope = watcher.wait(self._user.has_news)
            self._watcher = None

    def rebuild(self) -> Settled:
        """Make passages, words and vectors anew from the stored text; files are only compared."""
        self._make_anew()
        return self.settle()

    def forget(self, path: Path) -> int:
        """Erase everything known of a file or folder; return how many documents that was.

        The file itself is not touched; it is kept out from now on, until `add` names it.
        """
        count, is_erased = self._forget(path)
        if not is_erased:
            raise LibraryUnusable(
                "The documents are forgotten, but their vectors could not be erased yet: please make room on the disk"
                " and forget them again."
            )
        return count

    def _forget(self, path: Path) -> tuple[int, bool]:
        """(How many documents were forgotten, whether nothing is left of them)."""
        folder = next((folder for folder in self._user.folders() if folder.path == path), None)
        if folder is not None:
            self._user.remove(folder)
            gone = [document.id for document in self._catalogue.documents.stored(folder.id)]
            self._catalogue.note_skipped(folder.id, {})
        else:
            self._user.exclude(path)
            gone = list(self._documents_at(path))
        count = self._catalogue.documents.forget(gone)
        self._catalogue.erase_traces()
        return count, self._indexer.erase()

    def _documents_at(self, path: Path) -> Iterator[int]:
        """Ids of the documents at or below *path*."""
        for folder in self._user.folders():
            for document in self._catalogue.documents.stored(folder.id):
                place = document.file.location.below(folder.path)
                if place == path or path in place.parents:
                    yield document.id

    def _grant_requests(self) -> None:
        """Do what others left for the writer to do, as far as a look does not do it."""
        for _, path in self._user.requests(FORGET):
            _, is_erased = self._forget(path)
            if is_erased:  # else it is tried again by the next look, when there may be room
                self._user.withdraw(FORGET, path)
        if self._user.requests(REBUILD):
            self._make_anew()

    def _make_anew(self) -> None:
        """All but the vectors, which the next look makes."""
        self._index.drop()
        self._derive_anew()
        self._catalogue.progress.reconcile(self._index.passage_ids(), describe(self._index.mark))
        self._user.withdraw(REBUILD, Path())

    def _derive_anew(self) -> None:
        with self._catalogue.transaction():
            self._catalogue.documents.derive_anew(analysed)
            self._catalogue.note("rules", RULES)

    def _has_news(self) -> bool:
        return self._interrupted() or (self._watcher is not None and self._watcher.has_news())

    def _parts(self) -> Parts:
        settings = self._settings
        limits = Limits(
            seconds=float(settings.seconds_per_file), file_bytes=settings.largest_file_megabytes * MEGABYTE
        )

        def make_reader() -> ProcessReader:
            return ProcessReader(reader_command(), limits)

        recognition = Recognition(
            settings, self._places.data, make_reader, lambda: self._stopped() or self._has_news()
        )
        return Parts(
            catalogue=self._catalogue,
            user=self._user,
            index=self._index,
            make_encoder=lambda: self._recipe.encoder(settings.encoder_threads),
            make_reader=make_reader,
            reader_version=READER_VERSION,
            reading_processes=min(settings.reading_processes, os.cpu_count() or 1),
            largest_file=limits.file_bytes,
            own_folder=self._places.data,
            find_recogniser=recognition.find,
        )
