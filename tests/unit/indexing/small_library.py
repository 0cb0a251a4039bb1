"""Everything an indexer works with, on fakes, and a look at all that it made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.user import Folder, UserFile
from app.domain.document import Document, Kind, Place, Segment, SegmentKind
from app.domain.document_vector import codes_of, document_vector, spread
from app.domain.errors import Reason, Unreadable
from app.domain.events import Event, Settled
from app.domain.ports import Reader
from app.domain.query import Filter
from app.domain.scope import EVERYTHING, Scope
from app.domain.vectors import Vectors
from app.indexing.indexer import Indexer, Parts
from app.search.terms import terms_of
from tests.fakes.encoder import WordEncoder
from tests.fakes.index import MemoryIndex

DIMENSION = 32
DAMAGED = "%damaged"
"""A file that begins so cannot be read."""
KINDS = {".md": Kind.MARKDOWN, ".html": Kind.HTML, ".pdf": Kind.PDF}


@cache
def empty_files() -> dict[str, bytes]:
    """The files of an empty library, made once: making them waits for the disk several times."""
    with TemporaryDirectory() as place:
        Catalogue(Path(place) / "catalogue.sqlite", write=True).close()
        UserFile(Path(place) / "user.sqlite").close()
        return {path.name: path.read_bytes() for path in Path(place).iterdir()}


class PlainReader:
    """`Reader` in this process: a page per form feed, the kind by the suffix alone."""

    def __init__(self, library: "SmallLibrary") -> None:
        self._library = library

    def read(self, path: Path) -> Document:
        self._library.reads.append(path)
        if self._library.on_read:
            self._library.on_read(path)
        try:
            text = path.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            raise Unreadable(Reason.GONE) from None
        if text.startswith(DAMAGED):
            raise Unreadable(Reason.DAMAGED, text)
        segments: list[Segment] = []
        start = 0
        for number, page in enumerate(text.split("\f"), 1):
            segments.append(Segment(Place(SegmentKind.PAGE, number, ""), start, start + len(page)))
            start += len(page) + 1
        return Document(KINDS.get(path.suffix, Kind.TEXT), text, tuple(segments), language="en")

    def close(self) -> None:
        self._library.readers_closed += 1


class CountingEncoder(WordEncoder):
    """`WordEncoder` that says what it was given."""

    def __init__(self, library: "SmallLibrary") -> None:
        super().__init__(DIMENSION)
        self._library = library

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if self._library.on_encode:
            self._library.on_encode(texts)
        self._library.encoded.extend(texts)
        return super().encode_passages(texts)


@dataclass
class SmallLibrary:
    """A library in *data* that counts what is asked for; usable again after a crash by `reopen`."""

    data: Path
    index: MemoryIndex = field(default_factory=lambda: MemoryIndex(DIMENSION))
    reader_version: str = "1"
    largest_file: int = 1_000_000
    reads: list[Path] = field(default_factory=list)
    encoded: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    readers_made: int = 0
    readers_closed: int = 0
    encoders_made: int = 0
    on_read: Callable[[Path], None] | None = None
    on_encode: Callable[[Sequence[str]], None] | None = None
    on_event: Callable[[Event], None] | None = None
    stopped: bool = False
    interrupted: bool = False
    make_recogniser: Callable[[], Reader] | None = None

    def __post_init__(self) -> None:
        if not self.data.exists():
            self.data.mkdir(parents=True)
            for name, content in empty_files().items():
                (self.data / name).write_bytes(content)
        self.user = UserFile(self.data / "user.sqlite")
        self.catalogue = Catalogue(self.data / "catalogue.sqlite", write=True)
        for opened in (self.user, self.catalogue):
            opened._connection.execute("PRAGMA synchronous=OFF")  # nobody pulls the plug here
        self._make_indexer()

    def _make_indexer(self) -> None:
        parts = Parts(
            catalogue=self.catalogue,
            user=self.user,
            index=self.index,
            make_encoder=self._encoder,
            make_reader=self._reader,
            reader_version=self.reader_version,
            reading_processes=2,
            largest_file=self.largest_file,
            own_folder=self.data,
            find_recogniser=lambda: self.make_recogniser,
        )
        self.indexer = Indexer(parts, self._report, lambda: self.stopped, lambda: self.interrupted)

    def settle(self, *only: Folder) -> Settled:
        """Settle once, and forget first what was counted before."""
        self.reads, self.encoded, self.events = [], [], []
        self.readers_made = self.readers_closed = self.encoders_made = 0
        return self.indexer.settle(Scope(frozenset(folder.path for folder in only)) if only else EVERYTHING)

    def reopen(self) -> None:
        """Close everything and come again, as after a crash: what was not flushed is lost."""
        self.close()
        self.stopped = self.interrupted = False
        self.on_read = self.on_encode = self.on_event = None
        self.__post_init__()

    def close(self) -> None:
        self.indexer.close()
        self.index.close()
        self.catalogue.close()
        self.user.close()

    def _reader(self) -> PlainReader:
        self.readers_made += 1
        return PlainReader(self)

    def _encoder(self) -> CountingEncoder:
        self.encoders_made += 1
        return CountingEncoder(self)

    def _report(self, event: Event) -> None:
        self.events.append(event)
        if self.on_event:
            self.on_event(event)

    # What it says.

    def texts(self) -> dict[Path, str | None]:
        """Path -> text of every document; None where it could not be read."""
        return {
            stored.file.location.below(folder.path): (
                None if stored.failed else self.catalogue.lookup.text(stored.id)
            )
            for folder in self.user.folders()
            for stored in self.catalogue.documents.stored(folder.id)
        }

    def ids(self) -> dict[str, int]:
        """File name -> document id."""
        return {
            stored.file.location.name: stored.id
            for folder in self.user.folders()
            for stored in self.catalogue.documents.stored(folder.id)
        }

    def found(self, query: str) -> set[str]:
        """Names of the files with a passage that holds a word of *query*."""
        ids, _ = self.catalogue.sparse.passages(terms_of(query, ["en"]), 10_000, Filter(), None)
        documents = self.catalogue.lookup.documents_of(ids.tolist()).values()
        return {row.location.name for row in self.catalogue.lookup.documents(set(documents)).values()}

    def passages(self) -> dict[int, tuple[Path, str, str]]:
        """Passage id -> (path, kind, text)."""
        told: dict[int, tuple[Path, str, str]] = {}
        for folder in self.user.folders():
            for stored in self.catalogue.documents.stored(folder.id):
                text = self.catalogue.lookup.text(stored.id)
                rows = self.catalogue._connection.execute(
                    "SELECT p.id, start, end, kind FROM passages p JOIN documents d ON d.id = p.document"
                    " WHERE document = ?",
                    (stored.id,),
                )
                path = stored.file.location.below(folder.path)
                told |= {i: (path, kind, text[start:end]) for i, start, end, kind in rows}
        return told

    def vectors(self) -> list[tuple[tuple[Path, str, str], bytes]]:
        """What the index holds, in words of the catalogue; fails where it holds anything else."""
        passages = self.passages()
        assert self.index.passage_ids().tolist() == sorted(passages)
        ids, rows = self.index.vectors(self.index.passage_ids())
        return sorted((passages[i], vector.tobytes()) for i, vector in zip(ids.tolist(), rows, strict=True))

    def document_vectors(self) -> dict[Path, bytes]:
        """What each document is compared by; fails where one is missing or stale."""
        assert self.catalogue.document_vectors.due() == []
        rows = {
            identity: row.tobytes()
            for ids, codes in self.catalogue.document_vectors.rows()
            for identity, row in zip(ids.tolist(), codes, strict=True)
        }
        found: dict[Path, bytes] = {}
        for folder in self.user.folders():
            for stored in self.catalogue.documents.stored(folder.id):
                if len(vectors := self._vectors_of(stored.id)):
                    found[stored.file.location.below(folder.path)] = rows.pop(stored.id)
                    assert codes_of(document_vector(vectors), DIMENSION) in found.values()
        assert not rows, "vectors of documents that have no passage"
        return found

    def _vectors_of(self, document: int) -> Vectors:
        """The vectors of a document's passages, in order."""
        passages = np.array(self.catalogue.lookup.passages_in(document), np.int64)
        return self.index.vectors(passages[spread(len(passages))])[1]

    def says(self) -> object:
        """All of it: equal for two libraries that tell the same of the same folders."""
        assert self.catalogue.progress.waiting() == 0
        assert not len(self.catalogue.progress.strays())
        totals = self.catalogue.totals()
        return (
            self.texts(),
            self.vectors(),
            self.document_vectors(),
            (totals.documents, totals.passages, totals.failed, totals.skipped),
        )


def says_afresh(library: SmallLibrary, beside: Path) -> object:
    """What a new library says of the same folders."""
    fresh = SmallLibrary(beside, reader_version=library.reader_version, largest_file=library.largest_file)
    for folder in library.user.folders():
        fresh.user.add(folder.path)
    for path in library.user.exclusions():
        fresh.user.exclude(path)
    fresh.settle()
    said = fresh.says()
    fresh.close()
    return said
