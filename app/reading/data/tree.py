"""Nested values as text: lines of keys and values, in parts of a size that a person can look at."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.reading.data.table import BETWEEN
from app.reading.draft import Part, is_visible
from app.reading.outline import SEPARATOR

ENOUGH = 1200
"""Characters up to which a value is written as one part, with all that it holds."""
FEW = 400
"""Characters up to which values that follow one another share a part."""
MANY = 40
"""Texts with keys that share a part, however long they are."""
LONGEST_TITLE = 120
RECORD = "record"
"""Key of what has none: an item of a list, a line."""
DEEPEST = 60
"""Levels that makers of trees give at most."""

_TITLES = frozenset({"title", "name", "subject", "headline"})
_BLOB = re.compile(r"[A-Za-z0-9+/=_%-]{400,}")
"""Bytes written as letters: nothing to read."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its key: a text, or other nodes."""

    key: str
    value: "str | Sequence[Node]"
    number: int = 0
    """Position, counted from 1, among those of the same key; 0 for the only one."""

    @property
    def name(self) -> str:
        """Key and number: `book 3`."""
        return " ".join(piece for piece in (self.key, str(self.number or "")) if piece)


def parts(root: Node) -> Iterator[Part]:
    """Write *root* out: small values whole, large ones value by value, texts beside one another together."""
    yield from _parts(root, tuple(filter(None, (root.key,))), "")


def _parts(node: Node, path: tuple[str, ...], title: str) -> Iterator[Part]:
    if isinstance(node.value, str) or not any(child.number for child in node.value):
        lines = _lines_within(node, ENOUGH)
        if isinstance(node.value, str) or lines is not None:
            lines = lines or list(_lines(node))
            if lines:
                yield _part(lines, path, title)
            return
    title = _title(node) or title
    gathered = _Gathered()
    for child in node.value:
        lines = _lines_within(child, FEW)
        if not gathered.takes(child):
            yield from gathered.parts(path, title)
            gathered = _Gathered()
        if lines is None and not isinstance(child.value, str):
            yield from gathered.parts(path, title)
            gathered = _Gathered()
            yield from _parts(child, (*path, child.name) if child.name else path, title)
        elif lines := list(_lines(child)) if lines is None else lines:
            gathered.add(child, lines)
    yield from gathered.parts(path, title)


class _Gathered:
    """Values that follow one another and share a part: small ones of a list, texts with keys."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._size = 0
        self._first = self._last = Node("", "")

    def takes(self, node: Node) -> bool:
        """Whether *node* goes with those that are here."""
        if not self._lines:
            return True
        if bool(node.number) != bool(self._last.number) or (node.number and node.key != self._last.key):
            return False
        return self._size < FEW if node.number else len(self._lines) < MANY

    def add(self, node: Node, lines: Sequence[str]) -> None:
        """Add a value; small ones of a list are one line each."""
        if node.number or isinstance(node.value, str):
            line = BETWEEN.join(lines)
        else:
            line = "\n".join(f"{node.key}.{inner}" for inner in lines)
        if not self._lines:
            self._first = node
        self._last = node
        self._lines.append(line)
        self._size += len(line)

    def parts(self, path: tuple[str, ...], title: str) -> Iterator[Part]:
        """One part, or none; the label of list items tells which."""
        if not self._lines:
            return
        first, last = self._first, self._last
        if not first.number:
            yield _part(self._lines, path, title)
        elif first is last:
            yield _part(self._lines, (*path, first.name), title)
        else:
            key = f"{RECORD}s" if first.key == RECORD else first.key
            yield _part(self._lines, (*path, f"{key} {first.number}-{last.number}"), title)


def _title(node: Node) -> str:
    """What a record calls itself, which says more than its number."""
    for child in node.value:
        if isinstance(child, Node) and isinstance(child.value, str) and child.key.lower() in _TITLES:
            return child.value if len(child.value) <= LONGEST_TITLE else ""
    return ""


def _part(lines: Sequence[str], path: Sequence[str], title: str) -> Part:
    keys = (name for name in path if not name.startswith(RECORD))
    return Part(
        "\n".join(lines), label=SEPARATOR.join(path), heading=SEPARATOR.join(filter(None, (*keys, title)))
    )


def _lines_within(node: Node, most: int) -> list[str] | None:
    """The lines of *node*, or None if they are longer than *most* characters."""
    found: list[str] = []
    for line in _lines(node):
        found.append(line)
        most -= len(line)
        if most < 0:
            return None
    return found


def _lines(node: Node) -> Iterator[str]:
    """Texts within *node* with the keys that lead to them."""
    if isinstance(node.value, str):
        if is_visible(text := _BLOB.sub("", node.value)):
            yield text if node.number or not node.key else f"{node.key}: {text}"
        return
    for child in node.value:
        yield from _inner_lines(child, "")


def _inner_lines(node: Node, above: str) -> Iterator[str]:
    path = f"{above}.{node.name}" if above and node.name else above or node.name
    if isinstance(node.value, str):
        if is_visible(text := _BLOB.sub("", node.value)):
            yield f"{path}: {text}" if path else text
        return
    for child in node.value:
        yield from _inner_lines(child, path)


def first_parts(found: Iterable[Part], characters: int) -> tuple[list[Part], bool]:
    """Parts of *characters* characters together, and whether there are more."""
    taken: list[Part] = []
    for part in found:
        if characters < 0:
            return taken, True
        taken.append(part)
        characters -= len(part.text)
    return taken, False
