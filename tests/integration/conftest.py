"""The sample documents, indexed once; a test that changes the library gets a copy of it."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.integration.program import SAMPLE, Program, fingerprint

CHANGED = {"Home": datetime(2023, 6, 15, 12).astimezone(), "Study": datetime(2025, 2, 10, 12).astimezone()}
"""When the documents of each folder were changed last, local time."""


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the sample documents; whatever the tests do, it must be the same in the end."""
    folder = tmp_path_factory.mktemp("documents")
    for name, changed in CHANGED.items():
        shutil.copytree(SAMPLE / name, folder / name)
        for path in (folder / name).iterdir():
            os.utime(path, (changed.timestamp(), changed.timestamp()))
    before = fingerprint(folder)
    yield folder
    assert fingerprint(folder) == before, "a file of the user was changed"


@pytest.fixture(scope="session")
def sample(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A library with the sample documents, for tests that only ask."""
    program = Program(tmp_path_factory.mktemp("sample") / "library")
    assert program.ask("index", documents)["read"] == 17
    return program


@pytest.fixture
def library(sample: Program, tmp_path: Path) -> Program:
    """A library with the sample documents, for a test that changes it."""
    return Program(shutil.copytree(sample.data, tmp_path / "library"))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """An empty library."""
    return Program(tmp_path / "library")
