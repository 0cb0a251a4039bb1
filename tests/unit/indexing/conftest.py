"""A folder of files and a library that looks through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.folder import FolderOfFiles
from tests.unit.indexing.small_library import SmallLibrary


@pytest.fixture
def folder(tmp_path: Path) -> FolderOfFiles:
    return FolderOfFiles(tmp_path / "home")


@pytest.fixture
def library(tmp_path: Path, folder: FolderOfFiles) -> Iterator[SmallLibrary]:
    """Looks through *folder*, once it is told to settle."""
    made = SmallLibrary(tmp_path / "data")
    made.user.add(folder.root)
    yield made
    made.close()
