"""Tables inside documents: every row with the names of its columns, so that a question finds the row."""

from collections.abc import Sequence

from app.reading.data.table import BETWEEN, BODY, LONGEST_NAME, are_names, written


def written_out(rows: Sequence[Sequence[str]], header_rows: int, characters: int) -> list[str]:
    """One line for each row that has text: the names as they stand, then `Name: Ada | Year: 1843`.

    Args:
        rows: Cells of every row, each on one line; an empty cell keeps the place of its column.
        header_rows: How many rows at the head the document calls names of columns; where it calls none,
            the first row is one if it looks so.
        characters: After how many written ones to stop: names can make little text long.
    """
    if not header_rows and len(rows) > 1 and are_names(rows[0], rows[1 : 1 + BODY]):
        header_rows = 1
    header, body = rows[:header_rows], rows[header_rows:]
    lines = [BETWEEN.join(filter(None, row)) for row in header]
    names = _names(header)
    for row in body:
        lines.append(written(names, row))
        characters -= len(lines[-1])
        if characters < 0:
            break
    return [line for line in lines if line]


def _names(header: Sequence[Sequence[str]]) -> list[str]:
    """The name of each column: what stands above it, outermost first."""
    width = max((len(row) for row in header), default=0)
    columns = [[row[at] for row in header if at < len(row)] for at in range(width)]
    names = [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
    return [name if len(name) <= LONGEST_NAME else "" for name in names]
