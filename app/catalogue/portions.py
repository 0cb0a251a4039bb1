"""Which matches of a query are scored, where common words match too many to score them all.

A passage that holds a rare word of the query scores higher than one that holds common words alone, so that
rows are taken by their rarest word first (the idea of MaxScore: Turtle and Flood 1995, "Query evaluation:
strategies and optimizations"). Each row that is taken is scored with every word of the query. FTS5 counts a
word twice that stands twice in an expression; hence two expressions, one with the common words and one without.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 1_000
"""Where rare words match fewer rows, those of the next word are taken, too."""
TOO_COMMON = 5
"""Times the rows that are scored: words that stand in so many say next to nothing, and take time to be counted."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of the query as FTS5 takes it, and in about how many rows it stands."""

    expression: str
    rows: int


def portions(words: Sequence[Weighed], most: int, there_are: int) -> list[str]:
    """FTS5 expressions in whose order rows are scored until there are *most*; what comes first matters most.

    One expression for all *words* where they match no more rows than that, of all that *there are*: nothing
    is left out then.
    """
    rarest_first = sorted(words, key=lambda word: word.rows)
    if words and min(there_are, sum(word.rows for word in words)) <= most:
        return [_either(rarest_first)]
    rarest_first = [
        word for place, word in enumerate(rarest_first) if place < 2 or word.rows <= TOO_COMMON * most
    ]
    telling = list(rarest_first)
    while telling and sum(word.rows for word in telling) > most:
        telling.pop()
    common = rarest_first[len(telling) :]
    asked = _with_and_without(_either(telling), common) if telling else []
    if common and sum(word.rows for word in telling) < ENOUGH:
        if len(common) > 2:
            asked.append("(" + " AND ".join(f"({word.expression})" for word in common) + ")")
        others = f" NOT {_either(telling)}" if telling else ""
        asked += _with_and_without(f"({_either(common[:1])}{others})", common[1:])
    return asked


def _with_and_without(wanted: str, others: Sequence[Weighed]) -> list[str]:
    """All rows of *wanted*: first those in which *others* stand as well, which count there."""
    if not others:
        return [wanted]
    return [f"({wanted} AND {_either(others)})", f"({wanted} NOT {_either(others)})"]


def _either(words: Sequence[Weighed]) -> str:
    return "(" + " OR ".join(word.expression for word in words) + ")"
