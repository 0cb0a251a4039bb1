"""Keeps what can be searched for again as the user wants it kept."""

from collections.abc import Callable

from app.domain.searches import KnownSearches
from app.engine.answers import Searches
from app.engine.requests import (
    EraseHistory,
    KeepSearch,
    OfSearches,
    RemoveSaved,
    RemoveSearch,
    RenameSaved,
    SaveSearch,
)
from app.library.library import Library


class KeptSearches:
    """Says the list after each change, whoever made it."""

    def __init__(self, library: Library, say: Callable[[Searches], None]) -> None:
        self._library = library
        self._say = say
        self._said: KnownSearches | None = None

    def take(self, request: OfSearches) -> None:
        """Do what is asked, and say the list as it is then.

        Raises:
            WrongUse: a name cannot be.
            LibraryUnusable: the file cannot be written.
        """
        history, saved = self._library.user.history, self._library.user.searches
        match request:
            case KeepSearch(text, instead_of):
                if self._library.settings.keep_history:
                    history.keep(text, instead_of)
            case RemoveSearch(text):
                history.remove(text)
            case EraseHistory():
                history.erase()
            case SaveSearch(name, text):
                saved.save(name, text)
            case RenameSaved(name, new):
                saved.rename(name, new)
            case RemoveSaved(name):
                saved.remove(name)
        self.tell()

    def tell(self) -> None:
        """Say the list; where no history is to be kept, there is none."""
        user = self._library.user
        if not self._library.settings.keep_history and user.history.recent(1):
            user.history.erase()
        self._said = KnownSearches(user.searches.all(), user.history.recent())
        self._say(Searches(self._said))

    def tell_if_changed(self) -> None:
        """Say the list where somebody else changed what was said."""
        user = self._library.user
        if self._said != KnownSearches(user.searches.all(), user.history.recent()):
            self.tell()
