"""Rows of tables as text: each written out with its column names, in blocks that know where they stand."""

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.reading.draft import one_line

BLOCK = 1200
"""Characters from which a block of rows is complete: some passages, so that a hit names few rows."""
BODY = 20
"""Rows that a row is compared with to tell whether it names columns."""
LONGEST_NAME = 100
"""Characters that the name of a column has at most."""
BETWEEN = " | "

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ADDRESS = re.compile(r"://|@|^[./\\]")

Row = Sequence[str]


@dataclass(slots=True)
class Block:
    """Rows that follow one another."""

    lines: list[str] = field(default_factory=list)
    first: int = 0
    """Number of the first row, counted from 1 where the table begins."""
    last: int = 0
    left: int = 0
    """Columns that are filled, counted from 0."""
    right: int = 0
    caption: str = ""
    """The line above the table, where there is one."""
    size: int = 0

    def add(self, number: int, row: Row, line: str) -> None:
        """Add a row; an empty *line* is a row that is told by the names in the others."""
        filled = [at for at, cell in enumerate(row) if cell]
        if not self.first:
            self.first, self.left, self.right = number, filled[0], filled[-1]
        self.last = number
        self.left, self.right = min(self.left, filled[0]), max(self.right, filled[-1])
        if line:
            self.lines.append(line)
            self.size += len(line) + 1


def blocks(rows: Iterable[Row]) -> Iterator[Block]:
    """Write *rows* out, telling captions and the names of columns from data.

    Names are looked for at the head and after empty rows; they hold until others are found.
    """
    names: Row = ()
    block, caption = Block(), ""
    is_head = True
    for (number, row), after_gap, body in _with_those_below(rows):
        is_head = is_head or after_gap
        line = written(names, row)
        if is_head and _is_caption(row, names, body):
            caption = line = written((), row)
            if block.size > BLOCK // 4:
                yield block
                block = Block()
        elif is_head and are_names(row, body):
            names, line, is_head = row, "", False
            if block.lines and block.lines != [caption]:
                yield block
                block = Block()
        elif is_head:
            is_head = _width(row) * 2 <= max(map(_width, body), default=0)
        if not block.lines:
            block.caption = caption
        block.add(number, row, line)
        if block.size >= BLOCK:
            yield block
            block = Block()
    if block.lines:
        yield block


def written(names: Row, row: Row) -> str:
    """*row* in one line; cells without a name stand for themselves."""
    pairs = itertools.zip_longest(names[: len(row)], row, fillvalue="")
    return BETWEEN.join(f"{name.rstrip(' :')}: {cell}" if name else cell for name, cell in pairs if cell)


def are_names(row: Row, body: Sequence[Row]) -> bool:
    """Whether *row* names the columns of *body*, the rows below it, rather than being one of them."""
    columns = list(_columns(row, body))
    named = [(row[at], values) for at, values in columns if at < len(row) and row[at]]
    labels = [cell for cell in row if cell]
    if not named or len(named) * 3 < len(columns) * 2 or len(set(labels)) * 2 < len(labels):
        return False
    if any(len(cell) > LONGEST_NAME or _ADDRESS.search(cell) for cell in labels):
        return False
    if any(_is_value(cell) for cell in labels) or all(map(_is_figure, labels)):
        return False
    if any(_differs_in_nature(cell, values) for cell, values in named):
        return True
    if len(named) < 2 or any(cell in values for cell, values in named):
        return False
    return _is_worded_otherwise(named, len(body))


def _differs_in_nature(name: str, values: Sequence[str]) -> bool:
    """Whether a word stands above figures, or a year above figures that are no years."""
    figures = [value for value in values if _is_figure(value)]
    if len(figures) * 2 <= len(values):
        return False
    if not _is_figure(name):
        return True
    if _YEAR.fullmatch(name):
        return not any(_YEAR.fullmatch(value) for value in figures)
    return not any(value[0].isalpha() for value in figures)  # `c10` above `12`, but not `c10` above `c11`


def _is_worded_otherwise(named: Sequence[tuple[str, Sequence[str]]], height: int) -> bool:
    """Whether names above words differ from them: shorter, in another case, above gaps or repetitions."""
    names = "".join(name for name, _ in named)
    mean = sum(sum(map(len, values)) / len(values) for _, values in named)
    if mean >= 1.5 * len(names):
        return True
    words = "".join("".join(values) for _, values in named)
    if (names.islower() and not words.islower()) or (names.isupper() and not words.isupper()):
        return True
    several = height >= 3
    return several and any(len(values) < height or len(set(values)) < len(values) for _, values in named)


def _columns(row: Row, body: Sequence[Row]) -> Iterator[tuple[int, list[str]]]:
    """Columns that half of *body* fills, and those that *row* and anything of *body* fill."""
    for at in range(max(map(len, body), default=0)):
        values = [below[at] for below in body if at < len(below) and below[at]]
        if len(values) * 2 >= len(body) or (values and at < len(row) and row[at]):
            yield at, values


def _is_caption(row: Row, names: Row, body: Sequence[Row]) -> bool:
    """Whether *row* is a single cell where the table has several columns."""
    return _width(row) == 1 and max(_width(names), *map(_width, body), 0) > 1


def _is_figure(cell: str) -> bool:
    """Whether most of *cell* is digits: a number, a sum of money, a date, a time."""
    return sum(map(str.isdigit, cell)) * 2 > sum(map(str.isalnum, cell))


def _is_value(cell: str) -> bool:
    """Whether *cell* is a figure that names no column: years do, and so does `Q12`."""
    return _is_figure(cell) and not cell[0].isalpha() and not _YEAR.fullmatch(cell)


def _width(row: Row) -> int:
    return sum(1 for cell in row if cell)


def _with_those_below(rows: Iterable[Row]) -> Iterator[tuple[tuple[int, Row], bool, list[Row]]]:
    """Each row that is not empty, with its number; whether an empty one is above; the filled ones below."""
    filled = _filled(rows)
    window: deque[tuple[int, Row]] = deque(itertools.islice(filled, BODY))
    above = 0
    while window:
        if (further := next(filled, None)) is not None:
            window.append(further)
        number, row = window.popleft()
        yield (number, row), number > above + 1, [below for _, below in itertools.islice(window, BODY)]
        above = number


def _filled(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, start=1):
        cells = [one_line(cell) if cell else "" for cell in row]
        if any(cells):
            yield number, cells
