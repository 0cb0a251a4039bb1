"""A library of fakes, and children that play a part."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.engine.kept import kept
from tests.unit.engine.scripted import Scripted
from tests.unit.engine.serving import folder, places, serving
from tests.unit.library.conftest import indices, library

__all__ = ["folder", "indices", "kept", "library", "places", "serving"]


@pytest.fixture
def scripted(tmp_path: Path) -> Callable[..., Scripted]:
    """Make a child that plays these parts, one for each start."""

    def make(*parts: str) -> Scripted:
        folder = tmp_path / "starts"
        folder.mkdir()
        return Scripted(folder, parts)

    return make
