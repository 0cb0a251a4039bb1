from collections.abc import Iterable

import pytest

from app.reading.recognition.recognised import text_of, words


def row(text: str, belief: float, block: int = 1, line: int = 1, level: int = 5) -> str:
    return f"{level}\t1\t{block}\t1\t{line}\t1\t0\t0\t9\t9\t{belief}\t{text}"


def text(rows: Iterable[str]) -> str:
    return text_of(words("\n".join(rows)))


def test_words_become_lines_and_lines_become_paragraphs() -> None:
    lines = (
        "The heron waits in shallow water until a fish comes near",
        "enough, and then it is very quick, as every frog of the neigh-",
        "bourhood knows.",
    )
    rows = [row(word, 90, line=number) for number, line in enumerate(lines) for word in line.split()]

    assert text(rows) == "".join(lines).replace("nearenough", "near enough").replace("neigh-", "neigh")


def test_rows_that_are_no_words_are_passed_over() -> None:
    rows = ["level\tpage", row("", 95), row("Page", -1, level=4), "5\tx", row("Heron", 95), "5" + "\tx" * 11]

    assert text(rows) == "Heron"


@pytest.mark.parametrize(
    "block",
    [
        [("yyayoa?", 0)],
        [("wane", 25), ("putron", 37)],
        [("\u2014", 90), ("|", 90), ("||", 95)],
        [("'", 96), ("4", 90), ("we", 95)],
    ],
)
def test_what_an_engine_sees_in_a_photograph_is_no_text(block: list[tuple[str, float]]) -> None:
    rows = [row(word, belief, block=1) for word, belief in block]

    assert text(rows) == ""
    assert text([*rows, row("Heron", 95, block=2)]) == "Heron"


def test_a_doubtful_word_among_sure_ones_stays() -> None:
    assert text([row("The", 96), row("hcron", 20), row("waits.", 96)]) == "The hcron waits."


def test_no_words_are_no_text() -> None:
    assert text([]) == ""
