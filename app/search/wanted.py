"""Which words of a text a query asks for."""

from collections.abc import Iterable, Sequence

from app.analysis.tokens import Token
from app.catalogue.sparse import Term


class Wanted:
    """The forms of all terms of a query."""

    def __init__(self, terms: Iterable[Term]) -> None:
        asked = list(terms)
        near = [form for term in asked for form in term.near]
        self._forms = {form for term in asked for form in (term.surface, *term.stems)} | set(near)
        self._beginnings = tuple(form[:-1] for form in near if form.endswith("*"))
        self._runs = [form.split() for form in near if " " in form]

    def holds(self, forms: Sequence[str]) -> bool:
        """Whether a word with these *forms*, its surface first, is asked for."""
        return not self._forms.isdisjoint(forms) or forms[0].startswith(self._beginnings)

    def run_at_end(self, read: Sequence[Token]) -> Token | None:
        """The first of those words side by side that are asked for and end what was *read*."""
        for run in self._runs:
            if [token.surface for token in read[-len(run) :]] == run:
                return read[-len(run)]
        return None
