"""Every passage index there is, for the suites that hold for all of them."""

from collections.abc import Callable
from pathlib import Path

from app.domain.ports import PassageIndex
from app.store.lance_index import LanceIndex
from tests.fakes.index import MemoryIndex

DIMENSION = 16
Maker = Callable[[Path], PassageIndex]


def _memory(_: Path) -> PassageIndex:
    return MemoryIndex(DIMENSION)


def _lance(folder: Path) -> PassageIndex:
    return LanceIndex(folder, "a recipe", DIMENSION, writer=True)


MAKERS: dict[str, Maker] = {"memory": _memory, "lance": _lance}
