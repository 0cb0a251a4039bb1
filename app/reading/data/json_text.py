"""JSON (RFC 8259) and JSON Lines: keys with their values, record by record."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from app.domain.document import Kind, SegmentKind
from app.domain.titles import sensible_title
from app.reading.data.tree import DEEPEST, RECORD, Node, first_parts, parts
from app.reading.draft import Draft, Part, rest_after
from app.reading.text.plain import read_text

FIGURES = 32
"""Numbers that a list may have to be written; more are a curve or a vector, which nobody reads."""
LEAST_VALID = 0.5
"""Share of lines that are JSON from which text is JSON Lines."""
_TITLES = ("title", "name")


class _Number(str):
    """A number as the file writes it."""

    __slots__ = ()


_DECODER = json.JSONDecoder(parse_int=_Number, parse_float=_Number, parse_constant=_Number)


class _TooDeep(Exception):
    """There are more levels than are laid out."""


def read_json(source: BinaryIO, characters: int) -> Draft:
    """One part for each record or larger value; what is not valid, or too deep, stays text as it stands.

    Raises:
        Unreadable: UNKNOWN_KIND, if the content is not text.
    """
    text, left_out = read_text(source, characters)
    try:
        found, title = _whole(text)
    except (ValueError, RecursionError, _TooDeep):
        try:
            found, title = _line_by_line(text), ""
        except (ValueError, RecursionError, _TooDeep):
            return Draft(Kind.DATA, (Part(text),), left_out=left_out)
    taken, is_cut = first_parts(found, characters)
    return Draft(
        Kind.DATA,
        taken,
        SegmentKind.ENTRY,
        title=title,
        left_out=left_out or (rest_after(characters) if is_cut else ""),
    )


def _whole(text: str) -> tuple[Iterator[Part], str]:
    """Read one value; ValueError if it is none."""
    value = _value(text)
    stated = [value[key] for key in _TITLES if key in value] if isinstance(value, dict) else []
    title = next((sensible_title(item) for item in stated if type(item) is str), "")
    return parts(_node("", value)), title


def _line_by_line(text: str) -> Iterator[Part]:
    """Read JSON Lines; ValueError if too few lines are JSON. The last may be cut."""
    lines = [line for line in text.split("\n") if line.strip()]
    nodes = []
    invalid = 0
    for number, line in enumerate(lines, start=1):
        try:
            node = _node(RECORD, _value(line), number)
        except ValueError:
            invalid += 1
            node = Node(RECORD, line, number)
            if invalid > 1 + number * (1 - LEAST_VALID):
                raise
        nodes.append(node)
    if len(nodes) < 2:
        raise ValueError
    return parts(Node("", nodes))


def _value(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return _DECODER.decode(text)


def _node(key: str, value: Any, number: int = 0, depth: int = 0) -> Node:  # noqa: ANN401 - as above
    if depth > DEEPEST:
        raise _TooDeep
    if isinstance(value, dict):
        return Node(key, [_node(name, item, 0, depth + 1) for name, item in value.items()], number)
    if not isinstance(value, list):
        return Node(key, _scalar(value), number)
    if all(isinstance(item, _Number) for item in value):
        return Node(key, ", ".join(value) if len(value) <= FIGURES else "", number)
    if not any(isinstance(item, dict | list) for item in value):
        return Node(key, ", ".join(filter(None, map(_scalar, value))), number)
    return Node(key, [_node(RECORD, item, at, depth + 1) for at, item in enumerate(value, start=1)], number)


def _scalar(value: Any) -> str:  # noqa: ANN401 - a text, a number, true, false or null
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
