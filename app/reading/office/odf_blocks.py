"""What OpenDocument text is made of, and how a table becomes rows with the names of their columns."""

import itertools
from dataclasses import dataclass, field

from app.reading.office.grid import written_out

LONGEST_CELL = 600
"""Characters of a cell of data; longer ones are there for the layout."""
MOST_IN_CELL = 6
"""Paragraphs of such a cell."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item of a list, a row of a table."""

    text: str
    level: int = 0
    """Of a heading, from 1."""
    group: int = 0
    """Neighbours of one group, a list or a table, stand on lines without a gap; 0 for none."""
    is_row: bool = False


@dataclass(slots=True)
class Place:
    """What holds blocks: the whole text, a paragraph with what is anchored in it, a cell."""

    blocks: list[Block] = field(default_factory=list)
    lists: int = 0
    """Lists open in it."""
    group: int = 0
    """Of the outermost of them."""
    is_new_item: bool = False


@dataclass(slots=True)
class Paragraph(Place):
    """A paragraph or a heading."""

    style: str = ""
    level: int = 0
    bullet: str = ""
    in_group: int = 0
    pieces: list[str] = field(default_factory=list)
    asides: int = 0
    """Notes, frames and shapes open in it; their text is none of its own."""

    def read(self) -> list[Block]:
        """The paragraph, then what is anchored in it."""
        text = "".join(self.pieces).strip()
        own = [Block(self.bullet + text, self.level, self.in_group)] if text else []
        return own + self.blocks


@dataclass(slots=True)
class Cell(Place):
    """A cell of a table."""

    repeated: int = 1
    is_name: bool = False
    """Whether its style says that it names a column."""

    @property
    def is_plain(self) -> bool:
        """Whether this is a cell of data, not one that is there for the layout."""
        return (
            len(self.blocks) <= MOST_IN_CELL
            and sum(len(block.text) for block in self.blocks) <= LONGEST_CELL
            and not any(block.level or block.is_row for block in self.blocks)
        )

    @property
    def columns(self) -> list[str]:
        """All its text on one line, in the first of the columns that it stands for."""
        line = " ".join(word for block in self.blocks for word in block.text.split())
        return [line, *[""] * (self.repeated - 1)]


@dataclass(slots=True)
class Table:
    """A table that is being read."""

    depth: int
    """Places that are open around it."""
    group: int
    rows: list[list[Cell]] = field(default_factory=list)
    header_rows: int = 0
    in_header: bool = False

    @property
    def size(self) -> int:
        """Characters in its cells."""
        return sum(len(block.text) for row in self.rows for cell in row for block in cell.blocks)

    def read(self, characters: int) -> list[Block]:
        """Rows with the names of their columns; the cells one by one where they hold more than data."""
        if not all(cell.is_plain for row in self.rows for cell in row):
            return [block for row in self.rows for cell in row for block in cell.blocks]
        names = itertools.takewhile(lambda row: any(cell.is_name for cell in row), self.rows)
        header_rows = self.header_rows or len(list(names))
        lines = [list(itertools.chain.from_iterable(cell.columns for cell in row)) for row in self.rows]
        written = written_out(lines, header_rows, characters)
        return [Block(line, 0, self.group, is_row=True) for line in written]
