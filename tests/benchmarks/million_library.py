"""A library of a million passages whose words and vectors come from real files.

    python tests/benchmarks/million_library.py PLACE --home FOLDER [--passages 1000000]

*FOLDER* is indexed once, into `PLACE/home`, by the encoder of the product. Each document of the large library
(`PLACE/library`) goes along one of those: about half of the sentences of a passage are put in place of others from
anywhere, and its vector is that of the real passage with noise. Beside it lie the peers of the same rows: all
vectors (`vectors.npy`), their documents (`documents.npy`) and a plain FTS5 table (`plain.sqlite`).
"""

import argparse
import re
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.analysis.analyser import words_and_stems
from app.catalogue.rows import File, Location
from app.domain.document import Analysed, Document, Kind, Place, Segment, SegmentKind, Stamp
from app.domain.vectors import Ids, Vectors
from app.indexing.encode import describe
from app.library.library import Library
from app.places import Places
from app.reading.version import READER_VERSION
from app.store.lance_index import LanceIndex

PER_DOCUMENT = 20
NOISE = 0.5
"""Length of the noise added to a vector of length 1: two passages made from one are then at a cosine of 0.8."""
SWAPPED = 0.5
"""The part of the sentences that stand in place of others."""
BATCH = 1_000
"""Documents stored, and written to the index, at once."""
SHARES = (0.5, 0.1, 0.01, 0.001)
"""Of the documents have one kind, one language; the rest has another."""
KINDS = (Kind.PDF, Kind.MAIL, Kind.SPREADSHEET, Kind.BOOK, Kind.TEXT)
LANGUAGES = ("en", "de", "fr", "pt", "")
FIRST_NS, LAST_NS = 1_420_070_400_000_000_000, 1_767_225_600_000_000_000
"""Documents were changed evenly from 2015 to 2025."""

_SENTENCE_END = re.compile(r"(?<=[.!?\u3002\uff01\uff1f\n])\s*")

T = TypeVar("T")
Sentence = tuple[str, str, str]
"""Its text, words and stems."""


@dataclass(frozen=True, slots=True)
class Source:
    """A real document: what it is called, and its passages."""

    title: str
    path: bytes
    language: str
    passages: tuple[tuple[Sentence, ...], ...]
    vectors: Vectors


