"""The one writer: makes catalogue and index say what the folders say."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import File, Location, Stored
from app.catalogue.user import RETRY, Folder, UserFile
from app.domain.events import Event, FolderUnreachable, Settled
from app.domain.ports import Encoder, PassageIndex, Reader
from app.domain.scope import EVERYTHING, Scope
from app.indexing.document_vectors import fill
from app.indexing.drives import AWAY, Drives
from app.indexing.encode import Encoding
from app.indexing.fetch import Fetcher
from app.indexing.look import Look, Looked
from app.indexing.plan import SEEN_ALL, Plan, Unseen, plan
from app.indexing.portions import Portion, portions, relative
from app.indexing.scan import Scan, scan
from app.indexing.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class Parts:
    """What an indexer works with; the makers are called when the thing is first needed."""

    catalogue: Catalogue
    user: UserFile
    index: PassageIndex
    make_encoder: Callable[[], Encoder]
    make_reader: Callable[[], Reader]
    reader_version: str
    reading_processes: int
    largest_file: int
    """Bytes."""
    own_folder: Path
    """Our data: never looked through."""
    find_recogniser: Callable[[], Callable[[], Reader] | None] = lambda: None
    """Says what makes readers that recognise pictures of text; None where they are left alone."""


class Indexer:
    """Plans, reads, encodes. The caller holds the writer's lock for the life of this object."""

    def __init__(
        self,
        parts: Parts,
        report: Callable[[Event], None],
        stopped: Callable[[], bool] = lambda: False,
        interrupted: Callable[[], bool] = lambda: False,
    ) -> None:
        """*stopped* ends everything soon; *interrupted* only what comes after reading, because files changed."""
        self._parts = parts
        self._report = report
        self._stopped = stopped
        self._has_news = interrupted
        self._drives = Drives(parts.catalogue.volumes, report)
        self._unseen: dict[int, Unseen] = {}
        """By folder, as it was looked through last."""
        self._encoding = Encoding(
            parts.catalogue, parts.index, parts.make_encoder, report, lambda: stopped() or interrupted()
        )

    def settle(self, scope: Scope = EVERYTHING, words_of: int | None = None) -> Settled:
        """Look through what *scope* covers, then read, then encode what is new, wherever it lies.

        Pictures of text come last: one page takes as long as a hundred files. *words_of* so many
        files at most, the newest, are read where it is given, and nothing is encoded.
        """
        started = time.monotonic()
        if self._grant_requests():
            scope = EVERYTHING
        removed = self.forget_removed_folders()
        folders = self._parts.user.folders()
        seen, looked = self._words(portions(scope, folders), folders, words_of)
        words_ready = time.monotonic() - started
        if not self._stopped() and words_of is None:
            self.encode()
        recognised = self._recognise(folders) if words_of is None else Looked()
        settled = Settled(
            seen=seen,
            read=looked.read + recognised.read,
            moved=looked.moved,
            forgotten=looked.forgotten + removed,
            failed=max(0, looked.failed + recognised.failed),
            passages=looked.passages + recognised.passages,
            seconds=time.monotonic() - started,
            words_ready_seconds=words_ready,
        )
        self._report(settled)
        return settled

    def reconcile(self) -> None:
        """See how the index stands, before passages are given new ids."""
        self._encoding.reconcile()

    def encode(self) -> None:
        """The second half alone: encode what waits, tidy up where that is due."""
        self._parts.catalogue.derive(self._is_wanted_elsewhere)
        self._encoding.reconcile()
        self._encoding.run()
        self._encoding.close()  # its memory is wanted for the upkeep
        fill(self._parts.catalogue, self._parts.index, self._is_wanted_elsewhere)
        self._encoding.tidy()

    def forget_removed_folders(self) -> int:
        """Forget the documents of folders that the user took out; return how many there were."""
        catalogue = self._parts.catalogue
        kept = {folder.id for folder in self._parts.user.folders()}
        count = 0
        for removed in catalogue.folders_known() - kept:
            count += catalogue.documents.forget(
                document.id for document in catalogue.documents.stored(removed)
            )
            catalogue.note_skipped(removed, {})
            catalogue.volumes.note(removed, ())
        return count

    def _grant_requests(self) -> bool:
        """Do what was left for the writer to do; say whether there was anything."""
        requests = self._parts.user.take_requests()
        for request, path in requests:
            verb, _, reason = request.partition(" ")
            if verb == RETRY and path == Path():
                self._parts.catalogue.documents.retry_failures(reason)
            elif verb == RETRY and (folder := self._parts.user.covering(path)) is not None:
                place = relative(path, folder.path)
                self._parts.catalogue.documents.retry_failures(location=Location(folder.id, place))
        return bool(requests)

    def erase(self) -> bool:
        """Leave nothing in the index of what the catalogue has forgotten; say whether that could be done."""
        return self._encoding.tidy(erase=True)

    def close(self) -> None:
        """Give the encoder's memory back."""
        self._encoding.close()

    def _words(
        self, where: Sequence[Portion], folders: Sequence[Folder], most: int | None
    ) -> tuple[int, Looked]:
        """The first half: (files seen, what came of them)."""
        found: list[File] = []
        stored: list[Stored] = []
        with uncollected():
            for portion in where:
                folder = portion.folder.id
                result, known = self._scan(portion, folders)
                found += [
                    File(Location(folder, one.path), one.stamp, one.looked_ns, volume=one.volume)
                    for one in result.files
                ]
                stored += known
            what = plan(found, stored, self._parts.reader_version, self._unseen)
        if most is not None:
            what = what.cut(most)
        if what.is_empty:
            return len(found), Looked()
        return len(found), self._carry_out(what, stored, folders, self._parts.make_reader, self._stopped)

    def _carry_out(
        self,
        what: Plan,
        stored: Sequence[Stored],
        folders: Sequence[Folder],
        make_reader: Callable[[], Reader],
        stopped: Callable[[], bool],
    ) -> Looked:
        parts = self._parts
        with Fetcher(make_reader, parts.reading_processes, parts.largest_file) as fetcher:
            look = Look(parts.catalogue, fetcher, parts.reader_version, self._report, stopped)
            return look.carry_out(what, stored, {folder.id: folder.path for folder in folders})

    def _recognise(self, folders: Sequence[Folder]) -> Looked:
        """Have pictures of text recognised, the newest first, until files changed; then encode them.

        Failures that are none any more count below zero.
        """
        documents = self._parts.catalogue.documents
        waiting = [
            one
            for folder in folders
            for one in documents.stored(folder.id, unrecognised=True)
            if not self._unseen.get(folder.id, SEEN_ALL).hides(one)
        ]
        make_reader = self._parts.find_recogniser() if waiting and not self._is_wanted_elsewhere() else None
        if make_reader is None:
            return Looked()
        partly = [one.id for one in waiting if not one.failed]
        documents.distrust(partly)
        waiting.sort(key=lambda one: -one.file.stamp.modified_ns)
        what = Plan(look=tuple(one.file for one in waiting), moves=(), forget=())
        looked = self._carry_out(what, (), folders, make_reader, self._is_wanted_elsewhere)
        if looked.read and not self._is_wanted_elsewhere():
            self.encode()
        return replace(looked, failed=min(0, len(partly) - looked.read))

    def _is_wanted_elsewhere(self) -> bool:
        return self._stopped() or self._has_news()

    def _scan(self, portion: Portion, folders: Sequence[Folder]) -> tuple[Scan, list[Stored]]:
        """Look through one portion: what is there, and what is known of it.

        What could not be looked into is reported and noted.
        """
        folder, within = portion.folder, portion.within
        nested = {other.path for other in folders if folder.path in other.path.parents}
        exclude = frozenset({*nested, *self._parts.user.exclusions(), self._parts.own_folder})
        here = self._drives.at(folder.path)
        if here is None:
            result = Scan(unreachable={b"": AWAY}, covered=None if within is None else set(within))
        else:
            result = scan(folder.path, exclude, within, folder.rules, here)
        known = self._parts.catalogue.documents.stored(folder.id, result.covered)
        away: frozenset[str] = frozenset()
        if here is not None:
            away = self._drives.account(folder, here, result, known, whole=within is None)
        self._unseen[folder.id] = Unseen(tuple(result.unreachable), away)
        for place, why in result.unreachable.items():
            self._report(FolderUnreachable(folder.path / os.fsdecode(place), why))
        if within is None and b"" not in result.unreachable:
            self._parts.catalogue.note_skipped(folder.id, dict(result.skipped))
        return result, known
