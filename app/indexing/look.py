"""The first half of indexing: files -> catalogue; their words are searchable from here on."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import Location, Stored
from app.domain.contents import Member
from app.domain.document import Document
from app.domain.errors import Unreadable
from app.domain.events import Counted, DocumentFailed, DocumentStored, Event, Phase
from app.indexing.fetch import Fetched, Fetcher
from app.indexing.inside import Inside
from app.indexing.plan import Plan

COMMIT_SECONDS = 1.0
COMMIT_CHARACTERS = 600_000
"""What one transaction may hold: a crash costs no more than that."""


@dataclass(slots=True)
class Looked:
    """What came of it, counted."""

    read: int = 0
    moved: int = 0
    forgotten: int = 0
    failed: int = 0
    passages: int = 0


class Look:
    """Carries out one plan: reads, moves, forgets; used once."""

    def __init__(
        self,
        catalogue: Catalogue,
        fetcher: Fetcher,
        reader_version: str,
        report: Callable[[Event], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._catalogue = catalogue
        self._documents = catalogue.documents
        self._fetcher = fetcher
        self._reader_version = reader_version
        self._report = report
        self._stopped = stopped
        self._counts = Looked()
        self._known: dict[Location, Stored] = {}
        self._gone: dict[bytes, list[Stored]] = {}
        self._hashes: set[bytes] = set()
        self._inside: Inside | None = None
        """The file whose documents are coming in."""

    def carry_out(self, plan: Plan, stored: Sequence[Stored], folders: dict[int, Path]) -> Looked:
        """Bring the catalogue to what the plan found; ends early, between two files, where asked to."""
        self._known = {document.file.location: document for document in stored}
        self._gone = {}
        for document in plan.forget:
            if document.file.content_hash and self._is_current(document):
                self._gone.setdefault(document.file.content_hash, []).append(document)
        self._hashes = self._documents.content_hashes(self._reader_version) if plan.look else set()
        with self._catalogue.transaction():
            for move in plan.moves:
                self._documents.move(move.id, move.file)
        self._counts.moved = len(plan.moves)
        self._take_all(plan, folders)
        if not self._stopped():
            self._forget(plan.forget)
        return self._counts

    def _take_all(self, plan: Plan, folders: dict[int, Path]) -> None:
        wanted = ((file, file.location.below(folders[file.location.folder])) for file in plan.look)
        done = 0
        if plan.look:
            self._catalogue.require_room()  # said before anything is read
        for batch in self._batches(self._fetcher.fetch(wanted, self._hashes.__contains__)):
            self._catalogue.require_room()
            with self._catalogue.transaction():
                events = [event for fetched in batch for event in self._take(fetched)]
            done += sum(not fetched.goes_on for fetched in batch)
            for event in events:
                self._report(event)
            self._report(Counted(Phase.WORDS, done, len(plan.look)))

    def _batches(self, fetched: Iterable[Fetched]) -> Iterator[list[Fetched]]:
        """Group what arrives into transactions."""
        batch: list[Fetched] = []
        characters, since = 0, time.monotonic()
        for one in fetched:
            batch.append(one)
            characters += one.characters
            if characters >= COMMIT_CHARACTERS or time.monotonic() - since >= COMMIT_SECONDS:
                yield batch
                batch, characters, since = [], 0, time.monotonic()
            if self._stopped():
                break
        if batch:
            yield batch

    def _take(self, fetched: Fetched) -> Iterator[Event]:
        """Bring one file into the catalogue, by the least work that does."""
        file = fetched.file
        if fetched.members is not None:
            yield from self._take_members(fetched, fetched.members)
            return
        known = self._known.get(file.location)
        if fetched.is_known:
            if known is not None and known.file.content_hash == file.content_hash and self._is_current(known):
                self._documents.touch(known.id, file)
                return
            if known is None and self._moved_here(fetched):
                return
        twin = self._documents.twin(file, self._reader_version)
        if twin is not None and fetched.failure is None and not fetched.vanished:
            yield self._stored(fetched, self._documents.clone(file, twin))
        elif fetched.is_known:
            for again in self._fetcher.read(fetched):
                yield from self._take_read(again)
        else:
            yield from self._take_read(fetched)

    def _take_read(self, fetched: Fetched) -> Iterator[Event]:
        if fetched.members is not None:
            yield from self._take_members(fetched, fetched.members)
        elif fetched.document is not None:
            yield self._stored(fetched, self._store(fetched, fetched.document))
        elif fetched.failure is not None and not fetched.vanished:
            reason, detail = fetched.failure.reason, fetched.failure.detail
            self._documents.fail(fetched.file, reason, detail, self._reader_version)
            yield self._failed(fetched.path, fetched.failure)

    def _take_members(self, fetched: Fetched, members: Sequence[Member]) -> Iterator[Event]:
        """Bring in some of the documents that a file holds; none are left to come where there are none."""
        if self._inside is None:
            self._inside = Inside(self._documents, fetched.file, self._reader_version)
        for member in members:
            document, is_new = self._inside.take(member)
            if isinstance(member.outcome, Unreadable) and document is not None:
                yield self._failed(fetched.path, member.outcome, member.name)
            elif is_new and document is not None:
                self._counts.read += 1
                yield self._stored(fetched, document)
        if not fetched.goes_on:
            inside, self._inside = self._inside, None
            if failure := inside.end(fetched.file, fetched.failure):
                yield self._failed(fetched.path, failure)
            else:
                self._hashes.add(fetched.file.content_hash)

    def _failed(self, path: Path, failure: Unreadable, member: str = "") -> DocumentFailed:
        self._counts.failed += 1
        return DocumentFailed(path, failure.reason, failure.detail, member)

    def _store(self, fetched: Fetched, document: Document) -> int:
        self._hashes.add(fetched.file.content_hash)
        self._counts.read += 1
        return self._documents.store(fetched.file, document, self._reader_version)

    def _stored(self, fetched: Fetched, document: int) -> DocumentStored:
        read = fetched.document.passages if fetched.document else None
        passages = self._documents.passage_count(document) if read is None else len(read)
        self._counts.passages += passages
        return DocumentStored(fetched.path, passages)

    def _is_current(self, known: Stored) -> bool:
        return known.reader == self._reader_version

    def _moved_here(self, fetched: Fetched) -> bool:
        """Whether the file is one that vanished elsewhere: then its document follows it."""
        here = fetched.file.location
        gone = self._gone.get(fetched.file.content_hash, [])
        alike = [document for document in gone if document.file.location.suffix == here.suffix]
        if not alike:
            return False
        same = next((document for document in alike if document.file.location.name == here.name), alike[0])
        gone.remove(same)
        self._documents.move(same.id, fetched.file)
        self._known[here] = same
        self._counts.moved += 1
        return True

    def _forget(self, gone: Sequence[Stored]) -> None:
        """Forget what is gone and turned up nowhere else."""
        moved = {
            document.id for location, document in self._known.items() if document.file.location != location
        }
        self._counts.forgotten = self._documents.forget(
            document.id for document in gone if document.id not in moved
        )
