"""Library: opens, joins and closes the parts; everything that window and command line do."""

from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

from app import settings as settings_file
from app.catalogue.catalogue import Catalogue
from app.catalogue.user import UserFile
from app.domain.dense_filter import DenseFilter
from app.domain.diagnosis import Diagnosis, Rank
from app.domain.errors import DiskFull, LibraryUnusable
from app.domain.events import Event, Settled
from app.domain.hit import Excerpt, Results
from app.domain.query import Query
from app.domain.scope import EVERYTHING, Scope
from app.domain.state import FolderState, Following, Status
from app.encoding.onnx_encoder import OnnxEncoder
from app.indexing.presence import Presence, Sentry
from app.library.absence import Absence
from app.library.doctor import Doctor
from app.library.rank import rank
from app.library.recipe import Recipe
from app.library.reserve import lay_by, spend
from app.library.similar import documents_at, file_source, reader, text_source
from app.library.writer import Writer
from app.places import Places, prepare, resources
from app.search.excerpt import excerpt
from app.search.explain import Explainer
from app.search.searcher import Searcher
from app.search.sentence import Sentences
from app.search.sharpen import Sharpener
from app.search.similar import Similar, Source
from app.store.lance_index import LanceIndex
from app.store.process import restrain_lancedb


def ignore(_event: Event) -> None:
    """Report to nobody."""


def never() -> bool:
    """Do not stop."""
    return False


