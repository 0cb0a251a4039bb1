"""Command lines and queries as they should not be."""

from pathlib import Path

import pytest

from tests.integration.program import Program

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
        (["search", "x", "--since", "0001-01-01"], "2024-05-31"),
        (["search", "x", "--kind", "spreadsheet"], "markdown"),
        (["search", "x", "--lang", "klingon"], "two letters"),
        (["search", "x", "--lang", b"\xff"], "two letters"),
        (["search", "x", "--in", ""], "the path is empty"),
        (["search", "x", "--in", "~nobody-of-this-name/x"], "nobody"),
        (["--data-folder", "", "status"], "the path is empty"),
        (["evaluate", "resources"], "corpus.jsonl"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_line_that_makes_no_sense_is_refused(program: Program, line: list[str | bytes], told: str) -> None:
    ended = program.run(*line, "--json", status=2)
    assert told in ended.stderr
    assert ended.stdout == b""


@pytest.mark.parametrize("date", ["9999", "9999-12-31", "2262-04-12"])
def test_a_day_in_a_far_future_is_a_day(sample: Program, date: str) -> None:
    assert sample.found("bees", "--words", "--since", date) == []
    assert len(sample.found("bees", "--words", "--until", date)) > 0


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
def test_any_query_has_an_answer(sample: Program, query: str | bytes, status: int) -> None:
    typed = query.encode("utf-8", "surrogatepass") if isinstance(query, str) else query
    answer = sample.run("search", "--words", "--json", "--", typed, status=status).answer()
    assert bool(answer["hits"]) == (status == 0)
    assert answer["hits"] or answer["note"]


@pytest.mark.parametrize("query", ["\N{HONEYBEE}", "'\"; bees \ud83d", "the of and", "x" * 10_000])
def test_any_query_has_an_answer_by_meaning(sample: Program, query: str) -> None:
    typed = query.encode("utf-8", "surrogatepass")
    with sample.started("search", "--meaning", "--limit", "3", "--json", "--", typed) as process:
        _, told = process.communicate(timeout=120)
    assert process.returncode in (0, 1)
    assert told == b""


def test_a_query_of_stop_words_alone_finds_them(sample: Program, documents: Path) -> None:
    assert sample.found("to be or not to be", "--words") != []
