"""The tree of a web page to paragraphs, lists and tables under headings."""

import re

from selectolax.lexbor import LexborNode

from app.reading.outline import Outline
from app.reading.web.weights import BLOCKS, EMPTY, TEXT

_TIGHT = frozenset({"li", "tr", "dt", "dd", "option"})
"""Blocks that stand on the next line, without an empty line between them."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LAYOUT = "td p, td div, td table, td ul, td ol, td h1, td h2, td h3"
"""A table with any of these in a cell places blocks on the page; it holds no data."""
_CELLS = frozenset({"td", "th"})
CELL = " | "

_SPACE = re.compile(r"[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+")
"""White space that is not one space already."""


def gather(root: LexborNode, outline: Outline) -> None:
    """Give the text of *root* to *outline*, which joins blocks with empty lines."""
    writer = _Writer(outline)
    tag = root.tag or ""
    writer.enter(root, tag)
    opened = [(root, tag, root.iter(include_text=True))]
    while opened:
        parent, above, children = opened[-1]
        for node in children:
            tag = node.tag or ""
            if tag == TEXT:
                writer.text(node.text_content or "")
                continue
            writer.enter(node, tag)
            if tag not in EMPTY:
                opened.append((node, tag, node.iter(include_text=True)))
                break
            writer.leave(node, tag)
        else:
            writer.leave(parent, above)
            opened.pop()
    writer.finish()


class _Writer:
    """Hears of every node on the way in and on the way out; no recursion, pages nest without limit."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._line: list[str] = []
        self._block: list[str] = []
        """Lines that belong together: a paragraph, or the items of a list."""
        self._marker = ""
        self._pre = 0
        self._data_tables = 0
        self._heading = 0
        """`mem_id` of the heading at hand; blocks inside it are mere words."""

    def text(self, text: str) -> None:
        """Between two elements."""
        if not self._pre and ("\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text):
            text = " " if text.isspace() and text.isascii() else _SPACE.sub(" ", text)
        self._line.append(text)

    def enter(self, node: LexborNode, tag: str) -> None:
        """Before the children of *node*."""
        if tag == "br":
            self._line.append(" " if self._heading or self._data_tables else "\n")
        elif tag not in BLOCKS or self._heading or (self._data_tables and tag in _CELLS):
            return
        else:
            self._break(tight=tag in _TIGHT)
            if tag in _HEADINGS:
                self._heading = node.mem_id
            elif tag == "li":
                self._marker = "- "
            elif tag == "pre":
                self._pre += 1
            elif tag == "table" and (self._data_tables or node.css_first(_LAYOUT) is None):
                self._data_tables += 1

    def leave(self, node: LexborNode, tag: str) -> None:
        """After the children of *node*."""
        if self._heading:
            self._leave_heading(node, tag)
        elif tag not in BLOCKS:
            return
        elif self._data_tables and tag in _CELLS:
            self._line.append(CELL)
        else:
            self._break(tight=tag in _TIGHT)
            if tag == "li":
                self._marker = ""
            elif tag == "pre":
                self._pre -= 1
            elif tag == "table" and self._data_tables:
                self._data_tables -= 1

    def finish(self) -> None:
        """After the last node."""
        self._break(tight=False)

    def _leave_heading(self, node: LexborNode, tag: str) -> None:
        if node.mem_id != self._heading:
            if tag in BLOCKS:
                self._line.append(" ")
            return
        title = " ".join("".join(self._line).split())
        self._line, self._heading = [], 0
        if title:
            self._break(tight=False)
            self._outline.heading(_HEADINGS[tag], title, title)

    def _break(self, *, tight: bool) -> None:
        """End the line at hand; unless *tight*, the lines before it and after it are blocks of their own."""
        if self._line:
            self._end_line()
        if not tight and self._block:
            self._outline.block("\n".join(self._block))
            self._block = []

    def _end_line(self) -> None:
        text = "".join(self._line)
        self._line.clear()
        if self._pre:
            text = text.strip("\n").rstrip()
        elif self._data_tables:
            text = text.strip().removesuffix(CELL.rstrip()).rstrip()
        elif "\n" in text:
            text = "\n".join(filter(None, map(str.strip, text.split("\n"))))
        else:
            text = text.strip()
        if text and text.strip(" |"):
            self._block.append(self._marker + text)
            self._marker = ""
