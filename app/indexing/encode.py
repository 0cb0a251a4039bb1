"""The second half of indexing: catalogue -> index; what is meant is searchable from here on."""

import logging
from collections.abc import Callable, Iterator

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import WaitingPassage
from app.domain.events import Counted, Event, Phase, Tidying
from app.domain.ports import Encoder, IndexMark, PassageIndex, UpkeepOutcome
from app.domain.vectors import Vector, Vectors
from app.indexing.speed import Speed

CONTEXT_RULE = "title-heading-1"
"""Named in the recipe: what the encoder sees beside the text."""
BATCH = 128
"""Passages handed to the encoder at once: enough to keep its threads busy, few enough to stop soon."""
FLUSH = 2_000
"""Passages made durable at once."""
CONTEXT_CHARACTERS = 160
"""Title and headings longer than this are cut: the text should decide."""


def with_context(title: str, heading: str, text: str) -> str:
    """What the encoder is given for a passage: its title and headings, unless it opens with them."""
    parts = [part for part in (title, heading) if part and not text.startswith(part)]
    context = " > ".join(dict.fromkeys(parts))[:CONTEXT_CHARACTERS]
    return f"{context}\n{text}" if context else text


log = logging.getLogger(__name__)


class Encoding:
    """Fills the index with the vectors of waiting passages."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: PassageIndex,
        make_encoder: Callable[[], Encoder],
        report: Callable[[Event], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._catalogue = catalogue
        self._progress = catalogue.progress
        self._index = index
        self._make_encoder = make_encoder
        self._encoder: Encoder | None = None
        self._report = report
        self._stopped = stopped
        self._speed = Speed()
        self._is_tight = False
        """There was no room for upkeep: the next indexer tries again, not each look."""
        self._unflushed: list[int] = []
        self._recent: dict[str, Vector] = {}
        """What was encoded since the last flush: copies that arrive together are encoded once."""

    def reconcile(self) -> None:
        """Where the index stands otherwise than noted, go back to that, or believe it: see what is to be encoded again.

        A disk that lied may have lost the end of the catalogue: what was encoded then goes, before its ids are
        given to other passages.
        """
        noted = self._progress.mark()
        if self._stands_as(noted):
            return
        self._unflushed.clear()
        self._recent.clear()
        self._index.go_back(noted_mark(noted))
        if self._stands_as(noted):
            return
        held = self._index.passage_ids()
        unheard_of = self._progress.unheard_of(held)
        self._index.remove(unheard_of)
        mark = self._index.flush()
        self._progress.reconcile(np.setdiff1d(held, unheard_of), describe(mark))

    def run(self) -> int:
        """Encode what waits, newest documents first, until done or stopped; return how many passages."""
        total = self._progress.waiting()
        if not total and not len(self._progress.strays()) and not self._unflushed:
            return 0
        done = 0
        for batch in self._batches():
            self._catalogue.require_room()
            self._add(batch, self._vectors(batch))
            done += len(batch)
            if len(self._unflushed) >= FLUSH:
                self._flush()
            self._report(Counted(Phase.MEANING, done, total))
            if self._stopped():
                break
        self._flush()
        self._speed.note(self._catalogue)
        return done

    def tidy(self, *, erase: bool = False) -> bool:
        """Upkeep of index and catalogue where it is due; with *erase* the index keeps no byte of what was removed.

        Say whether all that was wanted could be done.
        """
        if erase:
            self.reconcile()
            self._flush()
            return self._tidy_index(erase=True)
        if self._stopped():  # there is something else to do, and it will still be due then
            return True
        done = self._is_tight or not self._index.upkeep_due() or self._tidy_index(erase=False)
        self._catalogue.tidy(self._stopped)
        return done

    def _tidy_index(self, *, erase: bool) -> bool:
        self._report(Tidying())
        done = self._index.upkeep(erase=erase)
        self._progress.flushed((), np.array([], np.int64), describe(done.mark))
        log.info(
            "upkeep %s: %d -> %d bytes %s", done.outcome, done.bytes_before, done.bytes_after, done.detail
        )
        self._is_tight = done.outcome is UpkeepOutcome.DISK_TIGHT
        return done.outcome is UpkeepOutcome.DONE

    def close(self) -> None:
        """Give the encoder's memory back."""
        if self._encoder is not None:
            self._encoder.close()
            self._encoder = None

    def _stands_as(self, noted: str) -> bool:
        """Whether the index is in the state that was *noted*, and can be trusted."""
        mark = self._index.mark
        return describe(mark) == noted and bool(mark.token or not mark.version)

    def _batches(self) -> Iterator[list[WaitingPassage]]:
        batch: list[WaitingPassage] = []
        for document in self._progress.waiting_documents():
            for passage in self._progress.waiting_passages(document):
                batch.append(passage)
                if len(batch) == BATCH:
                    yield batch
                    batch = []
        if batch:
            yield batch

    def _vectors(self, batch: list[WaitingPassage]) -> Vectors:
        """float32[n, d]: taken over from copies where there are any, else encoded."""
        taken = self._taken_over(batch)
        texts = {p.id: with_context(p.title, p.heading, p.text) for p in batch if p.id not in taken}
        new = [text for text in dict.fromkeys(texts.values()) if text not in self._recent]
        if new:
            if self._encoder is None:
                self._encoder = self._make_encoder()
            self._recent.update(zip(new, self._speed.encode(self._encoder, new), strict=True))
        taken.update((passage, self._recent[text]) for passage, text in texts.items())
        return np.stack([taken[passage.id] for passage in batch])

    def _taken_over(self, batch: list[WaitingPassage]) -> dict[int, Vector]:
        """Passage id -> vector that the index holds already for a copy of its document."""
        twins: dict[int, int] = {}
        for document in {passage.document for passage in batch}:
            encoded = self._progress.encoded_twins(document)
            twins |= {
                p.id: encoded[p.start, p.end]
                for p in batch
                if p.document == document and (p.start, p.end) in encoded
            }
        if not twins:
            return {}
        found, vectors = self._index.vectors(np.unique(np.fromiter(twins.values(), np.int64)))
        by_twin = dict(zip(found.tolist(), vectors, strict=True))
        return {passage: by_twin[twin] for passage, twin in twins.items() if twin in by_twin}

    def _add(self, batch: list[WaitingPassage], vectors: Vectors) -> None:
        self._index.add(
            np.array([passage.id for passage in batch], np.int64),
            np.array([passage.document for passage in batch], np.int64),
            [passage.kind for passage in batch],
            [passage.language for passage in batch],
            vectors,
        )
        self._unflushed.extend(passage.id for passage in batch)

    def _flush(self) -> None:
        """Make it durable first, then say so: a crash in between costs only encoding once more."""
        strays = self._progress.strays()
        there = self._catalogue.lookup.documents_of(self._unflushed)
        # Where an error kept them from being flushed, passages may have gone meanwhile.
        gone = np.array([passage for passage in self._unflushed if passage not in there], np.int64)
        self._index.remove(np.union1d(strays, gone))
        mark = self._index.flush()
        self._progress.flushed(self._unflushed, strays, describe(mark))
        self._unflushed.clear()
        self._recent.clear()


def noted_mark(noted: str) -> IndexMark:
    """A mark as it was before it was noted; that of no index where none ever was."""
    version, _, token = noted.partition(":")
    return IndexMark(int(version or 0), token)


def describe(mark: IndexMark) -> str:
    """A mark as it is noted in the catalogue."""
    return f"{mark.version}:{mark.token}"
