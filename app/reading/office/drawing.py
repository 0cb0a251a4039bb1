"""The text of drawings in presentations: shapes, tables, diagrams and charts (ECMA-376-1, part 21)."""

from app.reading.data.table import BETWEEN
from app.reading.draft import one_line
from app.reading.office.grid import written_out
from app.reading.office.package import Attributes, Enough

MOST_NAMES = 200
"""Names kept of one chart."""
TITLES = frozenset({"title", "ctrTitle"})
_RUNNING = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
"""Placeholders for what stands on every slide, and for the picture of the slide above its notes."""


class Drawing:
    """Hears of a slide, its notes, its comments, or the data of a diagram."""

    def __init__(self, characters: int) -> None:
        self.title = ""
        """What stands in the placeholder for the title, on one line."""
        self._blocks: list[str] = []
        self._characters = self._left = characters
        self._lines: list[str] = []
        """Paragraphs of the shape or the cell at hand."""
        self._paragraph: list[str] | None = None
        self._in_text = False
        self._placeholder = ""
        self._rows: list[list[str]] = []
        self._header_rows = 0
        self._skip = 0
        self._alternatives: list[bool] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if self._skip or self._is_second_choice(name):
            self._skip += 1
        elif name == "AlternateContent":
            self._alternatives.append(False)
        elif name in {"sp", "graphicFrame"}:
            self._end_shape()
        elif name == "ph":
            self._placeholder = attributes.get("type", "obj")
        elif name in {"tbl", "tblPr", "tr"}:
            self._start_table(name, attributes)
        elif name in {"p", "text"}:  # `text` is the whole of a comment
            self._paragraph, self._in_text = [], name == "text"
        elif name == "t":
            self._in_text = True
        elif name == "br" and self._paragraph is not None:
            self._paragraph.append("\n")

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skip:
            self._skip -= 1
        elif name == "AlternateContent" and self._alternatives:
            self._alternatives.pop()
        elif name == "t":
            self._in_text = False
        elif name in {"p", "text"}:
            self._end_paragraph()
            if self._left < 0:
                raise Enough
        elif name == "tc" and self._rows:
            self._rows[-1].append(" ".join(" ".join(self._lines).split()))
            self._lines = []
        elif name == "tbl":
            self._lines += written_out(self._rows, self._header_rows, self._characters)
            self._rows = []
        elif name in {"sp", "graphicFrame"}:
            self._end_shape()

    def text(self, text: str) -> None:
        """Text of a run, or white space between elements."""
        if self._in_text and not self._skip and self._paragraph is not None:
            self._paragraph.append(text)

    def blocks(self) -> list[str]:
        """All that was heard, the title first wherever it is drawn; nothing may be added after this."""
        self._end_paragraph()
        self._lines += written_out(self._rows, self._header_rows, self._characters)
        self._end_shape()
        return self._blocks

    def _is_second_choice(self, name: str) -> bool:
        """Whether the same content has been given in another form (ECMA-376-3, 7.6)."""
        if name not in {"Choice", "Fallback"} or not self._alternatives:
            return False
        taken, self._alternatives[-1] = self._alternatives[-1], True
        return taken

    def _start_table(self, name: str, attributes: Attributes) -> None:
        if name == "tbl":
            self._rows, self._header_rows = [], 0
        elif name == "tblPr":
            self._header_rows = int(attributes.get("firstRow") in {"1", "true"})
        else:
            self._rows.append([])

    def _end_paragraph(self) -> None:
        text = "".join(self._paragraph or []).strip()
        self._paragraph, self._in_text = None, False
        if text and self._placeholder not in _RUNNING:
            self._lines.append(text)
            self._left -= len(text)

    def _end_shape(self) -> None:
        text = "\n".join(self._lines)
        if self._placeholder in TITLES and text and not self.title:
            self.title = one_line(text)
            self._blocks.insert(0, text)
        elif text:
            self._blocks.append(text)
        self._lines, self._placeholder = [], ""


class Chart:
    """Hears of a chart: its title and axes, the names of its series and of its categories."""

    def __init__(self) -> None:
        self._words: dict[str, None] = {}
        self._pieces: list[str] = []
        self._strings = 0
        self._in_text = False

    def start(self, name: str, _: Attributes) -> None:
        """An element begins."""
        if name == "strCache":
            self._strings += 1
        elif name == "t" or (name == "v" and self._strings):
            self._in_text = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name in {"t", "v"}:
            self._in_text = False
        if name == "strCache":
            self._strings = max(0, self._strings - 1)
        if name in {"p", "v"}:
            self._words[one_line("".join(self._pieces))] = None
            self._pieces.clear()
            if len(self._words) >= MOST_NAMES:
                raise Enough

    def text(self, text: str) -> None:
        """Text, in pieces."""
        if self._in_text:
            self._pieces.append(text)

    def line(self) -> str:
        """Everything named, each once."""
        return BETWEEN.join(filter(None, self._words))
