"""A library of fakes, and children that play a part."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.unit.library.conftest import indices, library

__all__ = ["indices", "library"]
SCRIPT = Path(__file__).with_name("scripted_child.py")


@dataclass(frozen=True, slots=True)
class Scripted:
    """How a scripted child is started, and how often it was."""

    folder: Path
    parts: tuple[str, ...]

    @property
    def command(self) -> list[str]:
        return [sys.executable, str(SCRIPT), str(self.folder), ",".join(self.parts)]

    @property
    def starts(self) -> int:
        return len(list(self.folder.iterdir()))


@pytest.fixture
def scripted(tmp_path: Path) -> Callable[..., Scripted]:
    """Make a child that plays these parts, one for each start."""

    def make(*parts: str) -> Scripted:
        folder = tmp_path / "starts"
        folder.mkdir()
        return Scripted(folder, parts)

    return make
