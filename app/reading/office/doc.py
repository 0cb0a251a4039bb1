"""Word documents of before 2007 (DOC: Word 97 to 2003, 6 and 95; text alone of Word 2), cut at their headings."""

from collections.abc import Iterator
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.draft import GAP, Draft, Part, is_visible, rest_after
from app.reading.office.ole import DAMAGE
from app.reading.office.streams import MOST_BYTES, read_streams, stream_names
from app.reading.office.summary import SUMMARY, read_summary
from app.reading.office.word_binary import (
    MAIN_STREAM,
    TABLE_STREAMS,
    WORD_2,
    Story,
    Table,
    WordFile,
    positioned,
)
from app.reading.office.word_formats import Formats
from app.reading.office.word_story import StoryReader, plain, visible_text

ASIDE_CHARACTERS = 100_000
"""Characters kept of one note, and of the headers together."""

_NOTES = (
    (Story.FOOTNOTES, Table.FOOTNOTE_MARKS, 2, Table.FOOTNOTES),
    (Story.ENDNOTES, Table.ENDNOTE_MARKS, 2, Table.ENDNOTES),
    (Story.COMMENTS, Table.COMMENT_MARKS, 30, Table.COMMENTS),
)
"""Story, marks in the text with so many bytes each, and edges of the notes."""
_SEPARATORS = 6
"""Of notes, which stand before the headers of the sections."""
_OF_ONE_SECTION = 6
_IS_HEADER = (True, True, False, False, True, False)
"""On even and odd pages, then footers, then on the first page."""


def is_doc(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is a Word document in an OLE file, or one of Word 2."""
    return head.startswith(WORD_2) or MAIN_STREAM in stream_names(head, source)


def read_doc(source: BinaryIO, characters: int) -> Draft:
    """One part for each heading, notes and comments after the paragraph that refers to them; then the headers.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    streams = _streams(source)
    try:
        return _draft(WordFile(streams), streams.get(SUMMARY, b""), characters)
    except DAMAGE as error:
        raise Unreadable(Reason.DAMAGED) from error


def _streams(source: BinaryIO) -> dict[str, bytes]:
    head = source.read(len(WORD_2))
    if head == WORD_2:
        return {MAIN_STREAM: head + source.read(MOST_BYTES)}
    return read_streams(source, (MAIN_STREAM, *TABLE_STREAMS, SUMMARY))


def _draft(word: WordFile, facts: bytes, characters: int) -> Draft:
    formats = Formats(word)
    text = visible_text(word.text, formats.hidden())
    body = StoryReader(word, formats, characters)
    notes: dict[int, str] = {}
    for story, marks, size, edges in _NOTES:
        bounds = word.story(story)
        at = [start for start, _, _ in positioned(word.table(marks), size)]
        for mark, note in zip(at, _stretches(word, text, bounds, edges), strict=False):
            notes[mark] = "\n".join(filter(None, (notes.get(mark), note)))
    body.read(text, *word.story(Story.MAIN), notes)
    parts = body.outline.parts()
    asides = list(_asides(word, text))
    if not parts and not asides and not word.is_whole:
        raise Unreadable(Reason.DAMAGED)
    summary = read_summary(facts)
    return Draft(
        Kind.DOCUMENT,
        [*parts, *asides],
        SegmentKind.SECTION if parts and asides else body.outline.divided,
        title=summary.title or body.title or body.outline.title,
        author=summary.author,
        created=summary.created,
        left_out=rest_after(characters)
        if body.is_cut
        else ""
        if word.is_whole
        else "the end of the document",
    )


def _stretches(word: WordFile, text: str, bounds: tuple[int, int], edges: Table) -> Iterator[str]:
    """The texts into which *edges* cut a story."""
    start, end = bounds
    for first, last, _ in positioned(word.table(edges), 0):
        stretch = text[min(start + first, end) : min(start + last, end)]
        yield plain(word, stretch[:ASIDE_CHARACTERS])


def _asides(word: WordFile, text: str) -> Iterator[Part]:
    """What stands in text boxes, then the page headers, each once."""
    start, end = word.story(Story.BOXES)
    boxes = plain(word, text[start:end])
    headers: dict[str, None] = {}
    for number, header in enumerate(_stretches(word, text, word.story(Story.HEADERS), Table.HEADERS)):
        place = (number - _SEPARATORS) % _OF_ONE_SECTION
        if word.is_old or (number >= _SEPARATORS and _IS_HEADER[place]):  # old files do not keep empty ones
            headers[header] = None
    for aside in (boxes, GAP.join(filter(None, headers))[:ASIDE_CHARACTERS]):
        if is_visible(aside):
            yield Part(aside)
