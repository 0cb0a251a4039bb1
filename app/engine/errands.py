"""What is to be looked through: owed, asked of the indexer, begun, and only then done."""

from app.domain.scope import NOTHING, Scope
from app.engine.orders import LookThrough


class Errands:
    """Nothing is lost, whenever the indexer ends: what is not done is owed again."""

    def __init__(self) -> None:
        self._owed = NOTHING
        self._asked: dict[int, Scope] = {}
        self._begun = NOTHING
        self._number = 0

    @property
    def are_left(self) -> bool:
        """Whether something is to be begun."""
        return bool(self._owed or self._asked)

    def owe(self, scope: Scope) -> None:
        """This is to be looked through."""
        self._owed |= scope

    def order(self) -> LookThrough:
        """Ask for all that is owed."""
        self._number += 1
        self._asked[self._number], self._owed = self._owed, NOTHING
        return LookThrough(self._number, self._asked[self._number])

    def begin(self, number: int) -> None:
        """The indexer is at all that was asked up to this *number*."""
        for asked in [asked for asked in self._asked if asked <= number]:
            self._begun |= self._asked.pop(asked)

    def settle(self) -> None:
        """What was begun is done."""
        self._begun = NOTHING

    def give_back(self) -> None:
        """The indexer is no more."""
        for scope in (self._begun, *self._asked.values()):
            self._owed |= scope
        self._begun = NOTHING
        self._asked.clear()
