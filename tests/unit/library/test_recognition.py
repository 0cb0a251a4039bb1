"""Whether text is recognised: by the settings, and by what is installed."""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.settings import Settings
from app.library.recognition import Recognition, what_is_missing
from app.places import reader_command
from app.reading.process.sandbox import ProcessReader
from app.reading.recognition import tesseract

MADE = Path(__file__).parents[2] / "data" / "made_engine.py"
ON = Settings(text_recognition=True, recognition_languages="eng")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the program in the engine's place is a script"
)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Nothing is installed, until this is called."""
    monkeypatch.setattr(tesseract, "usual_folders", lambda: [tmp_path])

    def put() -> None:
        program = tmp_path / tesseract.NAME
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{MADE}" "$@"\n')
        program.chmod(0o755)

    return put


def made(settings: Settings, scratch: Path) -> Recognition:
    return Recognition(settings, scratch, lambda: ProcessReader(reader_command()), lambda: False)


def test_nothing_is_recognised_unless_it_is_asked_for(install: Callable[[], None], tmp_path: Path) -> None:
    install()

    assert made(Settings(), tmp_path).find() is None
    assert what_is_missing(Settings()) == ""


def test_an_engine_is_used_from_the_moment_that_it_is_installed(
    install: Callable[[], None], tmp_path: Path
) -> None:
    found = made(ON, tmp_path)
    assert found.find() is None
    assert "needs the program Tesseract" in what_is_missing(ON)

    install()

    make = found.find()
    assert make is not None
    with closing(make()):
        assert what_is_missing(ON) == ""


def test_languages_that_are_missing_are_named(install: Callable[[], None], tmp_path: Path) -> None:
    install()
    japanese = Settings(text_recognition=True, recognition_languages="jpn")

    assert made(japanese, tmp_path).find() is None
    assert "jpn" in what_is_missing(japanese)
