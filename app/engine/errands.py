"""What is to be looked through: owed, asked of the indexer, begun, and only then done."""

from app.domain.scope import NOTHING, Scope
from app.engine.orders import LookThrough


class Errands:
    """Nothing is lost, whenever the indexer ends: what is not done is owed again."""

    def __init__(self) -> None:
        self._owed = NOTHING
        self._words = _Words()
        self._asked: dict[int, Scope] = {}
        self._begun = NOTHING
        self._number = 0

    @property
    def are_owed(self) -> bool:
        """Whether something is to be asked for."""
        return bool(self._owed)

    @property
    def are_words_owed(self) -> bool:
        """Whether words are to be asked for ahead of all else."""
        return bool(self._words.owed)

    @property
    def are_undone(self) -> bool:
        """Whether something is owed, asked or begun."""
        return self.are_left or bool(self._begun)

    @property
    def are_left(self) -> bool:
        """Whether something is to be begun."""
        return bool(self._owed or self._asked)

    def owe(self, scope: Scope) -> None:
        """This is to be looked through."""
        self._owed |= scope

    def owe_words(self, scope: Scope, most: int) -> None:
        """Should all that is owed have to wait: the words of so many files here, at most, are wanted now."""
        self._words.owe(scope, most)

    def order_words(self) -> LookThrough:
        """Ask for the words that are wanted now; all else stays owed."""
        self._number += 1
        return LookThrough(self._number, *self._words.ask())

    def order(self) -> LookThrough:
        """Ask for all that is owed."""
        self._number += 1
        self._words = _Words()
        self._asked[self._number], self._owed = self._owed, NOTHING
        return LookThrough(self._number, self._asked[self._number])

    def begin(self, number: int) -> None:
        """The indexer is at all that was asked up to this *number*."""
        for asked in [asked for asked in self._asked if asked <= number]:
            self._begun |= self._asked.pop(asked)

    def settle(self) -> None:
        """What was begun is done."""
        self._begun = NOTHING
        self._words.settle()

    def give_back(self) -> None:
        """The indexer is no more."""
        for scope in (self._begun, *self._asked.values()):
            self._owed |= scope
        self._begun = NOTHING
        self._asked.clear()
        self._words.give_back()


class _Words:
    """What is owed stays owed while its words are read, so little can go wrong here."""

    def __init__(self) -> None:
        self.owed = NOTHING
        self._asked = NOTHING
        self._most = 0

    def owe(self, scope: Scope, most: int) -> None:
        self.owed |= scope
        self._most = max(self._most, most)

    def ask(self) -> tuple[Scope, int]:
        asked, self.owed = self.owed, NOTHING
        self._asked |= asked
        return asked, self._most

    def settle(self) -> None:
        self._asked = NOTHING
        if not self.owed:
            self._most = 0

    def give_back(self) -> None:
        self.owed |= self._asked
        self._asked = NOTHING
