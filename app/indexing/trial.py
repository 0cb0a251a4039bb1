"""Indexing one file for the sake of it: read as ever, written into a catalogue that is thrown away."""

import contextlib
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from app.analysis.passages import analysed
from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import File, Location
from app.domain.contents import Member
from app.domain.document import NOT_RECOGNISED, Document, Stamp
from app.domain.errors import Reason, Unreadable
from app.domain.ports import Reader
from app.indexing.encode import with_context
from app.indexing.fetch import content_hash
from app.indexing.sample import Outcome

TEXTS_A_FILE = 8
"""Passages kept of each file, to try the encoder with."""
MOST_SECONDS = 2.0
"""What a file holds is read until then."""
READ_AGAIN_SECONDS = 0.3
"""The first file of a kind waits for what reads it to be loaded; where that may have been, it is read again."""


class Trial:
    """Takes the time that files need; text stays in memory."""

    def __init__(self, reader: Reader) -> None:
        """*reader* is closed at the end."""
        self.starting_seconds = 0.0
        """That the reader took to be ready."""
        self.texts: list[str] = []
        """Passages with their context."""
        self._reader = reader
        self._is_ready = False
        self._written = 0
        with ExitStack() as opened:
            opened.callback(reader.close)
            self._catalogue = Catalogue(Path(":memory:"), write=True)
            opened.callback(self._catalogue.close)
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def read(self, path: Path, *, is_first: bool) -> Outcome:
        """What a file comes to; *is_first*: of its kind."""
        hashing = _seconds_to_hash(path)
        outcome, documents = self._read(path)
        if (is_first and outcome.seconds < READ_AGAIN_SECONDS) or not self._is_ready:
            before = outcome.seconds
            outcome, documents = self._read(path)
            if not self._is_ready:
                self.starting_seconds = max(0.0, before - outcome.seconds)
                self._is_ready = True
        outcome.seconds += hashing
        self._write(documents, outcome)
        return outcome

    def _read(self, path: Path) -> tuple[Outcome, list[Document]]:
        outcome, documents = Outcome(), list[Document]()
        started = time.perf_counter()
        try:
            found = self._reader.read(path)
            documents = [found] if isinstance(found, Document) else _inside(found)
        except Unreadable as failure:
            is_picture = failure.reason is Reason.NOT_TEXT and not failure.detail
            outcome.needs_recognition = is_picture
            outcome.unknown = failure.reason in (Reason.GONE, Reason.TIMED_OUT)
            outcome.unreadable = not (is_picture or outcome.unknown)
        else:
            outcome.unreadable = not documents
            outcome.needs_recognition = any(NOT_RECOGNISED in one.left_out for one in documents)
        outcome.seconds = time.perf_counter() - started
        return outcome, documents

    def _write(self, documents: list[Document], outcome: Outcome) -> None:
        started = time.perf_counter()
        with self._catalogue.transaction():
            for document in documents:
                self._written += 1
                location = Location(1, str(self._written).encode())
                file = File(location, Stamp(0, 0, 0), 0)
                self._catalogue.documents.store(file, document, "")
        outcome.writing_seconds = time.perf_counter() - started
        for document in documents:
            passages = analysed(document)
            outcome.passages += len(passages)
            outcome.text_bytes += len(document.text.encode("utf-8", "replace"))
        self._keep_texts(documents)

    def _keep_texts(self, documents: list[Document]) -> None:
        """Some passages, evenly from all."""
        found = [(document, passage) for document in documents for passage in analysed(document)]
        step = max(1, len(found) // TEXTS_A_FILE)
        for document, passage in found[step // 2 :: step][:TEXTS_A_FILE]:
            heading = document.segments[passage.segment].heading
            text = document.text[passage.start : passage.end]
            self.texts.append(with_context(document.title, heading, text))


def _inside(members: Generator[Member]) -> list[Document]:
    """The documents of a file, as far as there is time."""
    until = time.perf_counter() + MOST_SECONDS
    documents: list[Document] = []
    with contextlib.closing(members):
        for member in members:
            if isinstance(member.outcome, Document):
                documents.append(member.outcome)
            if time.perf_counter() > until:
                break
    return documents


def _seconds_to_hash(path: Path) -> float:
    """What the disk takes to give all bytes, too; what cannot be opened will say so when it is read."""
    started = time.perf_counter()
    with contextlib.suppress(OSError):
        content_hash(path)
    return time.perf_counter() - started
