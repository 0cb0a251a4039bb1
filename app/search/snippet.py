"""The lines of a passage that are worth showing, with the matched words marked."""

from collections.abc import Iterable, Sequence

from app.analysis.analyser import UNKNOWN, stems_of
from app.analysis.tokens import tokens
from app.catalogue.sparse import Term
from app.domain.hit import Snippet

WIDTH = 260
"""Code points."""

Mark = tuple[int, int]


def matches(text: str, terms: Iterable[Term], language: str) -> list[Mark]:
    """(start, end) of the words of *text* that the query asks for, in order, apart from each other."""
    wanted = {form for term in terms for form in (term.surface, *term.stems)}
    found: list[Mark] = []
    for token in tokens(text):
        forms = (token.surface, *stems_of(text[token.start : token.end], [language or UNKNOWN]))
        if not wanted.isdisjoint(forms):
            if found and token.start < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], token.end))
            else:
                found.append((token.start, token.end))
    return found


def snippet(text: str, terms: Sequence[Term], language: str) -> Snippet:
    """The stretch of *text* with the most matched words, in one line; marks are places in it."""
    marks = matches(text, terms, language)
    start, end = _window(text, marks)
    shown = "".join(" " if character.isspace() else character for character in text[start:end])
    before, after = "\u2026 " if start else "", " \u2026" if end < len(text) else ""
    offset = len(before) - start
    inside = tuple((a + offset, b + offset) for a, b in marks if start <= a and b <= end)
    return Snippet(before + shown + after, inside)


def _window(text: str, marks: Sequence[Mark]) -> Mark:
    """Start and end, at spaces, of the stretch to show."""
    if len(text) <= WIDTH:
        return 0, len(text)
    begin = 0
    if marks:
        counts = [sum(a <= other < a + WIDTH * 3 // 4 for other, _ in marks) for a, _ in marks]
        first = marks[counts.index(max(counts))][0]
        begin = max(0, min(first - WIDTH // 6, len(text) - WIDTH))
    if begin:
        space = text.find(" ", begin, begin + WIDTH // 6)
        begin = space + 1 if space >= 0 else begin
    end = min(len(text), begin + WIDTH)
    if end < len(text):
        space = text.rfind(" ", begin + WIDTH // 2, end)
        end = space if space >= 0 else end
    return begin, end