def make(place: Path, home: Path, passages: int) -> Path:
    """The data folder of the large library, made where it is missing."""
    data = place / "library"
    if not (place / "plain.sqlite").exists():
        started = time.perf_counter()
        sources = list(_sources(place / "home", home))
        with Library(Places(data)) as library:
            _fill(library, place, sources, passages // PER_DOCUMENT)
            with library.writer() as writer:
                writer.encode()  # nothing waits: what follows from all words and vectors is made
        print(f"made in {time.perf_counter() - started:.0f} s")
    return data


def _sources(data: Path, home: Path) -> Iterator[Source]:
    """The real documents, encoded."""
    with Library(Places(data)) as library:
        if not library.catalogue.has_documents():
            library.user.add(home)
            library.index()
        index = library._index
        connection = library.catalogue._connection
        rows = connection.execute("SELECT id, title, path, language FROM documents WHERE text NOT NULL")
        for document, title, path, language in rows.fetchall():
            text = library.catalogue.lookup.text(document)
            spans = connection.execute(
                "SELECT id, start, end FROM passages WHERE document = ? AND encoded ORDER BY id", (document,)
            ).fetchall()
            ids, found = index.vectors(np.array([row[0] for row in spans], np.int64))
            vectors = found[np.argsort(ids)]
            if len(spans) and len(vectors) == len(spans):
                cut = tuple(tuple(_sentences(text[start:end], language)) for _, start, end in spans)
                yield Source(title or Path(path.decode()).stem, path, language, cut, vectors)


def _sentences(text: str, language: str) -> Iterator[Sentence]:
    for sentence in _SENTENCE_END.split(text):
        if sentence.strip():
            yield sentence, *words_and_stems(sentence, language)


def _fill(library: Library, place: Path, sources: Sequence[Source], documents: int) -> None:
    chance = np.random.default_rng(6)
    roots = {}
    for name in sorted({source.path.split(b"/")[0].decode() for source in sources}):
        root = place / "files" / name
        root.mkdir(parents=True, exist_ok=True)
        roots[name] = library.user.add(root).id
    rows = documents * PER_DOCUMENT
    dimension = sources[0].vectors.shape[1]
    place_of = np.lib.format.open_memmap(
        place / "vectors.npy", mode="w+", dtype=np.float32, shape=(rows, dimension)
    )
    plain = sqlite3.connect(place / "plain.sqlite.part")
    plain.execute("PRAGMA synchronous=OFF")  # no promise hangs on it
    plain.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
    weights = np.array([len(source.passages) for source in sources], float)
    drawn = chance.choice(len(sources), size=documents, p=weights / weights.sum())
    spare = {
        language: [s for source in sources if source.language == language for p in source.passages for s in p]
        for language in {source.language for source in sources}
    }
    owners: list[int] = []
    index = library.recipe.open_index(library.places.index, library.catalogue.identity, writer=True)
    try:
        for start in range(0, documents, BATCH):
            batch: list[tuple[int, str, str, int]] = []
            vectors = []
            with library.catalogue.transaction():
                for number in range(start, min(documents, start + BATCH)):
                    source = sources[drawn[number]]
                    first = int(chance.integers(len(source.passages)))
                    taken = (first + np.arange(PER_DOCUMENT)) % len(source.passages)
                    document, texts = _document(chance, source, taken, spare[source.language])
                    identity = _store(library, roots, source, number, document, chance)
                    owners += [identity] * len(texts)
                    batch.append((identity, document.kind, document.language, len(texts)))
                    vectors.append(source.vectors[taken])
                    plain.executemany("INSERT INTO t (text) VALUES (?)", ((text,) for text in texts))
            _index(library, index, batch, _noisy(chance, np.concatenate(vectors)), place_of)
            plain.commit()
            print(f"{start + BATCH} documents", flush=True)
        library.catalogue.progress.flushed((), np.empty(0, np.int64), describe(index.upkeep().mark))
    finally:
        index.close()
    library.catalogue.tidy(lambda: False)
    place_of.flush()
    np.save(place / "documents.npy", np.array(owners, np.int64))
    plain.close()
    (place / "plain.sqlite.part").rename(place / "plain.sqlite")


def _document(
    chance: np.random.Generator, source: Source, taken: Ids, spare: Sequence[Sentence]
) -> tuple[Document, list[str]]:
    """A document along *taken* passages of *source*, and the texts of its passages."""
    texts, passages, position = [], [], 0
    for number in taken:
        sentences = list(source.passages[number])
        for swapped in np.flatnonzero(chance.random(len(sentences)) < SWAPPED):
            sentences[swapped] = spare[int(chance.integers(len(spare)))]
        text = " ".join(sentence for sentence, _, _ in sentences)
        words, stems = (" ".join(filter(None, (s[part] for s in sentences))) for part in (1, 2))
        passages.append(Analysed(0, position, position + len(text), words, stems))
        texts.append(text)
        position += len(text) + 2
    whole = Segment(Place(SegmentKind.WHOLE, 1, ""), 0, position - 2)
    return Document(
        _drawn(chance, KINDS),
        "\n\n".join(texts),
        (whole,),
        source.title,
        language=_drawn(chance, LANGUAGES),
        passages=tuple(passages),
    ), texts


def _drawn(chance: np.random.Generator, labels: Sequence[T]) -> T:
    return labels[int(np.searchsorted(np.cumsum(SHARES), chance.random(), side="right"))]


def _store(
    library: Library,
    roots: dict[str, int],
    source: Source,
    number: int,
    document: Document,
    chance: np.random.Generator,
) -> int:
    top, _, below = source.path.partition(b"/")
    folder, _, name = below.rpartition(b"/")
    path = b"/".join(filter(None, (folder, b"%d" % (number % 97), b"%d %s" % (number, name))))
    modified = int(chance.integers(FIRST_NS, LAST_NS))
    stamp = Stamp(len(document.text), modified, number + 1)
    file = File(Location(roots[top.decode()], path), stamp, modified, number.to_bytes(16))
    return library.catalogue.documents.store(file, document, READER_VERSION)


def _noisy(chance: np.random.Generator, vectors: Vectors) -> Vectors:
    noise = chance.standard_normal(vectors.shape, np.float32)
    made = vectors + NOISE * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    noisy: Vectors = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    return noisy


def _index(
    library: Library,
    index: LanceIndex,
    batch: Sequence[tuple[int, str, str, int]],
    vectors: Vectors,
    place_of: Vectors,
) -> None:
    """Write the vectors of a batch of documents, whose passages are the newest."""
    last = library.catalogue._connection.execute("SELECT max(id) FROM passages").fetchone()[0]
    ids = np.arange(last - len(vectors) + 1, last + 1, dtype=np.int64)
    place_of[ids - 1] = vectors
    documents = np.repeat([row[0] for row in batch], [row[3] for row in batch]).astype(np.int64)
    kinds = [str(row[1]) for row in batch for _ in range(row[3])]
    languages = [row[2] for row in batch for _ in range(row[3])]
    index.add(ids, documents, kinds, languages, vectors)
    library.catalogue.progress.flushed(ids.tolist(), np.empty(0, np.int64), describe(index.flush()))


def main() -> int:
    """Make it."""
    parser = argparse.ArgumentParser(description="Make a library of a million passages.")
    parser.add_argument("place", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=1_000_000)
    asked = parser.parse_args()
    make(asked.place, asked.home.resolve(), asked.passages)
    return 0


if __name__ == "__main__":
    sys.exit(main())
