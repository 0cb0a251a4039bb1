"""What the working parts need from encoder, index and reader, in words of the domain.

The fakes in `tests/fakes.py` obey the same contract suites (`tests/contracts/`) as the real parts.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.domain.contents import Member
from app.domain.dense_filter import DenseFilter
from app.domain.document import Document
from app.domain.vectors import Ids, Scores, Vector, Vectors


class Encoder(Protocol):
    """Turns text into unit vectors; a text's vector never depends on its batch-mates."""

    @property
    def dimension(self) -> int:
        """Length d of every vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Names what decides a vector (graph, tokenizer, pooling, prefixes); part of the recipe."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """float32[n, d], row i for `texts[i]`, each of length 1; over-long texts in pieces."""
        ...

    def encode_query(self, text: str) -> Vector:
        """float32[d] of length 1."""
        ...

    def close(self) -> None:
        """End the worker threads and give the memory back."""
        ...


@dataclass(frozen=True, slots=True)
class IndexMark:
    """Names one state of an index, for ever.

    Written into the catalogue after each flush and upkeep. While the index shows the same mark, the
    two agree; if it shows another (a crash before the catalogue was told, a fall-back after damage,
    a deleted folder), `passage_ids` tells what to encode again and what to remove.
    """

    version: int = 0
    """0 while nothing was ever written; a number may be used again after a fall-back."""
    token: str = ""
    """Hash of the version's manifest: what tells a number used again from the first use."""


class UpkeepOutcome(StrEnum):
    """How an upkeep ended."""

    DONE = "done"
    DISK_TIGHT = "disk-tight"
    """Too little free space to rewrite the index; nothing was touched."""
    FAILED = "failed"
    """The index could not be tidied; it answers as before."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What tidying the index came to."""

    outcome: UpkeepOutcome
    mark: IndexMark
    """The state afterwards, to be written into the catalogue like that of a flush."""
    bytes_before: int = 0
    bytes_after: int = 0
    detail: str = ""
    """Why it failed, or how much space is wanted; for the log."""


class PassageIndex(Protocol):
    """Vectors of passages, filtered inside the search; derived, and rebuilt when in doubt.

    What is added and removed is seen by nobody before `flush`, and of several words about one id
    the last counts. Adding an id that has a row replaces it.
    """

    def add(
        self,
        passage_ids: Ids,
        document_ids: Ids,
        kinds: Sequence[str],
        languages: Sequence[str],
        vectors: Vectors,
    ) -> None:
        """Gather one row per passage, row i from item i of each argument; vectors are float32[n, d]."""
        ...

    def remove(self, passage_ids: Ids) -> None:
        """Gather passages whose rows are to go; unknown ids are passed over."""
        ...

    def flush(self) -> IndexMark:
        """Make everything gathered durable (fsync) and visible; return the state it stands in."""
        ...

    @property
    def mark(self) -> IndexMark:
        """The state that the next reader will open."""
        ...

    def nearest(self, vector: Vector, limit: int, where: DenseFilter) -> tuple[Ids, Scores]:
        """The *limit* passages with the highest cosine that pass *where*, best first."""
        ...

    def nearest_with_vectors(
        self, vector: Vector, limit: int, where: DenseFilter
    ) -> tuple[Ids, Scores, Vectors]:
        """What `nearest` tells, and the vectors of these passages: float32[n, d]."""
        ...

    def vectors(self, passage_ids: Ids) -> tuple[Ids, Vectors]:
        """Ids found, and their vectors; ids without a row are left out, the order is free."""
        ...

    def count(self) -> int:
        """Rows."""
        ...

    def passage_ids(self) -> Ids:
        """The ids of all rows, sorted."""
        ...

    def go_back(self, mark: IndexMark) -> None:
        """Stand in the state *mark* again, if that is still there; what came after it, or was not flushed, is gone."""
        ...

    def upkeep_due(self) -> bool:
        """Whether enough has changed since the last upkeep to make one worth its while."""
        ...

    def upkeep(self, *, erase: bool = False) -> Upkeep:
        """Tidy up after many flushes: merge, index, clear old states away. Nothing may be unflushed.

        With *erase* no byte of a removed vector is left in the data folder afterwards.
        """
        ...

    def drop(self) -> None:
        """Delete everything, unflushed additions too; the index is empty and usable afterwards."""
        ...

    def close(self) -> None:
        """Give the memory back and forget what was not flushed; may be called twice."""
        ...


class Reader(Protocol):
    """Turns a file into a document under limits; any number of calls, one at a time."""

    def read(self, path: Path) -> Document | Generator[Member]:
        """Read one file; one that holds documents gives them one after the other, while it is read.

        The generator is to be exhausted or closed before the reader is used again. It raises Unreadable
        where the rest of the file cannot be read.

        Raises:
            Unreadable: with the reason; the reader stays usable, whatever the file did to it.
        """
        ...

    def close(self) -> None:
        """End the reading process."""
        ...
