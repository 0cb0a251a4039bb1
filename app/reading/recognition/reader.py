"""A reader that has pictures of text recognised: scans, photographs of pages, pages of a PDF without text."""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.domain.contents import Member
from app.domain.document import NOT_RECOGNISED, Document, Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.ports import Reader
from app.reading.draft import Draft, Part, compose
from app.reading.pdf.pages import page_ranges
from app.reading.recognition.page_picture import PagePicture
from app.reading.recognition.program import ProgramFailed
from app.reading.titles import titled

NOTHING_FOUND = "no text was recognised"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one file may cost; what is beyond is left out, and the document says so."""

    pages: int = 300
    seconds: float = 1200.0
    failures: int = 3
    """Pages without an answer, after which the engine is asked for no more of this file."""
    characters: int = 10_000_000


class PictureReader(Reader, Protocol):
    """A reader that can also draw."""

    def picture(self, path: Path, first: int) -> PagePicture | None:
        """The first page from number *first* on that shows something and has no text; None after the last.

        Raises:
            Unreadable: with the reason.
        """
        ...

    def language(self, text: str) -> str:
        """ISO 639-1 code of *text*; empty where it is too short to tell."""
        ...


class Engine(Protocol):
    """What recognises text."""

    def recognise(self, picture: PagePicture, stopped: Callable[[], bool]) -> str:
        """The text of a page; empty where it has none.

        Raises:
            ProgramFailed: it took too long, said too much, failed, or was *stopped*.
        """
        ...


USUAL = Bounds()


@dataclass(slots=True)
class Found:
    """What has come of the pages of one file."""

    kind: Kind = Kind.PICTURE
    texts: dict[int, str] = field(default_factory=dict)
    failed: dict[str, list[int]] = field(default_factory=dict)
    """What happened -> pages."""
    last: int = 0
    """The last page that was asked about."""
    seconds: float = 0.0
    rest: str = ""
    """The pages that were not come to, and why; empty if all were seen."""

    def is_enough(self, bounds: Bounds) -> bool:
        """Whether the file has had its share."""
        failures = sum(map(len, self.failed.values()))
        return (
            len(self.texts) + failures >= bounds.pages
            or failures >= bounds.failures
            or self.seconds >= bounds.seconds
            or sum(map(len, self.texts.values())) >= bounds.characters
        )

    @property
    def left_out(self) -> list[str]:
        """Pages that may hold text nevertheless."""
        said = [f"{page_ranges(pages)} (text recognition {why})" for why, pages in self.failed.items()]
        return [*said, self.rest] if self.rest else said


Begun = dict[tuple[Path, int, int], Found]
"""By path, size and time of change."""


class RecognisingReader:
    """Reads what *reader* reads, and what is missing there for want of text recognition."""

    def __init__(
        self,
        reader: PictureReader,
        engine: Engine,
        bounds: Bounds = USUAL,
        stopped: Callable[[], bool] = lambda: False,
        begun: Begun | None = None,
    ) -> None:
        """*begun* outlives this reader: a file that was left when it was to stop is gone on with."""
        self._reader = reader
        self._engine = engine
        self._bounds = bounds
        self._stopped = stopped
        self._begun: Begun = {} if begun is None else begun

    def read(self, path: Path) -> Document | Generator[Member]:
        """Read one file; the members of one that holds documents are passed on as they are.

        Raises:
            Unreadable: with the reason; EMPTY where the engine saw no text, GONE when it is to stop.
        """
        try:
            document = self._reader.read(path)
        except Unreadable as failure:
            if failure.reason is not Reason.NOT_TEXT:
                raise
            return self._recognised(path, None)
        if not isinstance(document, Document) or NOT_RECOGNISED not in document.left_out:
            return document
        return self._recognised(path, document)

    def close(self) -> None:
        """End the reading process."""
        self._reader.close()

    def _recognised(self, path: Path, known: Document | None) -> Document:
        key = _key(path)
        found = self._begun.pop(key, None) or Found()
        if not self._look(path, found, known):
            self._begun[key] = found
            raise Unreadable(Reason.GONE)  # nothing is noted, so that the next look comes back
        if known is None and not any(found.texts.values()):
            if found.left_out:
                raise Unreadable(Reason.TIMED_OUT, "; ".join(found.left_out))
            raise Unreadable(Reason.EMPTY, NOTHING_FOUND)
        draft = _draft(found) if known is None else _completed(known, found)
        return titled(compose(draft, self._bounds.characters, self._reader.language), path.name)

    def _look(self, path: Path, found: Found, known: Document | None) -> bool:
        """Have one page after the other recognised; False where it was to stop before the end."""
        while picture := self._drawn(path, found, known):
            if self._stopped():
                return False
            if found.is_enough(self._bounds):
                found.rest = f"pages from {picture.page} on (text recognition has a limit)"
                return True
            started = time.monotonic()
            try:
                text = self._engine.recognise(picture, self._stopped)
            except ProgramFailed as error:
                if self._stopped():
                    return False
                found.failed.setdefault(str(error), []).append(picture.page)
            else:
                found.texts[picture.page] = text
            found.kind, found.last = picture.kind, picture.page
            found.seconds += time.monotonic() - started
        return True

    def _drawn(self, path: Path, found: Found, known: Document | None) -> PagePicture | None:
        """The next page; None where there is none, or it cannot be drawn and there is something to keep."""
        try:
            return self._reader.picture(path, found.last + 1)
        except Unreadable:
            if known is None and not found.texts:
                raise
            found.rest = f"pages from {found.last + 1} on (text recognition failed)"
            return None


def _key(path: Path) -> tuple[Path, int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise Unreadable(Reason.GONE) from error
    return path, status.st_size, status.st_mtime_ns


def _draft(found: Found) -> Draft:
    """A document of nothing but recognised pages."""
    last = max(found.texts)
    parts = [Part(found.texts.get(number, "")) for number in range(1, last + 1)]
    divided = SegmentKind.PAGE if found.kind is Kind.PDF or last > 1 else SegmentKind.WHOLE
    return Draft(found.kind, parts, divided, left_out="; ".join(found.left_out))


def _completed(known: Document, found: Found) -> Draft:
    """The pages that were read and those that were recognised, in their order."""
    parts = {number: Part(text) for number, text in found.texts.items()}
    for segment in known.segments:
        place = segment.place
        parts[place.index] = Part(known.text[segment.start : segment.end], place.label, segment.heading)
    said = [one for one in known.left_out.split("; ") if NOT_RECOGNISED not in one]
    return Draft(
        known.kind,
        [parts.get(number, Part("")) for number in range(1, max(parts) + 1)],
        SegmentKind.PAGE,
        title=known.title,
        author=known.author,
        created=known.created,
        language=known.language,
        left_out="; ".join([*said, *found.left_out]),
    )
