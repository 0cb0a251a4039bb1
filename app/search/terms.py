"""The words of a query, as they are asked for."""

from collections.abc import Sequence

from app.analysis.analyser import UNKNOWN, stems_of
from app.analysis.stop_words import is_stop_word
from app.analysis.tokens import Token, is_unspaced, tokens
from app.catalogue.sparse import Term

MOST_TERMS = 48
"""Words of a long query that are looked up."""
LANGUAGES = 4
"""Languages of the index, most frequent first, by whose rules a query word is stemmed."""


def terms_of(text: str, languages: Sequence[str]) -> list[Term]:
    """The distinct words of *text* with their stems; function words only where there is nothing else."""
    asked = list(dict.fromkeys([*languages[:LANGUAGES], UNKNOWN]))
    found: dict[str, Token] = {}
    for token in _asked(text):
        found.setdefault(token.surface, token)
    known = frozenset(asked)
    telling = [token for token in found.values() if not is_stop_word(token.surface, known)]
    return [
        _term(token.surface, text[token.start : token.end], asked)
        for token in (telling or list(found.values()))[:MOST_TERMS]
    ]


def _asked(text: str) -> list[Token]:
    """The tokens of *text* without those that only let documents be found by one character."""
    return [token for token in tokens(text) if not token.closes_run]


def is_one_character(surface: str) -> bool:
    """Whether a word is one character of a script without spaces: documents have it at the beginning of others."""
    return is_unspaced(surface) and not any(token.closes_run for token in tokens(surface))


def _term(surface: str, word: str, languages: Sequence[str]) -> Term:
    if is_one_character(surface):
        return Term(surface, near=(f"{surface}*",))
    return Term(surface, _stems(word, surface, languages))


def _stems(word: str, surface: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Stems by the rules of the main language, and by those of others where they say something else.

    A rare language makes its stems rare, so BM25 would take a word that it leaves alone for telling.
    """
    main, *others = languages
    found = [stem for stem in stems_of(word, others) if stem.partition("/")[2] != surface]
    return tuple(dict.fromkeys([*stems_of(word, [main]), *found]))


def surfaces(phrase: str) -> list[str]:
    """The folded words of a phrase, in order, as they stand side by side in a document."""
    found = list(tokens(phrase))
    if found and found[-1].closes_run:
        found.pop()
    told = [token.surface for token in found]
    if told and is_one_character(told[-1]):
        told[-1] += "*"
    return told
