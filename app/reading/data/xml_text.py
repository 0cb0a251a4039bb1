"""XML of no known format: its texts, with the names of their elements."""

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers import expat

from app.domain.document import Kind, SegmentKind
from app.domain.errors import Reason, Unreadable
from app.reading.charset.decode import decode_text
from app.reading.data.tree import DEEPEST, Node, first_parts, parts
from app.reading.draft import Draft, Part, is_visible, one_line, rest_after

MOST_BYTES = 10 * 1024 * 1024
"""Of one file; the rest is left out. A tree takes up to forty times the memory of its text."""
PIECE = 64 * 1024

_STATED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_NAMING = ("name", "key")
"""Attributes that name the element they stand in: `<field name="price">`."""
_UNTOLD = frozenset({"schemaLocation", "noNamespaceSchemaLocation", "space", "base"})
_PLAIN = frozenset({"p", "para", "li", "td", "div", "span", "item", "text", "value", "string"})
"""Elements whose names say nothing of their texts."""


class _NotLaidOut(Exception):
    """Entities are declared, or there are more levels than are laid out."""


def read_xml(source: BinaryIO, characters: int) -> Draft:
    """One part for each larger element; what is not well-formed, or too deep, stays text as it stands.

    Entities that the file declares are never expanded: such a file stays as it stands, too.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    data = source.read(MOST_BYTES + 1)
    stated = _STATED.search(data[:400])
    text = decode_text(data, stated[1].decode() if stated else "")
    if text is None:
        raise Unreadable(Reason.UNKNOWN_KIND)
    is_cut = len(data) > MOST_BYTES
    left_out = f"text after the first {MOST_BYTES // (1024 * 1024)} MB" if is_cut else ""
    root = _root(text, is_cut=is_cut)
    if root is None:
        left_out = rest_after(characters) if len(text) > characters else left_out
        return Draft(Kind.DATA, (Part(text[:characters]),), left_out=left_out)
    taken, is_cut = first_parts(parts(Node("", root.value)), characters)
    return Draft(Kind.DATA, taken, SegmentKind.ENTRY, left_out=rest_after(characters) if is_cut else left_out)


@dataclass(slots=True)
class _Element:
    name: str
    named: str = ""
    """What an attribute calls it."""
    stated: list[Node] = field(default_factory=list)
    """Other attributes; told only where there is no text, beside which they are mostly for its looks."""
    pieces: list[str | Node] = field(default_factory=list)

    def node(self) -> Node | None:
        """The element as a value, or None if there is nothing in it."""
        key = one_line(f"{self.name} {self.named}")
        if any(isinstance(piece, str) and not piece.isspace() for piece in self.pieces):
            text = one_line("".join(map(_running, self.pieces)))
            return Node("" if key in _PLAIN else key, text) if is_visible(text) else None
        if nodes := self.stated + [piece for piece in self.pieces if isinstance(piece, Node)]:
            return Node(key, _numbered(nodes))
        return Node(self.name, self.named) if self.named else None


class _Tree:
    """Hears of a document and builds its values."""

    def __init__(self) -> None:
        self._open = [_Element("")]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise _NotLaidOut
        stated = {_local(key): one_line(value) for key, value in attributes.items()}
        named = next((stated.pop(key) for key in _NAMING if key in stated), "")
        told = [Node(key, value) for key, value in stated.items() if key not in _UNTOLD and value]
        self._open.append(_Element(_local(name), named, told))

    def end(self, _: str) -> None:
        if node := self._open.pop().node():
            self._open[-1].pieces.append(node)

    def text(self, text: str) -> None:
        self._open[-1].pieces.append(text)

    def skipped(self, name: str, is_parameter: bool) -> None:  # noqa: FBT001 - called by expat
        """An entity of a DTD that is not read; the usual ones are those of HTML."""
        if not is_parameter:
            self._open[-1].pieces.append(html.unescape(f"&{name};"))

    def root(self) -> Node | None:
        while len(self._open) > 1:
            self.end("")
        nodes = [piece for piece in self._open[0].pieces if isinstance(piece, Node)]
        return nodes[0] if nodes else None


def _root(text: str, *, is_cut: bool) -> Node | None:
    """The outermost element, or None if *text* is not laid out."""
    tree = _Tree()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.UseForeignDTD(True)  # noqa: FBT003 - positional in C; entities nobody declares are then no errors
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.text
    parser.SkippedEntityHandler = tree.skipped
    parser.EntityDeclHandler = _refuse
    try:
        for at in range(0, len(text), PIECE):
            parser.Parse(text[at : at + PIECE].encode("utf-8", "replace"), False)  # noqa: FBT003 - as above
        parser.Parse(b"", not is_cut)
    except (expat.ExpatError, _NotLaidOut):
        return None
    return tree.root()


def _refuse(*_: object) -> None:
    raise _NotLaidOut


def _numbered(nodes: Sequence[Node]) -> list[Node]:
    """Give those of the same key their numbers."""
    counts = Counter(node.key for node in nodes if node.key)
    seen: Counter[str] = Counter()
    numbered = []
    for node in nodes:
        if counts[node.key] < 2 or isinstance(node.value, str):
            numbered.append(node)
            continue
        seen[node.key] += 1
        numbered.append(Node(node.key, node.value, seen[node.key]))
    return numbered


def _running(node: str | Node) -> str:
    """Text, or that of an element within a text."""
    if isinstance(node, str):
        return node
    if isinstance(node.value, str):
        return node.value
    return " " + " ".join(map(_running, node.value)) + " "


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
