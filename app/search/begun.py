"""The word that is still being typed, and how it may go on."""

from dataclasses import replace

from app.analysis.tokens import is_unspaced, tokens
from app.analysis.vocabulary import Vocabulary
from app.domain.query import Filter, Mode, Query
from app.domain.query_language.understood import EVERYTHING, query_of

SHORTEST = 2
"""Letters that say something of how the word goes on."""
COMPLETE_UP_TO = 5_000
"""Passages that hold a word with this beginning: up to so many FTS5 is asked for all of them."""
PASSAGES = 30_000
"""Else the most frequent words are asked for that stand in so many together."""
MOST = 12
"""Words."""


def is_unfinished(typed: str, query: Query) -> bool:
    """Whether the last word of *typed* may go on: no space, no quote behind it, and it is a word to find."""
    last = typed.rsplit(maxsplit=1)[-1] if typed and not typed[-1].isspace() else ""
    return (
        last[-1:].isalnum()
        and query.text.endswith(last)
        and not any(phrase.endswith(last) for phrase in query.phrases)
    )


def as_typed(typed: str, where: Filter = EVERYTHING, mode: Mode = Mode.HYBRID) -> Query:
    """The query that is being typed, which searches from the window are."""
    query = query_of(typed, where, mode)
    return replace(query, typing=is_unfinished(typed, query))


def begun(query: Query) -> str:
    """The folded word that is being typed, empty where none is."""
    if not query.typing:
        return ""
    last = [token for token in tokens(query.text) if not token.part][-1:]
    return last[0].surface if last and last[0].end == len(query.text) else ""


def completions(beginning: str, words: Vocabulary) -> tuple[str, ...]:
    """How to ask for the words that go on so: all of them by a `*`, or the most frequent ones."""
    if len(beginning) < SHORTEST or is_unspaced(beginning):
        return ()
    places = words.beginning_with(beginning)
    counts = words.counts[places.start : places.stop]
    if counts.sum() <= COMPLETE_UP_TO:
        return (f"{beginning}*",)
    found: list[str] = []
    room = PASSAGES
    for place in counts.argsort()[::-1][: 4 * MOST].tolist():
        word = words.word(places.start + place)
        if word != beginning and counts[place] <= room and len(found) < MOST:
            found.append(word)
            room -= int(counts[place])
    return tuple(found)
