"""The typed text, cut into the parts that mean something."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.query_language.dates import moment, period
from app.domain.query_language.labels import extension_called, kind_called, language_called


class Aspect(StrEnum):
    """What a part of the text is about."""

    WORDS = "words"
    PHRASE = "phrase"
    KIND = "kind"
    EXTENSION = "extension"
    FOLDER = "folder"
    NAME = "name"
    AUTHOR = "author"
    LANGUAGE = "language"
    AFTER = "after"
    BEFORE = "before"
    DATE = "date"


NAMES = {
    Aspect.KIND: ("type", "kind", "filetype"),
    Aspect.EXTENSION: ("ext", "extension", "suffix"),
    Aspect.FOLDER: ("in", "folder"),
    Aspect.NAME: ("name", "file", "filename"),
    Aspect.AUTHOR: ("author", "from"),
    Aspect.LANGUAGE: ("lang", "language"),
    Aspect.AFTER: ("after", "since"),
    Aspect.BEFORE: ("before", "until"),
    Aspect.DATE: ("date",),
}
"""How the field of an aspect is written, followed by a colon; the first one is the usual one."""
FIELDS = {name: aspect for aspect, names in NAMES.items() for name in names}
LISTS: dict[Aspect, Callable[[str], str]] = {
    Aspect.KIND: kind_called,
    Aspect.LANGUAGE: language_called,
    Aspect.EXTENSION: extension_called,
}
"""Fields that take several values with commas between, and what a value is called."""
OPENING = '"\u201c\u201e\u00ab'
CLOSING = '"\u201c\u201d\u00bb'
_QUOTES = OPENING + CLOSING
_PARTNERS = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u00ab": "\u00bb"}
_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"\S*")
_FIELD = re.compile(r"([A-Za-z]+):(?=\S)")
_EXCLUDED = re.compile(r"-(?=\w)")
_ITEM = re.compile("[^,]*")
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A word, a phrase or one value of a filter, and what to take out of the text to be rid of it."""

    aspect: Aspect
    value: str
    negated: bool
    start: int
    end: int
    in_list: bool = False
    """Whether it is one of several values between commas."""

    @property
    def is_filter(self) -> bool:
        """Whether it is written as a field."""
        return self.aspect not in (Aspect.WORDS, Aspect.PHRASE)


def cut(typed: str, now: datetime) -> Iterator[Part]:
    """The parts of *typed* in order; whatever is no phrase and no filter is a word.

    A part begins where the text does, behind a space, or behind a closed quote, where a hyphen is
    no minus (`"well"-known`). A quote that is not closed runs to the end.
    """
    position = 0
    while position < len(typed):
        space = _end(_SPACE, typed, position)
        behind_quote = space == position > 0
        position = space
        while behind_quote and typed.startswith("-", position):
            position += 1
        found, position = _part(typed, position, now, may_exclude=not behind_quote)
        yield from found


def _part(typed: str, start: int, now: datetime, *, may_exclude: bool) -> tuple[list[Part], int]:
    """What begins at *start*, and where it ends."""
    negated = may_exclude and typed.startswith("-", start)
    body = start + negated
    if typed[body : body + 1] in tuple(OPENING):
        inner, end = _phrase(typed, body)
        return ([Part(Aspect.PHRASE, inner, negated, start, end)] if has_words(inner) else []), end
    end = _end(_WORD, typed, body)
    if field := _FIELD.match(typed, body):
        value = field.end()
        is_quoted = typed[value] in OPENING
        if is_quoted:
            end = _quoted_end(typed, value)
        if aspect := FIELDS.get(field[1].lower()):
            found = list(_values(aspect, typed, (start, value, end), now, negated=negated))
            if found or is_quoted:
                return found or _word(typed, start, end, negated=negated), end
        else:
            end = _end(_WORD, typed, body)
    return _word(typed, start, end, negated=negated), end


def _word(typed: str, start: int, end: int, *, negated: bool) -> list[Part]:
    if negated and _EXCLUDED.match(typed, start) and has_words(typed[start:end]):
        return [Part(Aspect.WORDS, typed[start + 1 : end], negated, start, end)]
    return [Part(Aspect.WORDS, typed[start:end], start=start, end=end, negated=False)] if end > start else []


def _values(
    aspect: Aspect, typed: str, place: tuple[int, int, int], now: datetime, *, negated: bool
) -> Iterator[Part]:
    """The values of a field that stands at (start, value, end); none where it has none that could be."""
    start, begin, end = place
    if aspect in LISTS:
        yield from _items(aspect, typed, place, negated=negated)
        return
    value = _unquoted(typed[begin:end])
    if aspect is not Aspect.FOLDER:
        value = _NO_CHARACTER.sub("\ufffd", value.strip())
    dated = {Aspect.AFTER: moment, Aspect.BEFORE: moment, Aspect.DATE: period}
    is_sound = dated[aspect](value, now) is not None if aspect in dated else bool(value.strip())
    if is_sound:
        yield Part(aspect, value.casefold() if aspect in dated else value, negated, start, end)


def _items(aspect: Aspect, typed: str, place: tuple[int, int, int], *, negated: bool) -> Iterator[Part]:
    """The values between commas; each goes with a comma of its own."""
    start, begin, end = place
    if typed[begin] in OPENING:
        begin, end = begin + 1, end - _is_closed(typed[begin:end])
    spans: list[tuple[str, int, int]] = []
    for item in _ITEM.finditer(typed, begin, end):
        text = item.group().lstrip(_QUOTES)
        plain = "".join(c for c in text if c not in _QUOTES)
        if name := LISTS[aspect](_NO_CHARACTER.sub("\ufffd", plain)):
            spans.append((name, item.end() - len(text), item.end()))
    if len(spans) == 1:
        yield Part(aspect, spans[0][0], negated, start, place[2])
        return
    for number, (name, first, last) in enumerate(spans):
        if number + 1 < len(spans):
            yield Part(aspect, name, negated, first, spans[number + 1][1], in_list=True)
        else:
            yield Part(aspect, name, negated, spans[number - 1][2], last, in_list=True)


def _phrase(typed: str, start: int) -> tuple[str, int]:
    """What stands between quotes, of whatever kind, and where they end."""
    end = next((i for i in range(start + 1, len(typed)) if typed[i] in CLOSING), len(typed))
    return typed[start + 1 : end].strip(), min(end + 1, len(typed))


def _quoted_end(typed: str, start: int) -> int:
    """Where a quoted value ends; a quote written twice is one that belongs to it."""
    partners, position = _PARTNERS[typed[start]], start + 1
    while position < len(typed):
        if typed[position] in partners:
            if not (typed[start] == '"' and typed.startswith('""', position)):
                return position + 1
            position += 1
        position += 1
    return len(typed)


def _unquoted(value: str) -> str:
    if value[0] not in OPENING:
        return value
    inner = value[1:-1] if _is_closed(value) else value[1:]
    return inner.replace('""', '"') if value[0] == '"' else inner


def _is_closed(value: str) -> bool:
    """Whether a quoted value has its second quote."""
    return _quoted_end(value + " ", 0) == len(value)


def has_words(text: str) -> bool:
    """Whether there is anything to search for."""
    return any(map(str.isalnum, text))


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start
