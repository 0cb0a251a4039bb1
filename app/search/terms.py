"""The words of a query, as they are asked for."""

from collections.abc import Sequence

from app.analysis.analyser import UNKNOWN, stems_of
from app.analysis.stop_words import is_stop_word
from app.analysis.tokens import Token, tokens
from app.catalogue.sparse import Term

MOST_TERMS = 48
"""Words of a long query that are looked up."""
LANGUAGES = 4
"""Languages of the index, most frequent first, by whose rules a query word is stemmed."""


def terms_of(text: str, languages: Sequence[str]) -> list[Term]:
    """The distinct words of *text* with their stems; function words only where there is nothing else."""
    asked = list(dict.fromkeys([*languages[:LANGUAGES], UNKNOWN]))
    found: dict[str, Token] = {}
    for token in tokens(text):
        found.setdefault(token.surface, token)
    known = frozenset(asked)
    telling = [token for token in found.values() if not is_stop_word(token.surface, known)]
    return [
        Term(token.surface, _stems(text[token.start : token.end], token.surface, asked))
        for token in (telling or list(found.values()))[:MOST_TERMS]
    ]


def _stems(word: str, surface: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Stems by the rules of the main language, and by those of others where they say something else.

    A rare language makes its stems rare, so BM25 would take a word that it leaves alone for telling.
    """
    main, *others = languages
    found = [stem for stem in stems_of(word, others) if stem.partition("/")[2] != surface]
    return tuple(dict.fromkeys([*stems_of(word, [main]), *found]))


def surfaces(phrase: str) -> list[str]:
    """The folded words of a phrase, in order."""
    return [token.surface for token in tokens(phrase)]
