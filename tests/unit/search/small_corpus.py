"""A searcher over documents made up in a test: real catalogue, fake encoder and index."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from app.catalogue.catalogue import Catalogue
from app.catalogue.rows import File, Location
from app.catalogue.user import Folder
from app.domain.document import Document, Kind, Place, Segment, SegmentKind, Stamp
from app.domain.hit import Results
from app.domain.query import Filter, Mode
from app.domain.query_language.understood import query_of
from app.search.explain import Explainer
from app.search.searcher import Searcher
from app.search.sentence import Sentences
from app.search.sharpen import Sharpener
from tests.fakes.encoder import WordEncoder
from tests.fakes.index import MemoryIndex

HOME, STICK = Path(os.sep) / "home" / "u", Path(os.sep) / "media" / "stick"
DIMENSION = 256
READER = "1"


@dataclass
class SmallCorpus:
    """Documents below the folders HOME (1) and STICK (2); `encode` brings what waits into the index."""

    catalogue: Catalogue = field(default_factory=lambda: Catalogue(Path(":memory:"), write=True))
    index: MemoryIndex = field(default_factory=lambda: MemoryIndex(DIMENSION))
    folders: list[Folder] = field(default_factory=lambda: [Folder(1, HOME, 0), Folder(2, STICK, 0)])
    encoders_made: int = 0
    away: dict[int, str] = field(default_factory=dict)
    """Folder -> name of what is away."""

    def __post_init__(self) -> None:
        self.searcher = Searcher(
            self.catalogue,
            self.index,
            self._encoder,
            frozenset({"en"}),
            lambda: self.folders,
            lambda: lambda folder, _: self.away.get(folder, ""),
        )

    @property
    def sharpener(self) -> Sharpener:
        """Over the same parts."""
        wording = self.searcher.wording
        return Sharpener(
            self.catalogue.lookup, lambda query: wording.asked(query).terms, Sentences(self._encoder)
        )

    @property
    def explainer(self) -> Explainer:
        """Over the same parts."""
        return Explainer(self.catalogue, self.searcher, Sentences(self._encoder))

    def _encoder(self) -> WordEncoder:
        self.encoders_made += 1
        return WordEncoder(DIMENSION)

    def put(
        self,
        path: str,
        *pages: str,
        kind: Kind = Kind.TEXT,
        language: str = "en",
        title: str = "",
        folder: int = 1,
        modified: int = 0,
        content: str = "",
        author: str = "",
    ) -> int:
        """Store a document with one page a segment; the same *content* makes copies."""
        text, segments = "", list[Segment]()
        for number, page in enumerate(pages, 1):
            text += "\n\n" if text else ""
            place = Place(SegmentKind.PAGE, number, str(number))
            segments.append(Segment(place, len(text), len(text) + len(page)))
            text += page
        document = Document(kind, text, tuple(segments), title, author, language=language)
        content_hash = hashlib.blake2b((content or path).encode(), digest_size=16).digest()
        file = File(Location(folder, path.encode()), Stamp(0, modified, 0), 0, content_hash)
        if twin := self.catalogue.documents.twin(file, READER):
            return self.catalogue.documents.clone(file, twin)
        return self.catalogue.documents.store(file, document, READER)

    def put_many(self, count: int, *pages: str, name: str = "filler", kind: Kind = Kind.TEXT) -> None:
        with self.catalogue.transaction():
            for number in range(count):
                self.put(f"{name} {number:03}.txt", *pages, kind=kind)

    def encode(self) -> None:
        """Fill the index with what waits, and take out what is gone."""
        progress = self.catalogue.progress
        waiting = [p for d in progress.waiting_documents() for p in progress.waiting_passages(d)]
        self.index.add(
            np.array([p.id for p in waiting], np.int64),
            np.array([p.document for p in waiting], np.int64),
            [p.kind for p in waiting],
            [p.language for p in waiting],
            WordEncoder(DIMENSION).encode_passages([p.text for p in waiting]),
        )
        strays = progress.strays()
        self.index.remove(strays)
        progress.flushed([p.id for p in waiting], strays, str(self.index.flush()))

    def ask(
        self, typed: str, where: Filter | None = None, mode: Mode = Mode.HYBRID, limit: int = 10
    ) -> Results:
        return self.searcher.search(query_of(typed, where, mode), limit)

    def names(self, typed: str, where: Filter | None = None, mode: Mode = Mode.HYBRID) -> list[str]:
        """Names of the ten best files, best first."""
        return [hit.path.name for hit in self.ask(typed, where, mode).hits]

    def close(self) -> None:
        self.catalogue.close()


def folder(*names: str | Path) -> Filter:
    """A filter for documents in any of these folders below HOME."""
    return Filter(folders=tuple(os.fsencode(HOME / name) for name in names))


def labels(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)
