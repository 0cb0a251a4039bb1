"""Presentations of before 2007 (PPT: PowerPoint 97 to 2003), slide by slide in the order in which they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.draft import GAP, Draft, Part, one_line, rest_after
from app.reading.office.binary import u32
from app.reading.office.ole import DAMAGE
from app.reading.office.powerpoint_records import MAIN_STREAM, USER_STREAM, Record, Saved, children, walk
from app.reading.office.powerpoint_records import Kind as Of
from app.reading.office.powerpoint_shapes import NOTES, TEXTS, TITLES, Text, shape_texts, text_of
from app.reading.office.streams import read_streams, stream_names
from app.reading.office.summary import SUMMARY, read_summary

_SLIDE_LIST, _NOTES_LIST = 0, 2


def is_ppt(head: bytes, source: BinaryIO) -> bool:
    """Whether *source* is an OLE file that holds a presentation."""
    return MAIN_STREAM in stream_names(head, source)


def read_ppt(source: BinaryIO, characters: int) -> Draft:
    """One part for each slide: its title, its other texts and tables, then its notes.

    Raises:
        Unreadable: DAMAGED, ENCRYPTED or TOO_LARGE.
    """
    streams = read_streams(source, (MAIN_STREAM, USER_STREAM, SUMMARY))
    data = streams.get(MAIN_STREAM, b"")
    try:
        saved = Saved(data, streams.get(USER_STREAM, b""))
        parts, is_cut = _parts(_Presentation(data, saved, characters), characters)
    except DAMAGE as error:
        raise Unreadable(Reason.DAMAGED) from error
    if not parts and not saved.document:
        raise Unreadable(Reason.DAMAGED)
    summary = read_summary(streams.get(SUMMARY, b""))
    first = parts[0].label if parts else ""
    return Draft(
        Kind.PRESENTATION,
        parts,
        SegmentKind.SLIDE,
        title=summary.title or sensible_title(first),
        author=summary.author,
        created=summary.created,
        left_out=rest_after(characters) if is_cut else "",
    )


@dataclass(slots=True)
class _Listed:
    """A slide or notes, as the document lists them."""

    container: Record | None
    number: int = 0
    """By which notes name their slide."""
    texts: list[Text] = field(default_factory=list)
    """Those of its placeholders."""


class _Presentation:
    """The slides and notes of a file."""

    def __init__(self, data: bytes, saved: Saved, characters: int) -> None:
        self._data = data
        self._saved = saved
        self._characters = characters
        self._left = 2 * len(data)
        """Bytes that may yet be walked: slides do not overlap."""

    def slides(self) -> Iterator[tuple[int, list[Text]]]:
        """The number and the texts of each; as they lie in the stream where nothing tells their order."""
        listed = self._listed(_SLIDE_LIST, Of.SLIDE) if self._saved.document else self._found()
        for slide in listed:
            yield slide.number, self._texts(slide)

    def notes(self) -> dict[int, str]:
        """The notes, by the numbers of their slides."""
        found: dict[int, str] = {}
        for listed in self._listed(_NOTES_LIST, Of.NOTES):
            texts = [text.text for text in self._texts(listed) if text.kind == NOTES]
            facts = next(children(self._data, listed.container), None) if listed.container else None
            if facts and facts.kind == Of.NOTES_FACTS:
                found[u32(self._data, facts.start)] = GAP.join(texts)
        return found

    def _texts(self, listed: _Listed) -> list[Text]:
        records = self._walked(listed.container) if listed.container else ()
        return shape_texts(self._data, records, listed.texts, self._characters)

    def _walked(self, container: Record) -> Iterator[Record]:
        self._left -= container.end - container.start
        if self._left >= 0:
            yield from walk(self._data, container)

    def _found(self) -> Iterator[_Listed]:
        whole = Record(0, 0, 0, len(self._data), is_container=True)
        return (_Listed(record) for record in children(self._data, whole) if record.kind == Of.SLIDE)

    def _listed(self, instance: int, kind: Of) -> Iterator[_Listed]:
        """What the document's list of this kind holds ([MS-PPT], 2.4.14.3)."""
        document = self._saved.document
        for wanted in children(self._data, document) if document else ():
            if wanted.kind != Of.SLIDE_LIST or wanted.instance != instance:
                continue
            listed: _Listed | None = None
            for record in children(self._data, wanted):
                if record.kind == Of.PERSISTED:
                    if listed:
                        yield listed
                    container = self._saved.object(u32(self._data, record.start), kind)
                    listed = _Listed(container, u32(self._data, record.start + 12))
                elif listed:
                    self._add_text(listed.texts, record)
            if listed:
                yield listed

    def _add_text(self, texts: list[Text], record: Record) -> None:
        """Take the head of a text, which may have none, or the text that belongs to the last head."""
        if record.kind == Of.TEXT_HEADER:
            texts.append(Text(u32(self._data, record.start), ""))
        elif record.kind in TEXTS and texts:
            texts[-1] = Text(texts[-1].kind, text_of(self._data, record))


def _parts(presentation: _Presentation, characters: int) -> tuple[list[Part], bool]:
    """The slides, and whether there was more than the characters wanted."""
    notes = presentation.notes()
    parts: list[Part] = []
    left = characters
    for number, texts in presentation.slides():
        if left < 0:
            break
        titles = [text.text for text in texts if text.kind in TITLES]
        others = [text.text for text in texts if text.kind not in TITLES]
        text = GAP.join(filter(None, [*titles, *others, notes.get(number, "")]))
        title = one_line(titles[0]) if titles else ""
        parts.append(Part(text, label=title, heading=title))
        left -= len(text)
    return parts, left < 0
