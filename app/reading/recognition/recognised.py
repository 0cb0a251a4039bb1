"""What an engine says of a picture, as text: its paragraphs, without what it sees in pictures without text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from app.reading.pdf.layout import page_lines, paragraphs

SURE = 60.0
"""Belief in its words, of 100, that a block of text has on the average, weighed by their letters."""
LETTERS = 0.6
"""Share of letters and digits among the visible characters of a block of text."""
FEWEST = 3
"""Letters of a block, one after the other in a word: less is a speck."""

_WORD = "5"
"""Level of a row that is a word, in the table of Tesseract."""
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One word, and where it stands on its page."""

    text: str
    belief: float
    """From 0 to 100."""
    block: int
    line: tuple[int, int]
    """Paragraph and line in the block."""


def words(table: str) -> Iterator[Word]:
    """The words of Tesseract's table, in reading order; rows that are none are passed over."""
    for row in table.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) == _COLUMNS and cells[0] == _WORD and cells[-1].strip():
            try:
                block, paragraph, line = (int(cell) for cell in cells[2:5])
                yield Word(cells[-1].strip(), float(cells[10]), block, (paragraph, line))
            except ValueError:
                continue


def text_of(found: Iterable[Word]) -> str:
    """The text of a page; empty where it has none."""
    blocks = (list(block) for _, block in groupby(found, key=lambda word: word.block))
    lines = [line for block in blocks if is_text(block) for line in _lines(block)]
    return paragraphs(page_lines("\n".join(lines)))


def is_text(block: list[Word]) -> bool:
    """Whether a block is text, and not what an engine sees in leaves, waves and faces.

    The bounds are measured: see docs/decisions/0013-text-recognition.md.
    """
    visible = "".join(word.text for word in block)
    letters = sum(map(str.isalnum, visible))
    belief = sum(word.belief * len(word.text) for word in block) / len(visible)
    longest = max(sum(map(str.isalnum, word.text)) for word in block)
    return longest >= FEWEST and belief >= SURE and letters >= LETTERS * len(visible)


def _lines(block: list[Word]) -> Iterator[str]:
    for _, line in groupby(block, key=lambda word: word.line):
        yield " ".join(word.text for word in line)
