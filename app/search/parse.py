"""What the user typed -> what he asks. Never an error: what does not parse is text."""

import re

from app.analysis.tokens import tokens
from app.domain.query import Filter, Mode, Query

LONGEST = 10_000
"""Characters of a query that are looked at."""

_PARTS = re.compile(
    r"(?<!\S)(?P<minus>-?)[\"\u201c\u201e\u00ab](?P<phrase>[^\"\u201c\u201d\u00bb]*)(?:[\"\u201c\u201d\u00bb]|$)"
    r"|(?<!\S)-(?P<excluded>\w[^\s\"]*)"
    r"|(?P<text>[^\s\"\u201c\u201d\u201e\u00ab\u00bb]+|[\"\u201c\u201d\u201e\u00ab\u00bb])"
)


def parse(typed: str, where: Filter | None = None, mode: Mode = Mode.HYBRID) -> Query:
    """Read the query language: words, `"exact phrase"`, `-word`, `-"phrase"`.

    A quote that is not closed runs to the end; a hyphen inside a word is part of it.
    """
    words: list[str] = []
    phrases: list[str] = []
    excluded: list[str] = []
    for part in _PARTS.finditer(typed[:LONGEST]):
        if (phrase := part.group("phrase")) is not None:
            target = excluded if part.group("minus") else phrases
            if _has_words(phrase):
                target.append(phrase.strip())
                if not part.group("minus"):
                    words.append(phrase.strip())
        elif (unwanted := part.group("excluded")) is not None:
            if _has_words(unwanted):
                excluded.append(unwanted)
        elif part.group("text") not in '"\u201c\u201d\u201e\u00ab\u00bb':
            words.append(part.group("text"))
    return Query(" ".join(words), tuple(phrases), tuple(excluded), where or Filter(), mode)


def _has_words(text: str) -> bool:
    return next(tokens(text), None) is not None
