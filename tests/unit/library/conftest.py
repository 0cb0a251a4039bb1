"""A library whose encoder, index and reader are fakes; catalogue, lock and files are real."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.library import evaluate, writer
from app.library.library import Library
from app.library.recipe import Recipe
from app.places import Places
from tests.fakes.encoder import WordEncoder
from tests.fakes.index import MemoryIndex
from tests.unit.indexing.small_library import PlainReader, SmallLibrary

DIMENSION = 256


class Indices(dict[Path, MemoryIndex]):
    """One index per folder, for writer and reader alike."""

    def __missing__(self, folder: Path) -> MemoryIndex:
        self[folder] = MemoryIndex(DIMENSION)
        return self[folder]


@pytest.fixture
def indices(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Indices:
    """Put the fakes in the place of what the library would make."""
    made = Indices()
    counts = SmallLibrary(tmp_path / "counts")
    counts.close()

    def open_index(_: Recipe, folder: Path, catalogue: str, *, writer: bool) -> MemoryIndex:
        return made[folder]

    def encoder(_: Recipe, threads: int) -> WordEncoder:
        return WordEncoder(DIMENSION)

    def lazy_encoder(_: Recipe, opened: ExitStack) -> Callable[[], WordEncoder]:
        return lambda: WordEncoder(DIMENSION)

    monkeypatch.setattr(Recipe, "open_index", open_index)
    monkeypatch.setattr(Recipe, "encoder", encoder)
    monkeypatch.setattr(Recipe, "lazy_encoder", lazy_encoder)
    monkeypatch.setattr(Recipe, "languages", frozenset({"en"}))
    monkeypatch.setattr(writer, "ProcessReader", lambda _command, _limits: PlainReader(counts))
    monkeypatch.setattr(evaluate, "detect_language", lambda _: "en")
    return made


@pytest.fixture
def library(indices: Indices, tmp_path: Path) -> Iterator[Library]:
    with Library(Places(tmp_path / "data")) as opened:
        yield opened
