"""The engine's keeper, with a program in the engine's place."""

import sys
import time
from pathlib import Path

import pytest

from app.domain.document import Kind
from app.reading.recognition.page_picture import PagePicture
from app.reading.recognition.program import Bounds, ProgramFailed, ask
from app.reading.recognition.tesseract import NAME, Tesseract, find_engine, find_program, installed_languages

MADE = Path(__file__).parent.parent.parent / "data" / "made_engine.py"
PICTURE = PagePicture(Kind.PDF, 1, 1000, 800, bytes(800_000))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program in its place is a script")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    script = tmp_path / "folder with spaces" / NAME
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{MADE}" "$@"\n')
    script.chmod(0o755)
    return script


def engine(program: Path, behaviour: str, seconds: float = 60) -> Tesseract:
    return Tesseract(program, (behaviour,), page_seconds=seconds)


def failure(asked: Tesseract) -> str:
    with pytest.raises(ProgramFailed) as caught:
        asked.recognise(PICTURE)
    return str(caught.value)


def test_the_engine_gets_the_picture_and_gives_its_words(program: Path) -> None:
    assert engine(program, "eng").recognise(PICTURE) == "Seen: P5 1000 800 255"


@pytest.mark.parametrize("behaviour", ["hang", "launch"])
def test_an_engine_that_hangs_is_ended_with_what_it_started(program: Path, behaviour: str) -> None:
    started = time.monotonic()

    assert failure(engine(program, behaviour, seconds=1)) == "took too long"
    assert time.monotonic() - started < 30


def test_an_engine_is_ended_when_it_is_to_stop(program: Path) -> None:
    with pytest.raises(ProgramFailed, match="was stopped"):
        engine(program, "hang").recognise(PICTURE, stopped=lambda: True)


def test_an_engine_that_floods_is_ended(program: Path) -> None:
    assert failure(engine(program, "flood")) == "failed"


def test_an_engine_that_fails_says_nothing(program: Path) -> None:
    assert failure(engine(program, "fail")) == "failed"


def test_an_engine_need_not_listen(program: Path) -> None:
    assert engine(program, "deaf").recognise(PICTURE) == "Seen:"


def test_an_answer_that_is_no_table_is_no_text(program: Path) -> None:
    assert engine(program, "nonsense").recognise(PICTURE) == ""


def test_an_engine_that_is_gone_does_not_start(tmp_path: Path) -> None:
    assert failure(engine(tmp_path / "gone", "eng")) == "does not start"


def test_the_engine_has_one_thread_and_learns_nothing_of_ours(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEW_SECRET", "heron")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundled")

    assert engine(program, "threads").recognise(PICTURE) == "Seen: 1"
    told = engine(program, "environment").recognise(PICTURE)
    assert "PATH" in told
    assert "CLEW_SECRET" not in told
    assert "LD_LIBRARY_PATH" not in told


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of others")
def test_a_program_is_bounded_in_memory() -> None:
    command = [sys.executable, "-c", "import sys; sys.stdin.read(); print(len(bytes(10**9)))"]

    assert ask(command, b"", Bounds(60)) == b"1000000000\n"
    with pytest.raises(ProgramFailed, match="failed"):
        ask(command, b"", Bounds(60, memory=500_000_000))


def test_the_engine_is_found_in_full_paths_alone(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(program.parent)

    assert find_program([Path("/nowhere"), program.parent]) == program
    assert find_program([Path()]) is None
    program.chmod(0o644)
    assert find_program([program.parent]) is None


@pytest.mark.parametrize(
    ("wanted", "system", "chosen"),
    [
        ("", [], ("eng",)),
        ("", ["deu"], ("deu", "eng")),
        ("", ["fra", "eng"], ("eng",)),
        ("deu", ["eng"], ("deu",)),
        (" eng + deu+eng", [], ("eng", "deu")),
        ("jpn+deu", [], ("deu",)),
    ],
)
def test_languages_are_those_wanted_or_those_of_the_system(
    program: Path, wanted: str, system: list[str], chosen: tuple[str, ...]
) -> None:
    found = find_engine(wanted, system, folders=[program.parent])

    assert found
    assert found.languages == chosen
    assert found.turns


@pytest.mark.parametrize("wanted", ["jpn", "osd", "--help", "-l"])
def test_an_engine_without_the_language_is_none(program: Path, wanted: str) -> None:
    assert find_engine(wanted, [], folders=[program.parent]) is None


def test_no_engine_is_none(tmp_path: Path) -> None:
    assert find_engine("", [], folders=[tmp_path]) is None
    assert installed_languages(tmp_path / "gone") == frozenset()
