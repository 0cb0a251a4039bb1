"""Where nobody listens, or nothing can be written: no noise, and an exit status that tells."""

import os
import sys
from pathlib import Path

import pytest

from tests.integration.program import Program

LINES = [["search", "bees", "--words"], ["status", "--json"]]


@pytest.mark.parametrize("line", LINES)
def test_a_listener_who_has_had_enough_is_left_in_peace(sample: Program, line: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = sample.run(*line, status=1, stdout=writing)
    finally:
        os.close(writing)
    assert ended.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("line", LINES)
def test_an_answer_that_does_not_fit_is_told(sample: Program, line: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = sample.run(*line, status=2, stdout=full)
    assert ended.stderr == "The system refused: No space left on device.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_reason_to_fail(library: Program, closed: str) -> None:
    program = Program(library.data, before=("sh", "-c", f'exec "$@" {closed}', "sh"))
    assert program.run("search", "bees", "--words").stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell closes the streams")
def test_reading_and_encoding_need_no_stream(program: Program, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("The bears sleep until March.")
    silent = Program(program.data, before=("sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"))
    silent.run("index", tmp_path / "notes")
    assert program.ask("status")["documents"] == 1


def test_help_and_version_go_to_standard_output(program: Program) -> None:
    assert b"usage: clew" in program.run("search", "--help").stdout
    assert program.run("--version").stdout.startswith(b"Clew ")


def test_a_terminal_that_knows_no_umlaut_shows_a_stand_in(sample: Program) -> None:
    ascii_only = {**os.environ, "CLEW_DATA": str(sample.data), "PYTHONIOENCODING": "ascii"}
    shown = sample.run("search", "Heizung", "--words", "--lang", "de", env=ascii_only).stdout
    assert b"\\xfc" in shown
    assert shown.isascii()
