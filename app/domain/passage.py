"""Passages, and how a document is split into them.

The rule does not know the encoder. It aims at the length that measured best for it (about 128
tokens, `docs/decisions/`), in characters, because characters are what every script has: a
letter weighs one, a character of a script written without spaces weighs `DENSE_WEIGHT`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.document import Document, Segment

SPLIT_RULE = "sentences-2"
"""Named in the recipe: another rule makes other passages."""

AIM = 560
"""A passage grows until the next sentence would carry it past this weight."""
ENOUGH = 380
"""From this weight on a passage rather ends with its paragraph than in the middle of the next."""
OVERLAP = 110
"""A last sentence up to this weight is repeated at the head of the next passage."""
TAIL = 140
"""A remainder of a segment lighter than this stays with the passage before it."""
DENSE_WEIGHT = 2.0
"""Weight of one Chinese, Japanese, Korean, Thai or Lao character, against 1 for a letter: by what it says.

An English encoder cuts such a text into a token a character, but what it makes of them is of no use anyway;
in shorter passages words lose their company (nDCG@10 of words on Japanese .905 for 3.5, .912 for 2).
"""

_DENSE = re.compile(r"[\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_QUOTES = "[\"'\u201d\u2019)\\]\u300d\u300f\uff09]*"
_BREAK = re.compile(
    "[.!?\u2026\u3002\uff01\uff1f\n](?:"  # one set of characters, which the search for is fast
    rf"(?<!\n){_QUOTES}([ \t]*\n[ \t]*\n)"
    r"|(?<=\n)([ \t]*\n)"
    rf"|(?<=[.!?\u2026]){_QUOTES}(?=\s)"  # a Western sentence ends before a space
    rf"|(?<=[\u3002\uff01\uff1f]){_QUOTES}"  # a CJK sentence needs none
    r"|(?<=\n)(?=[ \t]*(?:[-*+\u2022]|\d{1,3}[.)])[ \t]))"  # a list item starts a line
)
"""Ends of sentences, and (with a group) of paragraphs."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document, short enough to encode.

    `document.text[start:end] == text`, always: highlighting, landing on the page and the preview
    lean on it. A passage never crosses a segment.
    """

    text: str
    start: int
    end: int
    segment: int
    """Index into `document.segments`."""


class _Sentence(NamedTuple):  # by the hundred thousand
    """A stretch without white space around it, no heavier than a passage may be."""

    start: int
    end: int
    weight: float
    ends_paragraph: bool


def weight(text: str) -> float:
    """Length of *text* in letters of a script with spaces."""
    if text.isascii():
        return len(text)
    return len(text) + (DENSE_WEIGHT - 1) * len(_DENSE.findall(text))


def split(document: Document) -> list[Passage]:
    """Cut *document* into passages, in order; every visible character of a segment is in one."""
    return [
        Passage(document.text[start:end], start, end, number)
        for number, segment in enumerate(document.segments)
        for start, end in _spans(document.text, segment)
    ]


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of the sentences of *text*, in order, without white space around them."""
    return [(one.start, one.end) for one in _sentences(text, 0, len(text))]


def _spans(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the passages of one segment."""
    sentences = _sentences(text, segment.start, segment.end)
    heavy_from = _last_heavy(sentences)
    first = 0
    while first < len(sentences):
        last = _last_of_passage(sentences, first)
        if last >= heavy_from:
            last = len(sentences) - 1
        yield sentences[first].start, sentences[last].end
        first = last if _overlaps(sentences, first, last) else last + 1


def _last_heavy(sentences: list[_Sentence]) -> int:
    """Index after which the remainder is too light to stand alone."""
    rest = 0.0
    for index in range(len(sentences) - 1, -1, -1):
        if rest + sentences[index].weight >= TAIL:
            return index
        rest += sentences[index].weight
    return -1


def _last_of_passage(sentences: list[_Sentence], first: int) -> int:
    """Index of the last sentence of the passage that starts with sentence *first*."""
    total = sentences[first].weight
    last = first
    while last + 1 < len(sentences) and total + sentences[last + 1].weight <= AIM:
        if sentences[last].ends_paragraph and total >= ENOUGH:
            break
        last += 1
        total += sentences[last].weight
    return last


def _overlaps(sentences: list[_Sentence], first: int, last: int) -> bool:
    """Whether sentence *last* opens the next passage too."""
    if last == first or last + 1 >= len(sentences):
        return False
    end = sentences[last]
    return not end.ends_paragraph and end.weight <= OVERLAP and end.weight + sentences[last + 1].weight <= AIM


def _sentences(text: str, start: int, end: int) -> list[_Sentence]:
    """Cut a segment at the ends of sentences, paragraphs and list items."""
    found: list[_Sentence] = []
    position = start
    for match in _BREAK.finditer(text, start, end):
        after = match.end()
        _take(found, text, position, after, ends_paragraph=match.lastindex is not None)
        position = after
    _take(found, text, position, end, ends_paragraph=True)
    return found


def _take(found: list[_Sentence], text: str, start: int, end: int, *, ends_paragraph: bool) -> None:
    """Add one sentence, trimmed; in pieces where it is too heavy for any passage."""
    sentence = text[start:end].rstrip()
    end = start + len(sentence)
    sentence = sentence.lstrip()
    start = end - len(sentence)
    if not sentence:
        return
    while (heavy := weight(text[start:end]) if end - start <= AIM else AIM + 1.0) > AIM:
        cut = _cut(text, start, end)
        found.append(_Sentence(start, cut, weight(text[start:cut]), ends_paragraph=False))
        start = cut
        while text[start].isspace():  # what is left ends with a visible character
            start += 1
    found.append(_Sentence(start, end, heavy, ends_paragraph))


def _cut(text: str, start: int, end: int) -> int:
    """Where to cut a sentence too heavy for any passage: at a space, or where it must be."""
    window = text[start : min(end, start + AIM)]
    reach = max(1, int(len(window) * min(1.0, AIM / weight(window))))
    space = max(window.rfind(" ", reach * 2 // 3, reach), window.rfind("\n", reach // 3, reach))
    return start + (space if space > 0 else reach)
