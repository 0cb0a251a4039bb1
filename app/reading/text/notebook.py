"""Jupyter notebooks (nbformat 3 and 4): cells with the beginnings of their outputs."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.domain.titles import sensible_title
from app.reading.charset.decode import decode_text
from app.reading.draft import GAP, Draft, Part, one_line, rest_after
from app.reading.outline import LONGEST_HEADING, SEPARATOR
from app.reading.process.opening import MEGABYTE

OUTPUT = 2000
"""Characters kept of one output."""
MOST_MEGABYTES = 100
"""A larger notebook holds pictures and data, which are read with it."""

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r"=+[ \t]*|-+[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_SIGNS = re.compile(r"[*`]+|!?\[([^\]]*)\]\([^)]*\)|<[^<>]+>")

_Json = Mapping[str, Any]


def read_notebook(source: BinaryIO, characters: int) -> Draft:
    """One part for each cell, headings of its Markdown cells above it.

    Raises:
        Unreadable: DAMAGED, if it is no notebook; TOO_LARGE.
    """
    data = source.read(MOST_MEGABYTES * MEGABYTE + 1)
    if len(data) > MOST_MEGABYTES * MEGABYTE:
        raise Unreadable(Reason.TOO_LARGE, f"{MOST_MEGABYTES} MB")
    try:
        notebook = json.loads(decode_text(data) or "")
    except (ValueError, RecursionError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    headings = _Headings()
    parts: list[Part] = []
    left = characters
    is_cut = False
    for cell in _cells(_table(notebook)):
        if left < 0:
            is_cut = True
            break
        text = _text(cell)
        path = headings.path(cell, text)
        parts.append(Part(text, path, path))
        left -= len(text) + len(GAP)
    if not parts:
        raise Unreadable(Reason.EMPTY if isinstance(notebook, dict) else Reason.DAMAGED)
    stated = _table(_table(notebook).get("metadata"))
    authors = (one_line(_joined(_table(author).get("name"))) for author in _list(stated.get("authors")))
    return Draft(
        Kind.NOTEBOOK,
        parts,
        SegmentKind.CELL,
        title=sensible_title(_joined(stated.get("title"))) or headings.title,
        author=", ".join(filter(None, authors)),
        left_out=rest_after(characters) if is_cut else "",
    )


class _Headings:
    """The headings that stand above a cell."""

    def __init__(self) -> None:
        self.title = ""
        """The first heading of level 1."""
        self._path: list[tuple[int, str]] = []

    def path(self, cell: _Json, text: str) -> str:
        """Take the headings of *cell*; the path above its text is that of its first heading."""
        kind = cell.get("cell_type")
        if kind == "heading":  # nbformat 3
            level = cell.get("level")
            self._take(level if isinstance(level, int) else 1, text)
            return self._joined()
        above, paths = "", list[str]()
        is_fenced = False
        for line in text.split("\n") if kind == "markdown" else ():
            if _FENCE.match(line):
                is_fenced = not is_fenced
            elif not is_fenced and (match := _HEADING.match(line)):
                self._take(len(match[1]), match[2])
                paths.append(self._joined())
            elif not is_fenced and above and _UNDERLINE.fullmatch(line):
                self._take(1 if line.startswith("=") else 2, above)
                paths.append(self._joined())
            above = line.strip()
        return paths[0] if paths else self._joined()

    def _take(self, level: int, title: str) -> None:
        title = one_line(_SIGNS.sub(lambda sign: sign[1] or "", title))[:LONGEST_HEADING]
        if not title:
            return
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, title))
        if level == 1 and not self.title:
            self.title = title

    def _joined(self) -> str:
        return SEPARATOR.join(title for _, title in self._path)


def _cells(notebook: _Json) -> Iterator[_Json]:
    sheets = [notebook, *map(_table, _list(notebook.get("worksheets")))]
    for sheet in sheets:
        yield from map(_table, _list(sheet.get("cells")))


def _text(cell: _Json) -> str:
    said = [_joined(cell.get("source", cell.get("input")))]
    said += (_output(_table(output)) for output in _list(cell.get("outputs")))
    return GAP.join(piece.strip("\n") for piece in said if piece.strip())


def _output(output: _Json) -> str:
    if output.get("output_type") in {"error", "pyerr"}:
        text = f"{_joined(output.get('ename'))}: {_joined(output.get('evalue'))}"
    else:
        text = _joined(output.get("text")) or _joined(_table(output.get("data")).get("text/plain"))
    text = _TERMINAL.sub("", text)
    return text if len(text) <= OUTPUT else text[:OUTPUT] + "\u2026"


def _joined(value: object) -> str:
    """Text of several lines, which notebooks write as a list."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else ""


def _table(value: object) -> _Json:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
