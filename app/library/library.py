"""Library: opens, joins and closes the parts; everything that window and command line do."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import Self

from app import settings as settings_file
from app.catalogue.catalogue import Catalogue
from app.catalogue.user import Folder, UserFile
from app.domain.events import Event, Settled
from app.domain.hit import Results
from app.domain.query import Query
from app.domain.state import FolderState, Status
from app.library.recipe import Recipe
from app.library.writer import Writer
from app.places import Places, prepare, resources
from app.search.searcher import Searcher


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
            LibraryUnusable: the data folder cannot be used.
            NewerLibrary: a newer Clew wrote it.
        """
        prepare(places)
        self.places = places
        loaded = settings_file.load(places.settings)
        self.settings = loaded.settings
        self.warning = loaded.warning
        """A sentence to be said once, or empty."""
        self.recipe = Recipe(resources() / "encoder")
        with ExitStack() as opened:
            self.user = UserFile(places.user)
            opened.callback(self.user.close)
            self.catalogue = Catalogue(places.catalogue, write=True)
            opened.callback(self.catalogue.close)
            self._opened = opened.pop_all()

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
        index = self.recipe.open_index(self.places.index, self.catalogue.identity, writer=False)
        encoder = self.recipe.lazy_encoder(self._opened)
        self._opened.callback(index.close)
        return Searcher(self.catalogue, index, encoder, self.recipe.languages, self.user.folders)

    def search(self, query: Query, limit: int = 10) -> Results:
        """The best *limit* documents."""
        return self.searcher.search(query, limit)

    def writer(self, report: Callable[[Event], None] = ignore, stopped: Callable[[], bool] = never) -> Writer:
        """Become the one writer of this library, as a context.

        Raises (on entering):
            LibraryBusy: another process is writing.
            LibraryUnusable: the data folder cannot be written.
        """
        return Writer(self.places, self.settings, self.catalogue, self.user, self.recipe, report, stopped)

    def index(
        self,
        report: Callable[[Event], None] = ignore,
        stopped: Callable[[], bool] = never,
        only: Sequence[Folder] = (),
    ) -> Settled:
        """Make the library say what the folders say.

        Raises:
            LibraryBusy: another process is at it.
            LibraryUnusable: the disk is full, or the data folder cannot be written.
        """
        with self.writer(report, stopped) as writer:
            return writer.settle(only)

    def status(self) -> Status:
        """Count everything."""
        size = sum(file.stat().st_size for file in self.places.data.rglob("*") if file.is_file())
        return Status(self.catalogue.totals(), size, self.recipe.described())

    def folders(self) -> list[FolderState]:
        """The user's folders with their state."""
        looked_through = self.catalogue.folders_known()
        states: list[FolderState] = []
        for folder in self.user.folders():
            state = "indexed" if folder.id in looked_through else "waiting"
            reachable = folder.path.is_dir()
            documents = self.catalogue.folder_documents(folder.id)
            states.append(FolderState(folder.path, documents, state if reachable else "unreachable"))
        return states
