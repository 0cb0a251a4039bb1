"""What a format's reader hands over, and how it becomes a document.

Readers know their format; this file alone knows what a document promises: canonical text, and
segments that lie in order inside it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.language.detect import detect_language

GAP = "\n\n"
"""Between two parts: an empty line, which no sentence crosses."""
MOST_SEGMENTS = 100_000
"""A segment costs some hundred bytes here and with whoever hears of it, however short it is."""
LONGEST_NAME = 500
"""Characters kept of a title, an author, a label, a heading path."""

_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# C0 and C1 controls but tab and newline, soft hyphens, byte order marks, noncharacters, surrogates.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff\ufffe\uffff\ud800-\udfff]+")
_VISIBLE = re.compile("[^\\s\u200b-\u200f\u2028-\u202e\u2060-\u2064]")


@dataclass(frozen=True, slots=True)
class Part:
    """One page, one section: text as the format gives it, not yet canonical."""

    text: str
    label: str = ""
    heading: str = ""
    divided: SegmentKind | None = None
    """What it is, where that is not what the draft's other parts are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file, read by the rules of its format."""

    kind: Kind
    parts: Sequence[Part]
    """In order; a part's number is its position, so an empty page still counts."""
    divided: SegmentKind = SegmentKind.WHOLE
    """What each part is."""
    title: str = ""
    author: str = ""
    created: str = ""
    language: str = ""
    """As the file states it; used where the text is too short to tell."""
    left_out: str = ""


def canonical(text: str) -> str:
    """Newlines as line feeds; no controls, soft hyphens, byte order marks or surrogates."""
    # Nearly all text, and much faster to tell than to search; every character that goes is not printable.
    if text.replace("\n", " ").replace("\t", " ").isprintable():
        return text
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def one_line(text: str) -> str:
    """Canonical *text* with every run of white space as one space: for titles and labels."""
    return " ".join(canonical(text).split())


def _name(text: str) -> str:
    """*text* on one line of bounded length."""
    line = one_line(text[: 4 * LONGEST_NAME])
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}\u2026"


def is_visible(text: str) -> bool:
    """Whether *text* holds anything that can be seen."""
    return _VISIBLE.search(text) is not None


def rest_after(characters: int) -> str:
    """What is left out of a text that is longer than *characters*."""
    return f"text after the first {characters:,} characters"


def compose(draft: Draft, characters: int, language_of: Callable[[str], str] = detect_language) -> Document:
    """Make a document of at most *characters* characters; what is beyond is said in `left_out`.

    Raises:
        Unreadable: EMPTY, if no part holds a visible character.
    """
    pieces: list[str] = []
    segments: list[Segment] = []
    position = 0
    left_out = [draft.left_out] if draft.left_out else []
    for number, part in enumerate(draft.parts, start=1):
        text = canonical(part.text).strip("\n").rstrip()
        if not is_visible(text):
            continue
        if len(segments) == MOST_SEGMENTS:
            left_out.append(f"what follows the first {MOST_SEGMENTS:,} parts")
            break
        start = position + len(GAP) if segments else 0
        fitting = text[: max(0, characters - start)]
        if is_visible(fitting):
            place = Place(part.divided or draft.divided, number, _name(part.label))
            segments.append(Segment(place, start, start + len(fitting), _name(part.heading)))
            pieces.append(fitting)
            position = start + len(fitting)
        if fitting != text:
            left_out.append(rest_after(characters))
            break
    if not segments:
        raise Unreadable(Reason.EMPTY)
    text = GAP.join(pieces)
    return Document(
        kind=draft.kind,
        text=text,
        segments=tuple(segments),
        title=_name(draft.title),
        author=_name(draft.author),
        created=draft.created,
        language=language_of(text) or draft.language,
        left_out=_name("; ".join(dict.fromkeys(left_out))),
    )
