"""The second half of indexing: catalogue -> index; what is meant is searchable from here on."""

import logging
from collections.abc import Callable, Iterator

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import WaitingPassage
from app.domain.events import Counted, Event, Phase, Tidying
from app.domain.ports import Encoder, IndexMark, PassageIndex, UpkeepOutcome
from app.domain.vectors import Vector, Vectors

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
        self._unflushed: list[int] = []
        self._recent: dict[str, Vector] = {}
        """What was encoded since the last flush: copies that arrive together are encoded once."""

    def reconcile(self) -> None:
        """Where the index stands otherwise than noted, believe it: see what is to be encoded again."""
        if describe(self._index.mark) != self._progress.mark():
            self._progress.reconcile(self._index.passage_ids(), describe(self._index.mark))

    def run(self) -> int:
        """Encode what waits, newest documents first, until done or stopped; return how many passages."""
        total = self._progress.waiting()
        if not total and not len(self._progress.strays()) and not self._unflushed:
            return 0
        done = 0
        for batch in self._batches():
            self._add(batch, self._vectors(batch))
            done += len(batch)
            if len(self._unflushed) >= FLUSH:
                self._flush()
            self._report(Counted(Phase.MEANING, done, total))
            if self._stopped():
                break
        self._flush()
        return done

    def tidy(self, *, erase: bool = False) -> bool:
        """Upkeep of the index where it is due; with *erase* no byte of what was removed is left.

        Say whether all that was wanted could be done.
        """
        if erase:
            self.reconcile()
            self._flush()
        if not (erase or self._index.upkeep_due()):
            return True
        self._report(Tidying())
        done = self._index.upkeep(erase=erase)
        self._progress.flushed((), np.array([], np.int64), describe(done.mark))
        log.info(
            "upkeep %s: %d -> %d bytes %s", done.outcome, done.bytes_before, done.bytes_after, done.detail
        )
        return done.outcome is UpkeepOutcome.DONE

    def close(self) -> None:
        """Give the encoder's memory back."""
        if self._encoder is not None:
            self._encoder.close()
            self._encoder = None

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
            self._recent.update(zip(new, self._encoder.encode_passages(new), strict=True))
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


def describe(mark: IndexMark) -> str:
    """A mark as it is noted in the catalogue."""
    return f"{mark.version}:{mark.token}"
