"""Command lines and queries as they should not be; asked in this process, because they are many."""

import json
import logging
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from tests.integration.program import Program

Told = tuple[int, str, str]
"""Exit status, standard output, standard error."""
Tell = Callable[..., Told]


def no_window(data_folder: Path | None) -> int:
    raise AssertionError("a command line with a command asked for the window")


@pytest.fixture
def tell(sample: Program, capsys: pytest.CaptureFixture[str]) -> Iterator[Tell]:
    """Calls the program with words."""

    def call(*words: str | bytes) -> Told:
        try:
            status: Any = main(["--data-folder", os.fspath(sample.data), *map(os.fsdecode, words)], no_window)
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert "something went wrong" not in err, sample.log()
        return status, out, err

    handlers, signals = logging.getLogger().handlers[:], [signal.SIGINT, signal.SIGTERM]
    before = [signal.getsignal(number) for number in signals]
    yield call
    logging.getLogger().handlers[:] = handlers
    for number, handler in zip(signals, before, strict=True):
        signal.signal(number, handler)


# Command lines: refused with a sentence that says what would be right.


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["frobnicate"], "invalid choice"),
        (["search"], "QUERY"),
        (["add"], "FOLDER"),
        (["search", "x", "--words", "--meaning"], "not allowed with"),
        (["search", "x", "--limit", "0"], "write 1 or more"),
        (["search", "x", "--limit", "-3"], "write 1 or more"),
        (["search", "x", "--limit", "many"], "write 1 or more"),
        (["search", "x", "--limit", "9" * 30], "write 1 or more"),
        (["search", "x", "--since", "nonsense"], "2024-05-31"),
        (["search", "x", "--since", "2024-13"], "2024-05-31"),
        (["search", "x", "--until", "99999999999d"], "2024-05-31"),
        (["search", "x", "--since", "0000-01-01"], "2024-05-31"),
        (["search", "x", "--kind", "film"], "markdown"),
        (["search", "x", "--lang", "klingon"], "two letters"),
        (["search", "x", "--lang", b"\xff"], "two letters"),
        (["search", "x", "--in", ""], "the path is empty"),
        (["search", "x", "--in", "~nobody-of-this-name/x"], "nobody"),
        (["--data-folder", "", "status"], "the path is empty"),
        (["evaluate", "resources"], "corpus.jsonl"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_line_that_makes_no_sense_is_refused(tell: Tell, line: list[str | bytes], told: str) -> None:
    status, out, err = tell(*line, "--json")
    assert (status, out) == (2, "")
    assert told in err


@pytest.mark.parametrize("date", ["9999", "9999-12-31", "2262-04-12"])
def test_a_day_in_a_far_future_is_a_day(tell: Tell, date: str) -> None:
    assert tell("search", "bees", "--words", "--since", date)[0] == 1
    assert tell("search", "bees", "--words", "--until", date)[0] == 0


# Queries: whatever is typed is text, and at worst nothing is found.


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 1),
        (" \t\n ", 1),
        ("\N{HONEYBEE}\N{HONEYBEE} \N{FAMILY}", 1),
        ('"""', 1),
        ('" "', 1),
        ("-bees -home", 1),
        (b"\xff\xfe", 1),
        ("the of and a", 0),
        ("bees \ud83d", 0),
        ('"bees', 0),
        ("bees AND (NOT OR", 0),
        ("NEAR(bees home, 2)", 0),
        ("words : bees* ^home {a b} : c", 0),
        ("'; DROP TABLE documents; -- bees", 0),
        ("bees\r\n\x1b[31m\u202ehome", 0),
        ("bees " * 2_000, 0),
        ("x" * 10_000, 1),
        ("BEES \ufb01nd \uff48\uff4f\uff4d\uff45", 0),
    ],
    ids=lambda value: ascii(value)[:40],
)
@pytest.mark.parametrize("mode", ["--words", "--meaning"])
def test_any_query_has_an_answer(tell: Tell, query: str | bytes, status: int, mode: str) -> None:
    typed = query.encode("utf-8", "surrogatepass") if isinstance(query, str) else query
    ended, out, err = tell("search", mode, "--json", "--", typed)
    answer = json.loads(out)
    assert err == ""
    assert ended == (0 if answer["hits"] else 1)
    assert answer["hits"] or answer["note"]
    if mode == "--words":
        assert ended == status
