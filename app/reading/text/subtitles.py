"""Subtitles (SubRip, WebVTT): what is said, in paragraphs of half a minute or so, each with its time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.draft import Draft, Part, canonical
from app.reading.text.plain import read_text

ENOUGH = 30
"""Seconds after which a paragraph ends with the sentence."""
MOST = 60
"""Seconds after which it ends anyway."""
SILENCE = 10
"""Seconds without a word that end it."""

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}")
_OPENING = re.compile(
    rf"\s*(?:WEBVTT(?:[ \t]+(?:-[ \t]+)?(?P<title>[^\n]*))?(?:\n|$)|\d+[ \t]*\n{_TIMES.pattern})"
)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+([^<>]+)>")
_TAG = re.compile(r"<[/\w][^<>]*>|\{\\[^{}]*\}|<\d[\d:.]*>")
_SENTENCE_END = re.compile("[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\\]]*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


def is_subtitles(text: str) -> bool:
    """Whether *text*, the head of a file, begins as subtitles do."""
    return _OPENING.match(canonical(text)) is not None


def read_subtitles(source: BinaryIO, characters: int) -> Draft:
    """One part for each stretch of speech.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text; DAMAGED, if no line of it is a time.
    """
    text, left_out = read_text(source, characters)
    text = canonical(text)
    if not _TIMES.search(text):
        raise Unreadable(Reason.DAMAGED)
    opening = _OPENING.match(text)
    return Draft(
        Kind.SUBTITLES,
        list(_stretches(_cues(text.split("\n")))),
        SegmentKind.MOMENT,
        title=sensible_title((opening and opening["title"]) or ""),
        left_out=left_out,
    )


def _cues(lines: list[str]) -> Iterator[_Cue]:
    """All cues; a cue ends at an empty line or where the next one begins, its number with it."""
    start = end = -1.0
    said: list[str] = []
    for line in [*lines, ""]:
        if match := _TIMES.match(line):
            if start >= 0:
                yield _Cue(start, end, tuple(said[:-1] if said and said[-1].isdecimal() else said))
            start, end, said = _seconds(match, 1), _seconds(match, 5), []
        elif start >= 0:
            if plain := _plain(line):
                said.append(plain)
            elif not line.strip():
                yield _Cue(start, end, tuple(said))
                start = -1.0


def _stretches(cues: Iterator[_Cue]) -> Iterator[Part]:
    lines: list[str] = []
    begin = last = 0.0
    before: tuple[str, ...] = ()
    for cue in cues:
        # Live captions roll: a cue says again what stood in the one before.
        fresh = [line for line in cue.lines if line not in before]
        before = cue.lines
        if not fresh:
            continue
        if lines and (
            cue.start - last > SILENCE
            or cue.end - begin > MOST
            or (last - begin >= ENOUGH and _SENTENCE_END.search(lines[-1]))
            or cue.start < begin
        ):
            yield Part(" ".join(lines), moment(begin))
            lines = []
        if not lines:
            begin = cue.start
        lines += fresh
        last = cue.end
    if lines:
        yield Part(" ".join(lines), moment(begin))


def _plain(line: str) -> str:
    return " ".join(unescape(_TAG.sub("", _VOICE.sub(r"\1: ", line))).split())


def _seconds(match: re.Match[str], first: int) -> float:
    hours, minutes, seconds, fraction = (match[first + at] or "0" for at in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def moment(seconds: float) -> str:
    """A time as players show it: `0:12:03`."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
