"""The first half of indexing: files -> catalogue; their words are searchable from here on."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import Location, Stored
from app.domain.document import Document
from app.domain.events import Counted, DocumentFailed, DocumentStored, Event, Phase
from app.domain.passage import split
from app.indexing.fetch import Fetched, Fetcher
from app.indexing.plan import Plan

COMMIT_SECONDS = 1.0
COMMIT_CHARACTERS = 4_000_000
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

    def carry_out(self, plan: Plan, stored: Sequence[Stored], folders: dict[int, Path]) -> Looked:
        """Bring the catalogue to what the plan found; ends early, between two files, where asked to."""
        self._known = {document.file.location: document for document in stored}
        self._gone = {}
        for document in plan.forget:
            if document.file.content_hash and self._is_current(document):
                self._gone.setdefault(document.file.content_hash, []).append(document)
        self._hashes = {
            document.file.content_hash for document in stored if document.reader == self._reader_version
        }
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
        for batch in self._batches(self._fetcher.fetch(wanted, self._hashes.__contains__)):
            with self._catalogue.transaction():
                events = [event for fetched in batch for event in self._take(fetched)]
            done += len(batch)
            for event in events:
                self._report(event)
            self._report(Counted(Phase.WORDS, done, len(plan.look)))

    def _batches(self, fetched: Iterable[Fetched]) -> Iterator[list[Fetched]]:
        """Group what arrives into transactions."""
        batch: list[Fetched] = []
        characters, since = 0, time.monotonic()
        for one in fetched:
            batch.append(one)
            characters += len(one.document.text) if one.document else 0
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
        known = self._known.get(file.location)
        if fetched.document is None and fetched.failure is None and not fetched.vanished:
            if known is not None and known.file.content_hash == file.content_hash and self._is_current(known):
                self._documents.touch(known.id, file)
                return
            if known is None and self._moved_here(fetched):
                return
        twin = self._documents.twin(file, self._reader_version)
        if twin is not None and fetched.failure is None and not fetched.vanished:
            yield self._stored(fetched, self._documents.clone(file, twin))
            return
        if fetched.document is None and fetched.failure is None and not fetched.vanished:
            fetched = self._fetcher.read(fetched)
        if fetched.document is not None:
            yield self._stored(fetched, self._store(fetched, fetched.document))
        elif fetched.failure is not None and not fetched.vanished:
            reason, detail = fetched.failure.reason, fetched.failure.detail
            self._documents.fail(file, reason, detail, self._reader_version)
            self._counts.failed += 1
            yield DocumentFailed(fetched.path, reason, detail)

    def _store(self, fetched: Fetched, document: Document) -> int:
        self._hashes.add(fetched.file.content_hash)
        self._counts.read += 1
        return self._documents.store(fetched.file, document, split(document), self._reader_version)

    def _stored(self, fetched: Fetched, document: int) -> DocumentStored:
        passages = self._documents.passage_count(document)
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