class Library:
    """One user's documents: folders in, hits out. Used from one thread."""

    def __init__(self, places: Places) -> None:
        """Open the library in its data folder, made where it is missing; nothing heavy is loaded.

        Raises:
            DiskFull: there is not even room to read it.
            LibraryUnusable: the data folder cannot be used.
            NewerLibrary: a newer Clew wrote it.
        """
        prepare(places)
        self.places = places
        loaded = settings_file.load(places.settings)
        self.settings = loaded.settings
        self.warning = loaded.warning
        """A sentence to be said once, or empty."""
        self.presence: Presence | None = None
        """What of the folders is there, where somebody keeps watch; else that is looked for when it is needed."""
        self.recipe = Recipe(resources() / "encoder")
        try:
            self._opened = self._open()
            lay_by(places.reserve)
        except DiskFull:
            if not spend(places.reserve):
                raise
            self._opened = self._open()

    def _open(self) -> ExitStack:
        with ExitStack() as opened:
            self.user = UserFile(self.places.user)
            opened.callback(self.user.close)
            self.catalogue = Catalogue(self.places.catalogue, write=True)
            opened.callback(self.catalogue.close)
            return opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all parts; threads and children are ended."""
        self._opened.close()

    @cached_property
    def searcher(self) -> Searcher:
        """Reads catalogue and index; the encoder is loaded with the first query that needs it."""
        return Searcher(
            self.catalogue,
            self._index,
            self._encoder,
            self.recipe.languages,
            self.user.folders,
            lambda: self._absence().of,
            self.recipe.meaning,
        )

    @cached_property
    def sentences(self) -> Sentences:
        """Finds the sentences that answer; the encoder is loaded with the first one."""
        return Sentences(self._encoder)

    @cached_property
    def explainer(self) -> Explainer:
        """Says why something was found."""
        return Explainer(self.catalogue, self.searcher, self.sentences)

    @cached_property
    def sharpener(self) -> Sharpener:
        """Shows the sentences that answer."""
        return Sharpener(
            self.catalogue.lookup,
            lambda query: self.searcher.wording.asked(query).terms,
            self.sentences,
        )

    def search(self, query: Query, limit: int = 10) -> Results:
        """The best *limit* documents."""
        return self.searcher.search(query, limit)

    @cached_property
    def similar(self) -> Similar:
        """Finds documents that are like one of the library, or like a file or a text from elsewhere."""
        return Similar(self.catalogue, self._index, self.user.folders, lambda: self._absence().of)

    def source(self, path: Path) -> Source:
        """What *path* says, as the library holds it, or else read and encoded now.

        Raises:
            WrongUse: it cannot be read, or there is no text in it.
        """
        known = self.similar.source(documents_at(self.user, self.catalogue.lookup, path))
        if len(known.vectors):
            return known
        with closing(reader(self.settings)) as reading:
            return replace(file_source(path, reading, self._encoder), documents=known.documents)

    def text_source(self, text: str) -> Source:
        """What a text says.

        Raises:
            WrongUse: there is no word in it.
        """
        return text_source(text, self._encoder)

    def warming(self) -> Callable[[], None]:
        """What loads encoder and index ahead of the first question.

        It may be called on another thread, while nothing but words is asked for here.
        """
        index, encoder = self._index, self._encoder

        def warm() -> None:
            restrain_lancedb()
            import_module("app.store.retrieve")  # loads LanceDB, also where there is no vector yet
            query = encoder().encode_query("warm")
            with suppress(LibraryUnusable):  # a damaged index is mended by the next writer
                index.nearest(query, 1, DenseFilter())

        return warm

    def excerpt(self, document: int, start: int, end: int, typed: str) -> Excerpt | None:
        """The text around a passage, with the words of the query marked; None where the document is gone."""
        folders = {folder.id: folder.path for folder in self.user.folders()}
        return excerpt(self.catalogue.lookup, self.searcher.wording, folders, document, (start, end), typed)

    def unread(self, limit: int) -> list[tuple[Path, str, str, str]]:
        """(path, reason, detail, member) of what could not be read, newest first, *limit* for each reason."""
        folders = {folder.id: folder.path for folder in self.user.folders()}
        return [
            (location.below(folders[location.folder]), reason, detail, location.member)
            for location, reason, detail in self.catalogue.lookup.failures(limit)
            if location.folder in folders
        ]

    def writer(
        self,
        report: Callable[[Event], None] = ignore,
        stopped: Callable[[], bool] = never,
        interrupted: Callable[[], bool] = never,
    ) -> Writer:
        """Become the one writer of this library, as a context.

        *stopped* ends its work soon; *interrupted* only the encoding, because there are new words to read.

        Raises (on entering):
            LibraryBusy: another process is writing.
            LibraryUnusable: the data folder cannot be written.
        """
        return Writer(
            self.places, self.settings, self.catalogue, self.user, self.recipe, report, stopped, interrupted
        )

    def index(
        self,
        report: Callable[[Event], None] = ignore,
        stopped: Callable[[], bool] = never,
        scope: Scope = EVERYTHING,
    ) -> Settled:
        """Make the library say what the folders say, as far as *scope* goes.

        Raises:
            LibraryBusy: another process is at it.
            LibraryUnusable: the disk is full, or the data folder cannot be written.
        """
        with self.writer(report, stopped) as writer:
            return writer.settle(scope)

    def diagnose(self, path: Path) -> Diagnosis:
        """Why *path* (absolute) is found, or is not."""
        return Doctor(self.catalogue, self.user, self.places.data, self._absence()).diagnose(path)

    def rank(self, path: Path, query: Query) -> Rank | None:
        """Where *path* stands among the answers to *query*; None where nothing of it is indexed, or asked."""
        return rank(self.searcher, self.catalogue.lookup, self.user, path, query)

    def status(self) -> Status:
        """Count everything."""
        size = sum(file.stat().st_size for file in self.places.data.rglob("*") if file.is_file())
        return Status(self.catalogue.totals(), size, self.recipe.described())

    def folders(self) -> list[FolderState]:
        """The user's folders with their state."""
        looked_through = self.catalogue.folders_known()
        absence = self._absence()
        states: list[FolderState] = []
        for folder in self.user.folders():
            found = absence.folder(folder.id)
            state = "indexed" if folder.id in looked_through else "waiting"
            away = sorted({volume.name for volume in found.away.values() if volume.name})
            is_remote = found.seen is not None and found.seen.mounted.remote
            states.append(
                FolderState(
                    folder.path,
                    self.catalogue.folder_documents(folder.id),
                    "unreachable" if found.is_whole else state,
                    Following.REMOTE if is_remote else Following.LIVE,
                    found.volume,
                    tuple(away),
                    folder.rules,
                    self.catalogue.folder_skipped(folder.id),
                )
            )
        return states

    def _absence(self) -> Absence:
        """What is away now."""
        folders = self.user.folders()
        presence = self.presence
        if presence is None:
            presence = Sentry().look(folder.path for folder in folders)
        return Absence(folders, self.catalogue, presence)

    @cached_property
    def _index(self) -> LanceIndex:
        """The index, to be read."""
        index = self.recipe.open_index(self.places.index, self.catalogue.identity, writer=False)
        self._opened.callback(index.close)
        return index

    @cached_property
    def _encoder(self) -> Callable[[], OnnxEncoder]:
        """The encoder of queries, loaded when first called."""
        return self.recipe.lazy_encoder(self._opened)
