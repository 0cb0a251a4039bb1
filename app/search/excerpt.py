"""The text around a passage, as the preview shows it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.catalogue.lookup import Lookup
from app.catalogue.sparse import Term
from app.domain.document import Segment
from app.domain.hit import Excerpt, Stretch
from app.search.begun import as_typed
from app.search.snippet import Mark, matches
from app.search.wording import Wording

AROUND = 20_000
"""Code points shown before and after the passage."""
MARKED = 15_000
"""Code points before and after the passage in which words are marked: more would take too long."""
NEAR = 500
"""A border of lines so near is a better place to cut."""


def excerpt(
    lookup: Lookup, wording: Wording, folders: dict[int, Path], document: int, passage: Mark, typed: str
) -> Excerpt | None:
    """Cut out what surrounds *passage*, the words of the query marked; None where the document is gone.

    *folders* maps the id of each user folder to its path.
    """
    row = lookup.documents([document]).get(document)
    if row is None or row.location.folder not in folders:
        return None
    text = lookup.text(document)
    passage = _clamped(passage, len(text))
    start, end = surroundings(text, passage)
    shown = text[start:end]
    inside = passage[0] - start, passage[1] - start
    return Excerpt(
        document_id=document,
        path=row.location.below(folders[row.location.folder]),
        title=row.shown_title,
        kind=row.kind,
        text=shown,
        offset=start,
        total=len(text),
        passage=inside,
        marks=tuple(marks_near(shown, inside, wording.asked(as_typed(typed)).terms, row.language)),
        stretches=tuple(_stretches(lookup.segments(document, start, end), start, end)),
        member=row.location.member,
    )


def surroundings(text: str, passage: Mark) -> Mark:
    """Start and end of what is shown of *text*, at borders of lines where some are near."""
    start, end = max(0, passage[0] - AROUND), min(len(text), passage[1] + AROUND)
    if start:
        border = text.find("\n", start, min(start + NEAR, passage[0]))
        start = border + 1 if border >= 0 else start
    if end < len(text):
        border = text.rfind("\n", max(end - NEAR, passage[1]), end)
        end = border if border >= 0 else end
    return start, end


def marks_near(text: str, passage: Mark, terms: Sequence[Term], language: str) -> list[Mark]:
    """The words of *text* that the query asks for, not too far from the passage."""
    if not terms:
        return []
    start, end = max(0, passage[0] - MARKED), min(len(text), passage[1] + MARKED)
    while 0 < start < passage[0] and text[start - 1].isalnum():  # half a word is another word
        start += 1
    while passage[1] < end < len(text) and text[end].isalnum():
        end -= 1
    return [(a + start, b + start) for a, b in matches(text[start:end], terms, language)]


def _clamped(passage: Mark, length: int) -> Mark:
    """A document that changed since it was found may have become shorter."""
    start = min(max(0, passage[0]), length)
    return start, min(max(start, passage[1]), length)


def _stretches(segments: Iterable[Segment], start: int, end: int) -> Iterable[Stretch]:
    """The segments as they lie in an excerpt from *start* to *end*."""
    for segment in segments:
        yield Stretch(segment.place, max(segment.start, start) - start, min(segment.end, end) - start)
