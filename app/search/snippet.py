"""The sentences of a passage that are worth showing, with the matched words marked."""

import unicodedata
from collections.abc import Iterable, Sequence

from app.analysis.analyser import UNKNOWN, stems_of
from app.analysis.tokens import Token, is_unspaced, runs, tokens
from app.catalogue.sparse import Term
from app.domain.hit import Snippet
from app.domain.passage import sentences
from app.search.prose import is_prose
from app.search.wanted import Wanted, wanted_by

WIDTH = 260
"""Code points."""
REACH = WIDTH // 6
"""So far away a border between words is looked for; also what is shown before the first mark of a long sentence."""

Mark = tuple[int, int]


def matches(text: str, terms: Iterable[Term], language: str) -> list[Mark]:
    """(start, end) of the words of *text* that the query asks for, in order, apart from each other."""
    wanted = wanted_by(tuple(terms))
    telling = None if wanted.asks_for_runs else _telling(text, wanted, language or UNKNOWN)
    read: list[Token] = []
    found: list[Mark] = []
    for token in tokens(text, telling) if telling is None or telling else ():
        read.append(token)
        forms = (token.surface, *stems_of(text[token.start : token.end], [language or UNKNOWN]))
        first = token if wanted.holds(forms) else wanted.run_at_end(read)
        if first is not None:
            start, end = first.start, token.end
            while found and start < found[-1][1]:
                before = found.pop()
                start, end = min(start, before[0]), max(end, before[1])
            found.append((start, end))
    return found


def _telling(text: str, wanted: Wanted, language: str) -> set[str]:
    """What holds a wanted word: few, and told sooner than all words of *text* are placed."""
    return {run for run in runs(text) if wanted.is_in(run, language)}


def snippet(text: str, terms: Sequence[Term], language: str, sentence: Mark | None = None) -> Snippet:
    """The sentences of *text* that hold the most matched words, in one line; marks are places in it.

    Where *sentence* is given, that one is shown and told apart, as far as there is room for it.
    """
    marks = matches(text, terms, language)
    start, end = _stretch(text, marks, sentence)
    shown = "".join(" " if character.isspace() else character for character in text[start:end])
    before, after = "\u2026 " if text[:start].strip() else "", " \u2026" if text[end:].strip() else ""
    offset = len(before) - start
    inside = tuple((a + offset, b + offset) for a, b in marks if start <= a and b <= end)
    told = (max(start, sentence[0]) + offset, min(end, sentence[1]) + offset) if sentence else None
    return Snippet(before + shown + after, inside, told)


def _stretch(text: str, marks: Sequence[Mark], sentence: Mark | None) -> Mark:
    """Start and end of what is shown: whole sentences from the left, cut only where there is no more room."""
    spans = sentences(text)
    if not spans:
        return 0, 0
    at = _holding(spans, sentence) if sentence else _most_telling(text, spans, marks)
    first, last = (spans[at][0], spans[at][1]) if sentence is None else sentence
    if last - first > WIDTH:
        return _inside(text, (first, last), marks)
    while at + 1 < len(spans) and spans[at + 1][1] - first <= WIDTH:
        at += 1
        last = max(last, spans[at][1])
    for earlier in reversed([span for span in spans if span[1] <= first]):
        is_welcome = is_prose(text[slice(*earlier)]) or _count(marks, *earlier) > 0
        if last - earlier[0] > WIDTH or not is_welcome:
            break
        first = earlier[0]
    following = next((span for span in spans if span[0] >= last), None)
    if following is None or not is_prose(text[slice(*following)]):
        return first, last
    return first, max(last, _border_before(text, first + WIDTH, following[0]))


def _holding(spans: Sequence[Mark], sentence: Mark) -> int:
    """The last of *spans* that begins within *sentence*."""
    return max((at for at, (start, _) in enumerate(spans) if start < sentence[1]), default=0)


def _most_telling(text: str, spans: Sequence[Mark], marks: Sequence[Mark]) -> int:
    """The sentence from which on the most different matched words are seen; prose before headings."""

    def told(at: int) -> tuple[int, bool, bool, int]:
        start, end = spans[at]
        seen = {text[a:b].casefold() for a, b in marks if start <= a and b <= max(end, start + WIDTH)}
        return len(seen), _count(marks, start, end) > 0, is_prose(text[start:end]), -at

    return max(range(len(spans)), key=told)


def _inside(text: str, sentence: Mark, marks: Sequence[Mark]) -> Mark:
    """A part of a long sentence: where most of its marks are, else its beginning."""
    begin = sentence[0]
    own = [(a, b) for a, b in marks if sentence[0] <= a and b <= sentence[1]]
    if own:
        counts = [_count(own, a, a + WIDTH * 3 // 4) for a, _ in own]
        first = own[counts.index(max(counts))][0]
        if first - begin > REACH:
            begin = _border_after(text, first - REACH, first)
    return begin, _border_before(text, min(len(text), begin + WIDTH), begin + WIDTH // 2)


def _count(marks: Iterable[Mark], start: int, end: int) -> int:
    return sum(start <= a and b <= end for a, b in marks)


def _border_after(text: str, position: int, last: int) -> int:
    """The first place from *position* on where no word is cut, at most *last*."""
    return next((place for place in range(position, last) if _is_border(text, place)), last)


def _border_before(text: str, position: int, first: int) -> int:
    """The last place up to *position* where no word is cut; *position* itself where there is none after *first*."""
    place = next((place for place in range(position, first, -1) if _is_border(text, place)), position)
    while place > first and text[place - 1].isspace():
        place -= 1
    return place


def _is_border(text: str, place: int) -> bool:
    """Whether no word goes on there; scripts without spaces may be cut before any letter."""
    if place in (0, len(text)):
        return True
    before, after = text[place - 1], text[place]
    if unicodedata.category(after).startswith("M"):
        return False
    return not (before.isalnum() and after.isalnum()) or is_unspaced(before) or is_unspaced(after)
