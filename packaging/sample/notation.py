"""The notation of the sample's texts.

A text starts with lines `key: value` (author, created, title, first-page) and an empty line. Then
`#` is the title, `##` and `###` are headings, `- ` an item, `| a | b |` a row of a table (its first
row is the head), `---` a new page, `[^1]` a footnote and `[^1]: ...` what it says. Anything else is a
paragraph.
"""

import re
from dataclasses import dataclass

MARKS = {"# ": "title", "## ": "heading", "### ": "subheading", "- ": "item"}
NOTE = re.compile(r"\[\^(\d+)\]")

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of one kind: title, heading, subheading, item, text, page or table."""

    kind: str
    text: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One parsed text."""

    properties: dict[str, str]
    blocks: tuple[Block, ...]
    notes: dict[str, str]

    @property
    def title(self) -> str:
        """What the file calls itself in its properties."""
        return self.properties.get("title") or next(b.text for b in self.blocks if b.kind == "title")


def parse(text: str) -> Source:
    """Read one text in the notation of this module."""
    head, _, body = text.partition("\n\n")
    properties = dict(line.split(": ", 1) for line in head.splitlines())
    notes: dict[str, str] = {}
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, body.splitlines())):
        if line.startswith("| "):
            row = tuple(cell.strip() for cell in line[1:-1].split("|"))
            before = blocks.pop().rows if blocks[-1].kind == "table" else ()
            blocks.append(Block("table", rows=(*before, row)))
        elif line.startswith("[^"):
            notes[line[2 : line.index("]")]] = line.partition(": ")[2]
        elif line == "---":
            blocks.append(Block("page"))
        else:
            mark = next((mark for mark in MARKS if line.startswith(mark)), "")
            blocks.append(Block(MARKS.get(mark, "text"), line.removeprefix(mark)))
    return Source(properties, tuple(blocks), notes)
