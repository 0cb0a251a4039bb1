"""A user who saves small documents, day after day, and the library that follows him."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.document import Document
from app.domain.events import Tidying
from app.encoding.manifest import read_manifest
from app.library import writer
from app.library.library import Library
from app.library.recipe import Recipe
from app.places import Places, resources
from app.reading.reader import read_document
from app.store.layout import tables
from tests.fakes.encoder import WordEncoder
from tests.fakes.folder import FolderOfFiles
from tests.fakes.heard import Heard

DAY_SECONDS = 86_400
LOOKS = 4
"""Of an indexer process, before nothing more happens and it ends."""
VOCABULARY = 4_000


class PlainReader:
    """Reads in this process: what is on trial is what comes after reading."""

    def __init__(self, *_: object) -> None:
        pass

    def read(self, path: Path) -> Document:
        with path.open("rb") as source:
            return read_document(source, path.name)

    def close(self) -> None:
        pass


def quick_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have libraries read in this process and encode words instead of meaning; all else is real."""
    dimension = read_manifest(resources() / "encoder").dimension
    monkeypatch.setattr(Recipe, "encoder", lambda _self, threads: WordEncoder(dimension))
    monkeypatch.setattr(writer, "ProcessReader", PlainReader)


class Author:
    """Writes, changes and deletes documents of words drawn by Zipf's law."""

    def __init__(self, root: Path, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # the same documents each time, not a secret
        self.root = root
        self._files = FolderOfFiles(root)
        self._names: list[str] = []
        self._made = 0
        syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
        self._words = ["".join(self._random.choices(syllables, k=3)) for _ in range(VOCABULARY)]
        self._weights = [1 / (rank + 3) for rank in range(VOCABULARY)]

    def text(self, words: int) -> str:
        """Sentences of some *words* words."""
        drawn = self._random.choices(self._words, self._weights, k=words)
        sentences = (" ".join(drawn[at : at + 12]).capitalize() + "." for at in range(0, words, 12))
        return "\n".join(sentences) + "\n"

    def query(self) -> str:
        """Some words that documents hold."""
        return " ".join(self._random.choices(self._words, self._weights, k=3))

    def create(self) -> None:
        """A new document."""
        name = f"{self._random.choice('abcdef')}/note {self._made}.txt"
        self._made += 1
        self._names.append(name)
        self._files.write(name, self.text(self._random.randint(50, 1_000)))

    def save(self) -> None:
        """What a user does: mostly he goes on with what he has."""
        doing = self._random.choices(("append", "rewrite", "create", "delete"), (5, 2, 2, 2))[0]
        name = self._random.choice(self._names)
        if doing == "create":
            self.create()
        elif doing == "delete":
            self._names.remove(name)
            self._files.delete(name)
        elif doing == "append":
            before = (self._files.root / name).read_text(encoding="utf-8")
            self._files.write(name, before + self.text(self._random.randint(5, 80)))
        else:
            self._files.write(name, self.text(self._random.randint(50, 1_000)))

    def burst(self) -> int:
        """Save what one look will see: seldom many; return how many files that were."""
        saves = self._random.choices((1, 2, 3, 4, 5, 25), (40, 20, 15, 10, 10, 1))[0]
        for _ in range(saves):
            self.save()
        return saves


@dataclass(frozen=True, slots=True)
class Spent:
    """What following the user cost."""

    saves: int
    looks: int
    sessions: int
    upkeeps: int
    written: int
    """Bytes handed to the system; 0 where it does not count them."""
    largest: int
    """Bytes of the data folder after the session that left most."""


def follow(places: Places, author: Author, saves: int) -> Spent:
    """Have the author save so often; an indexer comes and goes, each time a day later."""
    done = looks = sessions = written = largest = upkeeps = 0
    while done < saves:
        with Library(places) as library:
            before, tidied = _written(), Heard()
            with library.writer(tidied) as writer:
                for _ in range(LOOKS):
                    done += author.burst()
                    looks += 1
                    writer.settle()
        written += _written() - before
        sessions += 1
        upkeeps += len(tidied.all(Tidying))
        largest = max(largest, size(places.data))
        a_day_passes(places)
    return Spent(done, looks, sessions, upkeeps, written, largest)


def a_day_passes(places: Places) -> None:
    """Every version of the index is a day older."""
    for table in tables(places.index):
        for version in table.versions():
            manifest = table.manifest(version)
            earlier = manifest.stat().st_mtime - DAY_SECONDS
            os.utime(manifest, (earlier, earlier))


def size(folder: Path) -> int:
    """Bytes of all files below *folder*."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def count(folder: Path) -> int:
    """Files below *folder*."""
    return sum(path.is_file() for path in folder.rglob("*"))


def _written() -> int:
    """Bytes that this process has written so far, documents included: they are small."""
    try:
        facts = Path("/proc/self/io").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(facts.split("wchar: ")[1].split()[0])
