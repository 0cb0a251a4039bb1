"""Tables as text: cells between commas, semicolons, tabs or bars (RFC 4180, and what people make of it)."""

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Literal

from app.domain.document import Kind, SegmentKind
from app.reading.data.table import blocks
from app.reading.draft import Draft, Part, canonical
from app.reading.text.plain import read_text

Quoting = Literal[0, 3]
QUOTINGS: tuple[Quoting, Quoting] = (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
"""With quotation marks around cells; then, where that makes no sense, with marks that are text."""
DELIMITERS = "\t;|,"
"""In this order where several divide equally well: a comma may also stand within numbers and sentences."""
SAMPLE_ROWS = 100
SAMPLE_CHARACTERS = 64 * 1024
LEAST_EVEN = 0.6
"""Share of the rows of one width from which text is a table."""
TALLEST_ROW = 200
"""Lines of one row; one that has more begins with a quotation mark that is never closed."""


def read_csv(source: BinaryIO, characters: int) -> Draft:
    """One part for each block of rows; text that no delimiter divides evenly stays as it is.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    text = canonical(text)
    stated, start = _stated_delimiter(text)
    for quoting in QUOTINGS:
        delimiter = stated or _found_delimiter(text[:SAMPLE_CHARACTERS], quoting)
        if delimiter and (parts := _parts(text[start:], delimiter, quoting, above=1 if start else 0)):
            return Draft(Kind.DATA, parts, SegmentKind.ENTRY, left_out=left_out)
    return Draft(Kind.DATA, (Part(text),), left_out=left_out)


def _parts(text: str, delimiter: str, quoting: Quoting, *, above: int) -> list[Part]:
    """Blocks of rows, or nothing where a cell is longer than cells are; *above* is the lines before *text*."""
    try:
        return [
            Part(
                "\n".join(block.lines),
                label=_label(block.first + above, block.last + above),
                heading=block.caption,
            )
            for block in blocks(_rows(text, delimiter, quoting))
        ]
    except csv.Error:  # a cell beyond csv's limit of 128 KiB, or a quotation mark never closed
        return []


def _rows(text: str, delimiter: str, quoting: Quoting) -> Iterator[list[str]]:
    """Yield the rows.

    Raises:
        csv.Error: if a row is too tall, or a cell too long.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    above = 0
    for row in reader:
        if reader.line_num > above + TALLEST_ROW:
            raise csv.Error
        above = reader.line_num
        yield row


def _stated_delimiter(text: str) -> tuple[str, int]:
    """The delimiter that a first line like `sep=;` states, as Excel writes it, and where the rows begin."""
    line = text[:6].partition("\n")[0]
    return (line[4], 6) if len(line) == 5 and line.lower().startswith("sep=") else ("", 0)


def _found_delimiter(sample: str, quoting: Quoting) -> str:
    """The delimiter that gives the most rows one width, or nothing."""
    evenness = {delimiter: _evenness(sample, delimiter, quoting) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: evenness[delimiter])
    return best if evenness[best] >= LEAST_EVEN else ""


def _evenness(sample: str, delimiter: str, quoting: Quoting) -> float:
    try:
        rows = itertools.islice(_rows(sample, delimiter, quoting), SAMPLE_ROWS + 1)
        widths = [len(row) for row in rows if any(row)]
    except csv.Error:
        return 0.0
    if len(widths) > 2:  # the last row of a sample may be cut
        widths.pop()
    divided = Counter(width for width in widths if width > 1)
    return max(divided.values(), default=0) / max(1, len(widths))


def _label(first: int, last: int) -> str:
    return f"row {first}" if first == last else f"rows {first}-{last}"
