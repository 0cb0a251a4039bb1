"""Which words of a text a query asks for."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.analysis.analyser import stems_of
from app.analysis.tokens import Token, tokens_of_run
from app.catalogue.sparse import Term

REMEMBERED = 1 << 16
"""Runs of text of which it is kept at hand whether they are asked for."""


class Wanted:
    """The forms of all terms of a query."""

    def __init__(self, terms: Iterable[Term]) -> None:
        asked = list(terms)
        near = [form for term in asked for form in term.near]
        self._forms = {form for term in asked for form in (term.surface, *term.stems)} | set(near)
        self._beginnings = tuple(form[:-1] for form in near if form.endswith("*"))
        self._runs = [form.split() for form in near if " " in form]
        self._known: dict[tuple[str, str], bool] = {}

    @property
    def asks_for_runs(self) -> bool:
        """Whether words side by side are asked for, so that each has to be seen with those before it."""
        return bool(self._runs)

    def holds(self, forms: Sequence[str]) -> bool:
        """Whether a word with these *forms*, its surface first, is asked for."""
        return not self._forms.isdisjoint(forms) or forms[0].startswith(self._beginnings)

    def is_in(self, run: str, language: str) -> bool:
        """Whether any word of *run*, one of `tokens.runs`, is asked for; asked again it knows."""
        known = self._known.get((run, language))
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[run, language] = any(
                self.holds((surface, *stems_of(word, [language]))) for surface, word in tokens_of_run(run)
            )
        return known

    def run_at_end(self, read: Sequence[Token]) -> Token | None:
        """The first of those words side by side that are asked for and end what was *read*."""
        for run in self._runs:
            if [token.surface for token in read[-len(run) :]] == run:
                return read[-len(run)]
        return None


@lru_cache(maxsize=2)
def wanted_by(terms: tuple[Term, ...]) -> Wanted:
    """What *terms* ask for; the same one for passage after passage."""
    return Wanted(terms)
