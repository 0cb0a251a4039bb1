"""Searches that the user gave a name."""

import sqlite3

from app.catalogue.connection import transaction
from app.catalogue.history import clean, wipe
from app.domain.errors import WrongUse
from app.domain.searches import SavedSearch


class SavedSearches:
    """One table of `user.sqlite`; names differ in more than case."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[SavedSearch, ...]:
        """By name, case aside."""
        rows = self._connection.execute("SELECT name, text FROM searches").fetchall()
        return tuple(SavedSearch(*row) for row in sorted(rows, key=lambda row: row[0].casefold()))

    def save(self, name: str, text: str) -> None:
        """Keep *text* under *name*, in place of what had that name.

        Raises:
            WrongUse: one of them is empty.
        """
        name, text = clean(name), clean(text)
        if not name or not text:
            raise WrongUse("A saved search needs a name and something to search for.")
        with transaction(self._connection) as connection:
            self._drop(name)
            connection.execute("INSERT INTO searches VALUES (?, ?)", (name, text))

    def rename(self, name: str, new: str) -> None:
        """Call the search of this *name* otherwise; where it is gone, nothing happens.

        Raises:
            WrongUse: the new name is empty, or another search has it.
        """
        new = clean(new)
        if not new:
            raise WrongUse("A saved search needs a name.")
        with transaction(self._connection) as connection:
            found = self._find(name)
            other = self._find(new)
            if found is None:
                return
            if other is not None and other != found:
                raise WrongUse(f"There is a saved search \u201c{other}\u201d already.")
            connection.execute("UPDATE searches SET name = ? WHERE name = ?", (new, found))

    def remove(self, name: str) -> bool:
        """Erase the search of this *name*; say whether there was one."""
        with transaction(self._connection):
            dropped = self._drop(name)
        wipe(self._connection)
        return dropped

    def _drop(self, name: str) -> bool:
        found = self._find(name)
        self._connection.execute("DELETE FROM searches WHERE name = ?", (found,))
        return found is not None

    def _find(self, name: str) -> str | None:
        """How a name is spelt here."""
        wanted = clean(name).casefold()
        return next((saved.name for saved in self.all() if saved.name.casefold() == wanted), None)
